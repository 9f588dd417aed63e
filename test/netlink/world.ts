import { HOST_LITTLE } from '../../src/base/bytes.ts'
import type { Problem } from '../../src/base/errors.ts'
import { connect, type Connection } from '../../src/netlink/connection.ts'
import type { Request } from '../../src/netlink/exchange.ts'
import type { Parser } from '../../src/netlink/parser.ts'
import { fakeKernel, type Answer, type Asked, type FakeKernel } from './fake-kernel.ts'

/** Asks for rows that are one number each. */
export const request: Request = { what: 'numbers', type: 20, payload: skb => skb.putU32(1) }
export const number: Parser<number> = (view, offset) => view.getInt32(offset + 16, HOST_LITTLE)

/** A connection to a fake kernel, and the problems it reports. */
export const world = (
  answer: (asked: Asked) => Answer[],
): { kernel: FakeKernel; connection: Connection; problems: Problem[] } => {
  const problems: Problem[] = []
  const kernel = fakeKernel(answer)
  const connection = connect(kernel, { report: problem => problems.push(problem) })
  return { kernel, connection, problems }
}
