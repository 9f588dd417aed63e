import { errnoOf, Failure, ParseError, Unavailable, UsageError } from '../base/errors.ts'
import { columnsOf, printable } from '../render/format.ts'
import { COMMANDS, type CommandEntry } from './commands.ts'
import type { Io } from './terminal.ts'

/**
 * Runs the command; the exit code: 0 shown, 1 failed or something unreadable, 2 usage. What it runs is
 * loaded by then: netstat's way shares little with the others.
 */
export const main = async (io: Io): Promise<number> => {
  try {
    if (isClassic(io)) return await (await import('./classic/index.ts')).classic(io, io.argv)
    const [word = '', ...words] = io.argv
    const command = COMMANDS.get(word)
    if (command !== undefined) return await runCommand(io, command, words)
    return await (await import('./run.ts')).run(io)
  } catch (error) {
    return told(io, error)
  }
}

const runCommand = async (
  io: Io,
  entry: CommandEntry,
  words: readonly string[],
): Promise<number> => {
  const asksHelp = words[0] === '--help' || words[0] === '-h'
  // who takes that word says more
  if (!asksHelp || entry.words.includes('--help')) return (await entry.load())(io, words)
  io.out(`usage: tsnetstat ${entry.usage}\n  ${entry.summary}\n`)
  return 0
}

/** As netstat, by the name of it or by --classic, wherever that stands among the options. */
const isClassic = ({ name, argv }: Io): boolean => {
  const end = argv.indexOf('--')
  return name === 'netstat' || argv.slice(0, end < 0 ? undefined : end).includes('--classic')
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
