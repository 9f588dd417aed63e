import { UsageError } from '../base/errors.ts'
import { InvalidValue } from './invalid-value.ts'
import { CATALOG } from '../views/catalog.ts'

/** How often the host is looked at, and what is told of it. */
export interface Rhythm {
  /** looks again and again */
  readonly repeat: boolean
  /** seconds between two looks */
  readonly interval: number
  /** null: no end */
  readonly count: number | null
  /** what changed from one look to the next; otherwise what was counted ever */
  readonly changes: boolean
  readonly failOnLoss: boolean
}

export interface RhythmFlags {
  readonly continuous?: true
  readonly interval?: number
  readonly count?: number
  readonly totals?: true
  readonly failOnLoss?: true
}

/** Above this the timers of Node overflow; it is eleven days. */
export const LONGEST_S = 1e6
const NUMBER = /^\d{1,7}(\.\d{1,3})?$/

/** `--interval`: seconds between two looks. */
export const intervalOf = (text: string): number => {
  const seconds = Number(text)
  if (NUMBER.test(text) && seconds > 0 && seconds <= LONGEST_S) return seconds
  throw new InvalidValue(`It must be a number of seconds, above 0 and up to ${LONGEST_S}.`)
}

/** `--timeout`: seconds; 0 looks once. */
export const timeoutOf = (text: string): number => {
  if (NUMBER.test(text) && Number(text) <= LONGEST_S) return Number(text)
  throw new InvalidValue(`It must be a number of seconds, up to ${LONGEST_S}.`)
}

/** `-c`, `-tc`, but not `-Atc`, where the c belongs to the list of families */
const CLUSTER = /^-[a-zB-Z]*c$/

/**
 * netstat's way to say how often: a bare number right behind a cluster that ends in c. `-c state ...`
 * and `-ct` stay as they are.
 */
export const spellInterval = (argv: readonly string[]): string[] =>
  argv.flatMap((word, i) =>
    NUMBER.test(word) && CLUSTER.test(argv[i - 1] ?? '') ? ['--interval', word] : [word],
  )

/** What the options say of when to look; throws UsageError. */
export const rhythmOf = (flags: RhythmFlags, view: string): Rhythm => {
  const { continuous, interval, count, totals = false, failOnLoss = false } = flags
  const counting = CATALOG.filter(({ compares }) => compares).map(({ name }) => name)
  if (totals && !counting.includes(view)) {
    throw new UsageError(`--totals is for ${counting.join(', ')}; ${view} has no such choice`)
  }
  if (failOnLoss && view !== 'path') throw new UsageError('--fail-on-loss is for path alone')
  // the path takes two looks at any rate, so there an interval asks for no third one
  const asked = interval !== undefined && (view !== 'path' || totals)
  const repeat = continuous === true || count !== undefined || asked
  return {
    repeat,
    interval: interval ?? 1,
    count: count ?? null,
    changes: !totals && (repeat || view === 'path'),
    failOnLoss,
  }
}
