/** A long option. Names of which an abbreviation is the beginning are one option if they mean the same. */
export interface LongOption {
  readonly name: string
  /** does an argument follow? */
  readonly argument: boolean
  /** what it stands for: a letter, or any other key */
  readonly key: string
  /** of no concern to net-tools: must be written in full, and no abbreviation meets it */
  readonly ours?: true
}

export interface OptionTable {
  /** as for getopt(3): letters, those with an argument followed by `:` */
  readonly letters: string
  readonly long: readonly LongOption[]
}

/** One option as it stands on the command line, or what getopt_long(3) says of it on stderr. */
export type Found =
  | { readonly key: string; readonly argument: string; readonly name: string }
  | { readonly complaint: string }

/**
 * The options of a command line, as getopt_long(3) of glibc finds them: letters in clusters, arguments
 * in the same word or the next, long names in any unambiguous abbreviation. Words that are no options
 * may stand among them (`permute`) and are passed over; without it the first one ends the options.
 */
export function* getopt(
  words: readonly string[],
  table: OptionTable,
  permute: boolean,
): Generator<Found> {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word === '--') return
    if (word.startsWith('--')) {
      const found = longOption(word.slice(2), table.long)
      if ('complaint' in found) yield found
      else if (found.option.argument === false || found.argument !== null) {
        yield { key: found.option.key, name: found.option.name, argument: found.argument ?? '' }
      } else if (i + 1 < words.length) {
        yield { key: found.option.key, name: found.option.name, argument: words[++i]! }
      } else yield { complaint: `option '--${found.option.name}' requires an argument` }
    } else if (word.startsWith('-') && word !== '-') {
      const next = yield* cluster(word, words[i + 1], table.letters)
      if (next) i++
    } else if (!permute) return
  }
}

/** `-tan`, `-Ainet`, `-A inet`; was the next word an argument? */
function* cluster(
  word: string,
  next: string | undefined,
  letters: string,
): Generator<Found, boolean> {
  for (let at = 1; at < word.length; at++) {
    const letter = word[at]!
    const known = letter === ':' ? -1 : letters.indexOf(letter)
    if (known < 0) yield { complaint: `invalid option -- '${letter}'` }
    else if (letters[known + 1] !== ':') yield { key: letter, name: letter, argument: '' }
    else if (at + 1 < word.length) {
      yield { key: letter, name: letter, argument: word.slice(at + 1) }
      return false
    } else if (next === undefined) {
      yield { complaint: `option requires an argument -- '${letter}'` }
    } else {
      yield { key: letter, name: letter, argument: next }
      return true
    }
  }
  return false
}

type Long = { readonly option: LongOption; readonly argument: string | null }

/** The option that `name` or `name=argument` means. */
const longOption = (
  text: string,
  long: readonly LongOption[],
): Long | { readonly complaint: string } => {
  const equals = text.indexOf('=')
  const name = equals < 0 ? text : text.slice(0, equals)
  const argument = equals < 0 ? null : text.slice(equals + 1)
  const exact = long.find(option => option.name === name)
  const meant = long.filter(option => option.ours !== true && option.name.startsWith(name))
  const [first] = meant
  const option = exact ?? first
  if (option === undefined) return { complaint: `unrecognized option '--${text}'` }
  const others = meant.filter(
    other => other.key !== option.key || other.argument !== option.argument,
  )
  if (exact === undefined && others.length > 0) {
    const names = [option, ...others].map(other => ` '--${other.name}'`)
    return { complaint: `option '--${text}' is ambiguous; possibilities:${names.join('')}` }
  }
  if (argument !== null && !option.argument) {
    return { complaint: `option '--${option.name}' doesn't allow an argument` }
  }
  return { option, argument }
}
