import { InvalidValue } from './invalid-value.ts'
import type { Flags, Parsed } from './options-of.ts'
import { OPTIONS, type OptionSpec } from './options.ts'
import { GUARD, spelled } from './spelling.ts'

/** An option as the words of a command line name it. */
interface Known {
  readonly spec: OptionSpec
  /** its name among the flags */
  readonly attribute: string
  readonly takesValue: boolean
  /** `--no-owners`: there unless it is said */
  readonly negative: boolean
}

/**
 * The command line, where every word is plainly one thing, as mostly it is; null where something is
 * wrong, rare or a question: commander then says what (and takes a tenth of a short run to be loaded).
 */
export const parsePlainly = (argv: readonly string[]): Parsed | null => {
  const known = knownOptions()
  const flags: { [attribute: string]: unknown } = { ...known.defaults }
  const given = new Set<string>()
  const words: string[] = []
  const set = ({ spec, attribute, negative }: Known, text: string | null): boolean => {
    const { choices, parse, conflicts } = spec
    if (text !== null && choices !== undefined && !choices.includes(text)) return false
    if (conflicts?.some(other => given.has(other))) return false
    flags[attribute] = text === null ? !negative : parse === undefined ? text : parse(text)
    given.add(attribute)
    return true
  }
  const rest = spelled(argv)
  try {
    for (let i = 0; i < rest.length; i++) {
      const word = rest[i]!
      if (!word.startsWith('-')) words.push(word.replace(GUARD, ''))
      else if (known.options.get(word)?.takesValue === true) {
        const value = rest[++i]
        if (value === undefined || value.startsWith('-')) return null
        if (!set(known.options.get(word)!, value)) return null
      } else if (!takeFlags(word, known.options, set)) return null
    }
  } catch (error) {
    if (error instanceof InvalidValue) return null
    throw error
  }
  return { flags: flags as unknown as Flags, given: [...given], words }
}

/** `-tulpn`, `--all`, `--limit=5`; false: not plainly so. */
const takeFlags = (
  word: string,
  options: ReadonlyMap<string, Known>,
  set: (known: Known, text: string | null) => boolean,
): boolean => {
  if (word.startsWith('--')) {
    const [, name = word, value = null] = /^(--[^=]+)=(.*)$/s.exec(word) ?? []
    const option = options.get(name)
    return option !== undefined && option.takesValue === (value !== null) && set(option, value)
  }
  const letters = word
    .slice(1)
    .split('')
    .map(letter => options.get(`-${letter}`))
  if (letters.length === 0) return false
  return letters.every(option => option !== undefined && !option.takesValue && set(option, null))
}

interface KnownOptions {
  /** by each of its spellings: `-t`, `--tcp` */
  readonly options: ReadonlyMap<string, Known>
  readonly defaults: { readonly [attribute: string]: unknown }
}

const knownOptions = (): KnownOptions => {
  const options = new Map<string, Known>()
  const defaults: { [attribute: string]: unknown } = {}
  for (const spec of OPTIONS) {
    const [spellings = '', value] = spec.flags.split(' <')
    const names = spellings.split(', ')
    const long = names.at(-1)!.slice(2)
    const negative = long.startsWith('no-')
    const attribute = camelCase(negative ? long.slice(3) : long)
    const known = { spec, attribute, takesValue: value !== undefined, negative }
    for (const name of names) options.set(name, known)
    if (negative) defaults[attribute] = true
    else if (spec.byDefault !== undefined) defaults[attribute] = spec.byDefault
  }
  return { options, defaults }
}

/** As commander names them: `dry-run` is `dryRun`. */
const camelCase = (name: string): string =>
  name.includes('-') ? name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) : name
