import { errnoOf, Failure, ParseError, Unavailable, UsageError } from '../base/errors.ts'
import { columnsOf, printable } from '../render/format.ts'
import { CATALOG } from '../views/catalog.ts'
import type { Answer } from './args.ts'
import { COMMANDS } from './commands.ts'
import { hostOf } from './host.ts'
import { namesFor } from './names.ts'
import { optionsOf, type Options } from './options-of.ts'
import { originOf } from './pipeline.ts'
import { parsePlainly } from './plain-args.ts'
import { filterOf } from './plan.ts'
import { show } from './show.ts'
import type { Io } from './terminal.ts'

/** Runs the command; the exit code: 0 shown, 1 failed or something unreadable, 2 usage. */
export const main = async (io: Io): Promise<number> => {
  try {
    if (isClassic(io)) return await (await import('./classic/index.ts')).classic(io, io.argv)
    const [word = '', ...words] = io.argv
    const command = await COMMANDS.get(word)?.load()
    if (command !== undefined) return await command(io, words)
    const options = await optionsFor(io.argv)
    if ('answer' in options) {
      io.out(options.answer)
      return 0
    }
    return await run(io, options)
  } catch (error) {
    return told(io, error)
  }
}

const optionsFor = async (argv: readonly string[]): Promise<Options | Answer> => {
  const views = CATALOG.map(({ name }) => name)
  const parsed = parsePlainly(argv)
  if (parsed !== null) return optionsOf(parsed, views)
  return (await import('./args.ts')).parseArgs(argv, views)
}

/** As netstat, by the name of it or by --classic, wherever that stands among the options. */
const isClassic = ({ name, argv }: Io): boolean => {
  const end = argv.indexOf('--')
  return name === 'netstat' || argv.slice(0, end < 0 ? undefined : end).includes('--classic')
}

const run = async (io: Io, options: Options): Promise<number> => {
  const named = await CATALOG.find(({ name }) => name === options.view)!.load()
  const view = options.explain ? named.explained! : named
  const host = hostOf(io, options)
  if (options.subcommand !== null) {
    const { runSubcommand } = await import('./subcommand-run.ts')
    return runSubcommand(io, options, host, view)
  }
  const origin = originOf(host, options.source)
  const format = options.format ?? (io.tty && !options.pids ? 'table' : 'plain')
  const names = await namesFor(io, host.fs, known => filterOf(view, options, known))
  return show(io, options, { origin, view, format, names })
}

const KNOWN = [Failure, Unavailable, ParseError]

/** Every error becomes its line and its exit code here, and nowhere else. */
const told = (io: Io, error: unknown): number => {
  if (errnoOf(error) === 'EPIPE') return 0
  if (error instanceof UsageError) {
    io.err(printable(`tsnetstat: ${error.message}`))
    if (error.mark !== null) {
      const before = `tsnetstat: ${error.message.slice(0, error.mark.at)}`
      io.err(
        `${' '.repeat(columnsOf(printable(before)))}^ expected ${printable(error.mark.expected)}`,
      )
    }
    return 2
  }
  const known = KNOWN.some(kind => error instanceof kind) || errnoOf(error) !== null
  const message = error instanceof Error ? error.message : String(error)
  io.err(
    printable(
      known
        ? `tsnetstat: ${message}`
        : `tsnetstat: a fault of its own, please report it: ${message}`,
    ),
  )
  return 1
}
