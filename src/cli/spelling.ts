import { endsInOperator } from '../query/lex.ts'
import { spellInterval } from './interval.ts'

/** Stands before a word that is no option, though it looks like one. */
export const GUARD = '\0'

/** `process = -bash`: what follows an operator is its value, even where it looks like an option. */
const guardValue = (word: string, i: number, argv: readonly string[]): string => {
  const before = argv[i - 1] ?? ''
  return word.startsWith('-') && !before.startsWith('-') && endsInOperator(before)
    ? GUARD + word
    : word
}

/** The words of a command line as an option parser can take them. */
export const spelled = (argv: readonly string[]): string[] => spellInterval(argv.map(guardValue))
