import { main } from '../../src/cli/main.ts'
import type { Io } from '../../src/cli/terminal.ts'

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
  let out = ''
  let err = ''
  const code = await main({
    argv,
    env: {},
    command: ['/usr/bin/node', '/opt/tsnetstat/bin/tsnetstat.js'],
    euid: 0,
    littleEndian: true,
    tty: sink !== 'pipe',
    columns: sink === 'pipe' ? null : sink,
    now: () => new Date('2026-11-20T10:00:00Z'),
    out: chunk => (out += Buffer.from(chunk).toString()),
    err: line => (err += `${line}\n`),
    ...more,
  })
  return { code, out, err }
}
