import type { Problem } from '../base/errors.ts'
import type { Names, Screen, Table } from '../model/table.ts'
import { printable } from '../render/format.ts'
import { isData, load, type Format } from '../render/index.ts'
import type { Origin, View } from '../views/index.ts'
import type { Options } from './args.ts'
import { namingOf } from './naming.ts'
import { PID_COLUMNS, pidsIn, pidsUpTo } from './pids.ts'
import { framesOf, type Frame } from './pipeline.ts'
import { repeat } from './repeat.ts'
import { screenOf, type Io } from './terminal.ts'
import type { Terminal } from './watch/terminal.ts'

/** What is shown, and how. */
export interface Showing {
  readonly origin: Origin
  readonly view: View<unknown>
  readonly format: Format
  readonly names: Names
}

/** Shows a view, or of `--pids` its pids, once or again and again; the exit code. */
export const show = async (
  io: Io,
  options: Options,
  { origin, view, format, names }: Showing,
): Promise<number> => {
  const { pids } = options
  const render = pids ? pidsUpTo(options.limit) : await load(format)
  const wanted = pids ? { ...options, columns: PID_COLUMNS, limit: null } : options
  const frames = framesOf(origin, view, wanted, format, io.clock, names)
  const screen = screenOf(io, options.screen)
  const tell = teller(io, options, format)
  const naming = namingOf(io, origin.host.fs, options.names)
  const next = async (): Promise<Frame | null> => {
    const frame = frames(io.now())
    return frame === null ? null : { ...frame, table: await naming.named(frame.table) }
  }
  const changing = format === 'ndjson' && options.repeat
  const changes = changing ? (await import('./changes.ts')).changesOf(io.out) : null
  let shown = 0
  let unreadable = false
  // exit code 3 says no
  let answer = true
  const codeOf = (): number => (unreadable ? 1 : answer ? 0 : 3)
  const rhythm = {
    intervalMs: options.interval * 1000,
    frames: options.repeat ? options.count : 1,
    catches: options.repeat,
  }
  const seen = (frame: Frame): void => {
    tell(frame.table, frame.notes)
    unreadable ||= frame.table.problems.length > 0
    if (frame.loss && options.failOnLoss) answer = false
    if (pids) answer = pidsIn(frame.table).length > 0
  }
  const live = async (terminal: Terminal): Promise<void> => {
    const { watch } = await import('./watch/watch.ts')
    await watch(io, options, { next, render, seen }, terminal)
  }
  const print = async (): Promise<boolean> => {
    const frame = await next()
    if (frame === null) return false
    if (changes !== null && frame.identity !== null) changes(frame.table, frame.identity)
    else {
      if (options.repeat && !pids && !isData(format)) io.out(headOf(frame, shown, screen))
      render(frame.table, shown === 0 ? screen : againOn(screen, format), io.out)
    }
    shown++
    seen(frame)
    return true
  }
  const terminal = options.repeat && format === 'table' && !pids ? io.terminal() : null
  try {
    await (terminal === null ? repeat(io, rhythm, print) : live(terminal))
  } finally {
    naming.close()
  }
  return codeOf()
}

/** When this frame was, parted from the one before. */
const headOf = ({ table }: Frame, shown: number, { header }: Screen): string =>
  (shown > 0 ? '\n' : '') + (header ? `${String(table.facts['time'])}\n` : '')

/** One header is enough for what a program reads line by line. */
const againOn = (screen: Screen, format: Format): Screen =>
  format === 'csv' ? { ...screen, header: false } : screen

/** Says each thing once, however often it is met; things are told apart by their text. */
export const onceSaid = <T>(
  say: (thing: T) => void,
  textOf: (thing: T) => string = String,
): ((thing: T) => void) => {
  const said = new Set<string>()
  return thing => {
    const text = textOf(thing)
    if (said.has(text)) return
    said.add(text)
    say(thing)
  }
}

/** Says on stderr what goes there, each line once, however often it is met. */
export const teller = (
  io: Io,
  { verbose }: Options,
  format: Format,
): ((table: Table<unknown>, notes: readonly string[]) => void) => {
  const say = onceSaid((line: string) => io.err(printable(line)))
  return (table, notes) => {
    if (verbose) factLines(table).forEach(say)
    // in JSON they are part of the document
    if (format === 'json') return
    for (const note of notes) say(`note: ${note}`)
    problemLines(table.problems).forEach(say)
  }
}

/** For `--verbose`: the sources used and how much they could see. */
const factLines = ({ facts }: Table<unknown>): string[] =>
  ['source', 'access'].flatMap(name => {
    const fact = facts[name]
    if (fact === null || typeof fact !== 'object') return []
    const entries = Object.entries(fact).filter(([key]) => key !== 'hint')
    const words = entries.map(([key, value]) => `${key} ${value ?? '?'}`)
    return [`${name}: ${words.join(', ')}`]
  })

const MOST_PROBLEMS = 10

const problemLines = (problems: readonly Problem[]): string[] => {
  const lines = problems
    .slice(0, MOST_PROBLEMS)
    .map(({ at, problem }) => `tsnetstat: ${at}: ${problem}`)
  const more = problems.length - MOST_PROBLEMS
  return more > 0
    ? [...lines, `tsnetstat: and ${more} more; --json lists them all under warnings`]
    : lines
}
