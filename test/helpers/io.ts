import type { Io } from '../../src/cli/terminal.ts'

/** What was written so far. */
export interface Said {
  out: string
  err: string
}

/** A signal that comes while it waits for the first time. */
export const signalled: Io['catchStop'] = () => {
  const stop = {
    stopped: false,
    wait: () => {
      stop.stopped = true
      return Promise.resolve()
    },
    release: () => {},
  }
  return stop
}

/** A world without a terminal, whose clock stands still, but for what is given. */
export const ioOf = (over: Partial<Io> = {}): { io: Io; said: Said } => {
  const said = { out: '', err: '' }
  const io: Io = {
    argv: [],
    name: 'tsnetstat',
    env: {},
    command: ['/usr/bin/node', '/opt/tsnetstat/bin/tsnetstat.js'],
    euid: 0,
    littleEndian: true,
    tty: false,
    columns: null,
    interactive: false,
    now: () => new Date('2026-11-20T10:00:00Z'),
    directory: null,
    out: chunk => void (said.out += Buffer.from(chunk).toString()),
    err: line => void (said.err += `${line}\n`),
    ask: () => '',
    terminal: () => null,
    catchStop: () => ({ stopped: false, wait: () => Promise.resolve(), release: () => {} }),
    lookup: () => Promise.resolve([]),
    reverse: () => Promise.resolve(null),
    nameServers: () => ({ nameOf: () => Promise.resolve(null), cancel: () => {} }),
    readBeside: null,
    breathe: () => Promise.resolve(),
    wait: () => Promise.resolve(),
    within: async (_, done) => void (await done),
    clock: () => 0,
    cpu: () => 0,
    ...over,
  }
  return { io, said }
}
