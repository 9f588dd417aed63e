import { UsageError } from '../base/errors.ts'
import { didYouMean } from '../base/nearest.ts'
import { FORMATS } from '../render/index.ts'
import { socketsView } from '../views/sockets.ts'
import type { Flags } from './options-of.ts'
import { COMMANDS } from './commands.ts'
import { SUBCOMMANDS } from './subcommands.ts'

/** Words that are a whole filter. */
const standing = (): string[] => [
  ...Object.keys(socketsView.words),
  ...socketsView.columns
    .filter(({ type }) => type === 'flag')
    .flatMap(({ key, short }) => (short === undefined ? [key] : [key, short])),
]

/** One word without an operator can only be a view's name mistyped, or a question half asked. */
export const checkFirstWord = (words: readonly string[], views: readonly string[]): void => {
  const [word] = words
  if (word !== undefined && COMMANDS.has(word)) {
    throw new UsageError(`${word} is a command, so it must be the first word`)
  }
  if (words.length !== 1 || word === undefined || !/^[a-z_]+$/i.test(word)) return
  if (standing().includes(word.toLowerCase())) return
  const names = [...SUBCOMMANDS.map(({ name }): string => name), ...COMMANDS.keys()]
  const guess =
    didYouMean(word, [...views, ...names]) ||
    `; views: ${views.join(' ')}; commands: ${names.join(' ')}`
  throw new UsageError(`no view "${word}"${guess}`)
}

/** `--pids` is a list of numbers, and nothing else can be said of it. */
export const checkPids = (given: readonly string[], subcommand: string | null): void => {
  if (subcommand !== null) throw new UsageError(`--pids has no meaning for ${subcommand}`)
  const other = given.find(flag => ['columns', 'by', 'sort', ...FORMATS].includes(flag))
  if (other !== undefined) throw new UsageError(`--pids prints pids alone, without --${other}`)
}

/** Names stand for the ends of sockets, where there are some to be seen. */
export const checkNames = (
  { resolve, services, by, pids }: Flags,
  subcommand: string | null,
): void => {
  const flag = resolve ? '--resolve' : services ? '--services' : null
  if (flag === null) return
  if (subcommand !== null) throw new UsageError(`${flag} has no meaning for ${subcommand}`)
  const other = by === undefined ? (pids ? '--pids' : null) : '--by'
  if (other !== null) throw new UsageError(`${flag} names ends of sockets, and ${other} shows none`)
}

/** `--explain` is about the one file of softnet. */
export const checkExplain = (flags: Flags, view: string | null): void => {
  if (view !== 'softnet') throw new UsageError('--explain is for softnet alone')
  if (flags.totals || flags.continuous || flags.interval || flags.count) {
    throw new UsageError('--explain shows a line once, as it stands')
  }
}
