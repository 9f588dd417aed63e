import type { Problem } from '../base/errors.ts'
import type { Screen, Table } from '../model/table.ts'
import { printable } from '../render/format.ts'
import { isData, load, type Format } from '../render/index.ts'
import type { Origin, View } from '../views/index.ts'
import type { Options } from './args.ts'
import { framesOf } from './pipeline.ts'
import { repeat } from './repeat.ts'
import { screenOf, type Io } from './terminal.ts'

/** Shows a view, once or again and again; the exit code. */
export const show = async (
  io: Io,
  options: Options,
  origin: Origin,
  view: View<unknown>,
  format: Format,
): Promise<number> => {
  const render = await load(format)
  const frames = framesOf(origin, view, options, format, io.clock)
  const screen = screenOf(io, options.screen)
  const tell = teller(io, options, format)
  let shown = 0
  let unreadable = false
  let loss = false
  const rhythm = {
    intervalMs: options.interval * 1000,
    frames: options.repeat ? options.count : 1,
    catches: options.repeat,
  }
  await repeat(io, rhythm, () => {
    const frame = frames(io.now())
    if (frame === null) return false
    if (shown > 0 && !isData(format)) io.out('\n')
    render(frame.table, shown++ === 0 ? screen : againOn(screen, format), io.out)
    tell(frame.table, frame.notes)
    unreadable ||= frame.table.problems.length > 0
    loss ||= frame.loss
    return true
  })
  return unreadable ? 1 : loss && options.failOnLoss ? 3 : 0
}

/** One header is enough for what a program reads line by line. */
const againOn = (screen: Screen, format: Format): Screen =>
  format === 'csv' ? { ...screen, header: false } : screen

/** Says on stderr what goes there, each line once, however often it is met. */
export const teller = (
  io: Io,
  { verbose }: Options,
  format: Format,
): ((table: Table<unknown>, notes: readonly string[]) => void) => {
  const said = new Set<string>()
  const say = (line: string): void => {
    if (said.has(line)) return
    said.add(line)
    io.err(printable(line))
  }
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
