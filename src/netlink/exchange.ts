import { KernelError } from '../base/errno.ts'
import { errnoOf, type Report } from '../base/errors.ts'
import type { Transport } from '../base/transport.ts'
import { dumpLines } from './dump.ts'
import type { Inbox } from './inbox.ts'
import { createMarshal, type Marshal } from './marshal.ts'
import { NLM_F_DUMP, NLM_F_REQUEST, NLMSG_HDRLEN, pushHeader } from './message.ts'
import type { Parser } from './parser.ts'
import { SOCK_DIAG, type Protocol } from './protocol.ts'
import { SkBuff } from './skbuff.ts'

// include/uapi/asm-generic/errno.h
const ENOBUFS = 105
const ETIMEDOUT = 110

const REQUEST_SIZE = 64 * 1024

export type Trace = (line: string) => void

export interface Request {
  /** what it asks for, for messages: `sock_diag tcp` */
  readonly what: string
  readonly type: number
  /** puts the payload; the header is pushed in front of it */
  payload(skb: SkBuff): void
}

export interface Started<T> {
  readonly sequence: number
  readonly inbox: Inbox<T>
}

/** Requests out, datagrams in: what dumps and questions share. */
export interface Exchange {
  readonly marshal: Marshal
  start<T>(request: Request, parser: Parser<T>, flags: number): Started<T>
  /** Receives once; silence ends every request with ETIMEDOUT, so that nobody waits for ever. */
  advance(what: string): void
  /** Receives once; false: nothing came in time. */
  receive(waitMs?: number): boolean
}

export const createExchange = (
  transport: Transport,
  report: Report,
  trace: Trace | undefined,
  protocol: Protocol = SOCK_DIAG,
): Exchange => {
  const marshal = createMarshal(report)
  let sequence = 0
  let dump: Started<unknown> | null = null

  const receive = (waitMs?: number): boolean => {
    let datagram: Uint8Array | null
    try {
      datagram = transport.receive(waitMs)
    } catch (error) {
      const code = errnoOf(error)
      if (code === 'EINTR') return true
      if (code !== 'ENOBUFS') throw error
      // the kernel goes on with a dump, but events are gone, and answers to other requests may be
      report({ at: 'netlink', problem: 'the receive buffer overflowed: some events were lost' })
      marshal.overflow()
      const lost = new KernelError('netlink', ENOBUFS, 'the answer may be lost')
      marshal.fail(lost, waiting => waiting !== dump?.sequence)
      return true
    }
    if (datagram === null) return false
    if (trace !== undefined) for (const line of dumpLines('<', datagram, protocol)) trace(line)
    marshal.feed(datagram)
    return true
  }

  const advance = (what: string): void => {
    if (receive()) return
    marshal.fail(new KernelError(what, ETIMEDOUT, 'the kernel did not answer'))
  }

  const start: Exchange['start'] = (request, parser, flags) => {
    const isDump = (flags & NLM_F_DUMP) !== 0
    while (isDump && dump !== null && !dump.inbox.done) advance(request.what)
    sequence = sequence === 0xffffffff ? 1 : sequence + 1
    const started = { sequence, inbox: marshal.expect(sequence, request.what, parser) }
    const bytes = encode(request, flags, sequence)
    if (trace !== undefined) for (const line of dumpLines('>', bytes, protocol)) trace(line)
    try {
      transport.send(bytes)
    } catch (error) {
      marshal.fail(error as Error, waiting => waiting === started.sequence)
      throw error
    }
    if (isDump) dump = started
    return started
  }

  return { marshal, start, advance, receive }
}

/** The payload, and the header pushed in front of it. */
const encode = (request: Request, flags: number, seq: number): Uint8Array => {
  const skb = SkBuff.alloc(REQUEST_SIZE)
  skb.reserve(NLMSG_HDRLEN)
  request.payload(skb)
  pushHeader(skb, { type: request.type, flags: NLM_F_REQUEST | flags, seq })
  return skb.copy()
}
