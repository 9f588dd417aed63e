import { realpathSync, writeSync } from 'node:fs'
import { endianness } from 'node:os'
import { errnoOf } from '../base/errors.ts'
import type { Screen } from '../model/table.ts'

/** All that a run takes from and gives to the world outside the host's files. */
export interface Io {
  readonly argv: readonly string[]
  readonly env: { readonly [name: string]: string | undefined }
  /** the words that start this program, absolute, so that they work under sudo */
  readonly command: readonly string[]
  readonly euid: number
  readonly littleEndian: boolean
  /** is standard output a terminal, and of how many columns? */
  readonly tty: boolean
  readonly columns: number | null
  now(): Date
  /** throws the system's error (EPIPE) where nobody reads any more */
  out(chunk: string | Uint8Array): void
  err(line: string): void
}

export const realIo = (): Io => ({
  argv: process.argv.slice(2),
  env: process.env,
  command: [process.execPath, realpathSync(process.argv[1] ?? '')],
  euid: process.geteuid!(),
  littleEndian: endianness() === 'LE',
  tty: process.stdout.isTTY === true,
  columns: process.stdout.columns ?? null,
  now: () => new Date(),
  out: chunk => writeAll(1, chunk),
  err: line => {
    try {
      writeAll(2, `${line}\n`)
    } catch {
      // nobody to tell
    }
  },
})

/** Blocking write of all bytes: a pipe whose reader is slow answers EAGAIN, and is asked again. */
const writeAll = (fd: number, chunk: string | Uint8Array): void => {
  let bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes))
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}

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
