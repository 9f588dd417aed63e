import { main } from '../../src/cli/main.ts'
import type { Io } from '../../src/cli/terminal.ts'
import { ioOf } from './io.ts'

export interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A terminal of this width, or a pipe. */
export type Sink = number | 'pipe'

/** The command in this process, with a clock that stands still and no environment but what is given. */
export const run = async (
  argv: readonly string[],
  sink: Sink = 'pipe',
  more: Partial<Io> = {},
): Promise<Run> => {
  const tty = sink !== 'pipe'
  const { io, said } = ioOf({ argv, tty, columns: tty ? sink : null, ...more })
  const code = await main(io)
  return { code, ...said }
}

/** All that a run says, as the golden files hold it. */
export const shownOf = ({ code, out, err }: Run): string =>
  out + (err === '' && code === 0 ? '' : `--- stderr, exit ${code}\n${err}`)
