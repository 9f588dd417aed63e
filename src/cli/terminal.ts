import { realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { HOST_LITTLE } from '../base/bytes.ts'
import type { WorkingDirectory } from '../base/fs.ts'
import { isTerminal, readBeside, readLine, writeAll } from './descriptors.ts'
import { openTerminal, type Terminal } from './watch/terminal.ts'
import type { Screen } from '../model/table.ts'
import { lookup, nameServers, reverse, type NameServers } from './resolver.ts'

/** All that a run takes from and gives to the world outside the host's files. */
export interface Io {
  readonly argv: readonly string[]
  /** what this program was called by: the name of the link, where it is one */
  readonly name: string
  readonly env: { readonly [name: string]: string | undefined }
  /** the words that start this program, absolute, so that they work under sudo */
  readonly command: readonly string[]
  readonly euid: number
  readonly littleEndian: boolean
  /** null: this process may not leave it */
  readonly directory: WorkingDirectory | null
  /** is standard output a terminal, and of how many columns? */
  readonly tty: boolean
  readonly columns: number | null
  /** can a person be asked: are standard input and standard error terminals? */
  readonly interactive: boolean
  now(): Date
  /** throws the system's error (EPIPE) where nobody reads any more */
  out(chunk: string | Uint8Array): void
  err(line: string): void
  /** the line typed in answer, or '' at the end of the input */
  ask(question: string): string
  /** Takes the whole terminal; null: standard output is none that can be drawn on. What `err` is told waits until it is closed. */
  terminal(): Terminal | null
  /** from here on SIGINT and SIGTERM are only noted, until `release` */
  catchStop(): Stop
  /** the addresses of a host; none: nobody knows it */
  lookup(host: string): Promise<readonly string[]>
  /** the name of an address; null: it has none */
  reverse(address: string): Promise<string | null>
  /** servers of names, to be asked again and again */
  nameServers(): NameServers
  /** reads a whole file while this thread does something else; null: that would take longer */
  readonly readBeside: ((path: string) => Promise<Uint8Array>) | null
  /** lets signals and timers have their turn */
  breathe(): Promise<void>
  wait(ms: number): Promise<void>
  /** until that is done, or so many ms have passed */
  within(ms: number, done: Promise<unknown>): Promise<void>
  /** seconds of a clock that only goes forward */
  clock(): number
  /** seconds of processor time that this process has taken */
  cpu(): number
}

export interface Stop {
  readonly stopped: boolean
  /** until then, or until a signal comes */
  wait(ms: number): Promise<void>
  release(): void
}

export const realIo = (): Io => {
  let held: Set<string> | null = null
  return {
    argv: process.argv.slice(2),
    name: nameOf(process.argv[1] ?? ''),
    env: process.env,
    get command() {
      return commandOf(process.argv[1] ?? '')
    },
    euid: process.geteuid!(),
    littleEndian: HOST_LITTLE,
    directory: { get: () => process.cwd(), set: path => process.chdir(path) },
    get tty() {
      return isTerminal(1)
    },
    get columns() {
      // 0: a pseudo-terminal that nobody has told its size
      return process.stdout.columns || null
    },
    get interactive() {
      return isTerminal(0) && isTerminal(2)
    },
    now: () => new Date(),
    out: chunk => writeAll(1, chunk),
    err: line => (held === null ? writeLine(line) : hold(held, line)),
    terminal: () => {
      if (!isTerminal(1) || process.env['TERM'] === 'dumb') return null
      const terminal = openTerminal(text => writeAll(1, text))
      const lines = (held = new Set())
      return {
        ...terminal,
        close: () => {
          terminal.close()
          held = null
          for (const line of [...lines].slice(-MOST_HELD)) writeLine(line)
          lines.clear()
        },
      }
    },
    ask: question => {
      writeAll(2, `${question} `)
      return readLine(0)
    },
    catchStop: () => {
      let wake = (): void => {}
      const stop = { stopped: false, wait, release: () => {} }
      const note = (): void => {
        stop.stopped = true
        wake()
      }
      stop.wait = ms =>
        new Promise(resolve => {
          const timer = setTimeout(resolve, stop.stopped ? 0 : ms)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      for (const signal of STOP_SIGNALS) process.on(signal, note)
      stop.release = () => {
        for (const signal of STOP_SIGNALS) process.off(signal, note)
      }
      return stop
    },
    lookup,
    reverse,
    nameServers,
    readBeside,
    breathe: () => new Promise(resolve => setImmediate(resolve)),
    wait,
    within: (ms, done) =>
      new Promise(resolve => {
        const timer = setTimeout(resolve, ms)
        void done.then(() => {
          clearTimeout(timer)
          resolve()
        })
      }),
    clock: () => performance.now() / 1000,
    cpu: () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1e6
    },
  }
}

/** Lines about what was seen while the terminal showed something else; of each frame there may be others. */
const MOST_HELD = 20

const hold = (held: Set<string>, line: string): void => {
  held.add(line)
  if (held.size > MOST_HELD) for (const oldest of held) return void held.delete(oldest)
}

const writeLine = (line: string): void => {
  try {
    writeAll(2, `${line}\n`)
  } catch {
    // nobody to tell
  }
}

/** A program compiled by bun is one file, and sees itself at a path that only it knows. */
const isCompiled = (script: string): boolean => script.startsWith('/$bunfs/')

const commandOf = (script: string): string[] =>
  isCompiled(script) ? [process.execPath] : [process.execPath, realpathSync(script)]

const nameOf = (script: string): string => basename(isCompiled(script) ? process.argv0 : script)

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const

export interface ScreenWishes {
  readonly color: 'auto' | 'always' | 'never'
  readonly header: boolean
  /** do not cut to the terminal's width */
  readonly wide: boolean
}

/** What the output can show. COLUMNS counts before the terminal's own width, as it does for ls and ps. */
export const screenOf = (io: Io, wishes: ScreenWishes): Screen => ({
  width: wishes.wide ? null : (positive(io.env['COLUMNS']) ?? (io.tty ? io.columns : null)),
  color: wishes.color === 'auto' ? autoColor(io) : wishes.color === 'always',
  header: wishes.header,
  footer: io.tty,
})

/** no-color.org and force-color.org; a dumb terminal has no colours. */
const autoColor = ({ env, tty }: Io): boolean => {
  const force = env['FORCE_COLOR']
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false'
  if (env['NO_COLOR']) return false
  return tty && env['TERM'] !== 'dumb'
}

const positive = (text: string | undefined): number | null => {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : null
}

const SAFE_WORD = /^[\w@%+=:,./-]+$/

/** The command line that would do the same as root; sudo needs no Node on root's PATH for it. */
export const elevatedCommand = (io: Io): string | null =>
  io.euid === 0
    ? null
    : ['sudo', ...io.command, ...io.argv]
        .map(word => (SAFE_WORD.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
        .join(' ')
