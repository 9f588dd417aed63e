import { stateWords, VIEWS, type View } from '../views/index.ts'
import { COMMANDS } from './commands.ts'
import { FAMILY_NAMES } from './families.ts'
import { HELP_TOPICS } from './help-topics.ts'
import { OPTIONS, type OptionSpec } from './options.ts'
import { SOURCE_NAMES } from '../sources/index.ts'
import { SUBCOMMANDS } from './subcommands.ts'
import { viewLetters } from './view-choice.ts'

/** A word that may stand where the cursor is, and what it means. */
export type Candidate = readonly [word: string, says: string]

/** What only the host knows, looked up when it is asked for. */
export interface Live {
  /** ports that somebody listens on */
  ports(): readonly number[]
  processes(): readonly string[]
}

/** Words of a filter that are no column. */
const FILTER_WORDS: readonly Candidate[] = [
  ['state', 'in this state'],
  ['exclude', 'in any other state'],
  ['src', 'local address or port'],
  ['dst', 'remote address or port'],
  ['dev', 'bound to this device'],
  ['fwmark', 'with this mark'],
  ['cgroup', 'in this cgroup'],
  ['autobound', 'on a port that the kernel chose'],
  ['not', ''],
  ['and', ''],
  ['or', ''],
]

const OPERATORS = new Set(['=', '==', '!=', '~', '<', '>', '<=', '>='])

/** What may stand in place of the last of these words, of those behind the program's name. */
export const candidatesOf = (words: readonly string[], live: Live): readonly Candidate[] => {
  const typed = words.at(-1) ?? ''
  return possible(words.slice(0, -1), typed, live).filter(([word]) => word.startsWith(typed))
}

const possible = (before: readonly string[], typed: string, live: Live): readonly Candidate[] => {
  const last = before.at(-1) ?? ''
  const view = viewOf(before)
  const takes = COMMANDS.get(before[0] ?? '')?.words
  if (takes !== undefined) return takes.map(word => [word, ''])
  if (last === '--help' || last === '-h') return HELP_TOPICS.map(topic => [topic, ''])
  const spec = OPTIONS.find(({ flags }) => takesValue(flags) && spellings(flags).includes(last))
  if (spec !== undefined) return valuesOf(spec, view, typed)
  if (typed.startsWith('-')) return typed.startsWith('--') ? LONG : [...SHORT, ...LONG]
  return wordsOf(before, last, typed, view, live)
}

/** A part of a filter, or at first a view or a command. */
const wordsOf = (
  before: readonly string[],
  last: string,
  typed: string,
  view: View<unknown>,
  live: Live,
): readonly Candidate[] => {
  const name = OPERATORS.has(last) ? before.at(-2) : last
  if (typed.startsWith(':') || PORT_WORDS.has(name ?? '')) {
    return live.ports().map(port => [`:${port}`, 'listening'])
  }
  if (STATES.has(name ?? ''))
    return listed(
      typed,
      stateWords().map(state => [state, '']),
    )
  if (PROCESSES.has(name ?? '') && OPERATORS.has(last)) {
    return live.processes().map(process => [process, ''])
  }
  if (OPERATORS.has(last)) return []
  const filter: Candidate[] = [
    ...(view.name === 'sockets' ? FILTER_WORDS : FILTER_WORDS.slice(-3)),
    ...columnsOf(view),
  ]
  return before.some(word => !word.startsWith('-')) ? filter : [...FIRST_WORDS, ...filter]
}

const PORT_WORDS = new Set(['sport', 'dport', 'src', 'dst', 'local.port', 'remote.port'])
const STATES = new Set(['state', 'exclude'])
const PROCESSES = new Set(['process', 'comm', 'owners.comm', 'owners.cmdline'])

const FIRST_WORDS: readonly Candidate[] = [
  ...VIEWS.map(({ name, summary }): Candidate => [name, summary]),
  ...SUBCOMMANDS.map(({ name, summary }): Candidate => [name, summary]),
  ...[...COMMANDS].map(([name, { summary }]): Candidate => [name, summary]),
]

const takesValue = (flags: string): boolean => flags.includes(' <')
const spellings = (flags: string): string[] => flags.split(' <')[0]!.split(', ')

const optionWords = OPTIONS.flatMap(({ flags, help }) =>
  spellings(flags).map((word): Candidate => [word, help]),
)
const SHORT = optionWords.filter(([word]) => !word.startsWith('--'))
const LONG: readonly Candidate[] = [
  ...optionWords.filter(([word]) => word.startsWith('--')),
  ['--help', 'help, or --help TOPIC'],
  ['--version', 'print the version'],
]

const viewOf = (before: readonly string[]): View<unknown> => {
  const named = VIEWS.find(({ name }) => before.includes(name))
  const byLetter = before.map(viewLetters).find(name => name !== null)
  return named ?? VIEWS.find(({ name }) => name === byLetter) ?? VIEWS[0]!
}

const columnsOf = ({ columns }: View<unknown>): Candidate[] =>
  columns.flatMap(({ key, short, help }): Candidate[] =>
    short === undefined
      ? [[key, help]]
      : [
          [key, help],
          [short, help],
        ],
  )

const valuesOf = (
  { choices, offers }: OptionSpec,
  view: View<unknown>,
  typed: string,
): readonly Candidate[] => {
  if (choices !== undefined) return choices.map(choice => [choice, ''])
  if (offers === 'sources') return SOURCE_NAMES.map(name => [name, ''])
  if (offers === 'families')
    return listed(
      typed,
      FAMILY_NAMES.map(name => [name, '']),
    )
  return offers === 'columns' ? listed(typed, columnsOf(view)) : []
}

/** Each behind what the list has already, and behind a sign: `+` and `-` of --columns and --sort. */
const listed = (typed: string, words: readonly Candidate[]): readonly Candidate[] => {
  const [kept = ''] = /^(.*,)?[-+]?/.exec(typed) ?? []
  return words.map(([word, says]) => [kept + word, says])
}
