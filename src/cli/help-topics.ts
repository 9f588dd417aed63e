import { didYouMean } from '../base/nearest.ts'
import { UsageError } from '../base/errors.ts'
import type { Column } from '../model/table.ts'
import { fillLines } from '../render/format.ts'
import { VIEWS } from '../views/index.ts'
import { COMMANDS } from './commands.ts'
import { HELP_WIDTH } from './help.ts'
import { filterHelp } from './help-filter.ts'
import { optionsHelp } from './help-options.ts'
import { SUBCOMMANDS } from './subcommands.ts'

/** What `--help WORD` tells more of. */
const TOPICS = new Map<string, (argv: readonly string[]) => string>([
  ['columns', argv => columnsHelp(argv)],
  ['filter', filterHelp],
  ['options', optionsHelp],
])

export const HELP_TOPICS: readonly string[] = [...TOPICS.keys(), ...VIEWS.map(({ name }) => name)]

/** The answer to `--help columns` and its like; null: no help was asked for, or that of the command. */
export const topicHelp = (argv: readonly string[]): string | null => {
  const asked = argv.findIndex(word => word === '--help' || word === '-h')
  const word = argv[asked + 1]
  if (asked < 0 || word === undefined || word.startsWith('-')) return null
  const names = VIEWS.map(({ name }) => name)
  const topic = TOPICS.get(word) ?? (names.includes(word) ? TOPICS.get('columns') : undefined)
  if (topic !== undefined) return topic(argv)
  if (COMMANDS.has(word) || SUBCOMMANDS.some(({ name }) => name === word)) return null
  const guess = didYouMean(word, HELP_TOPICS) || `; there is: ${HELP_TOPICS.join(' ')}`
  throw new UsageError(`no help on "${word}"${guess}`)
}

/** Of each column of a view: its key, its short name, its unit, what it is. */
const columnsHelp = (argv: readonly string[]): string => {
  const { name, summary, columns } = VIEWS.find(view => argv.includes(view.name)) ?? VIEWS[0]!
  const units = Math.max(...columns.map(column => unitText(column).length))
  const lengths = columns.map(column => keyText(column).length).filter(at => at <= LONG_KEY)
  const keys = Math.max(...lengths)
  const lines = columns.flatMap(column => columnLines(column, keys, units))
  return `tsnetstat ${name}
  ${summary}

Its columns, for --columns, --sort, --by, filters and as keys of the JSON:

${lines.join('\n')}
`
}

/** A key that is longer has a line of its own. */
const LONG_KEY = 26

const columnLines = (column: Column<unknown>, keys: number, units: number): string[] => {
  const key = keyText(column)
  const said = fillLines(column.help.split(' '), HELP_WIDTH - keys - units - 6)
  const lines = said.map((line, i) => {
    const [left, unit] = i === 0 ? [key, unitText(column)] : ['', '']
    return `  ${(left.length > keys ? '' : left).padEnd(keys)}  ${unit.padEnd(units)}  ${line}`
  })
  return key.length > keys ? [`  ${key}`, ...lines] : lines
}

export const keyText = ({ key, short }: Column<unknown>): string =>
  short === undefined ? key : `${key}, ${short}`

/** A number without a unit is a number of whatever its column is about. */
export const unitText = ({ type, unit }: Column<unknown>): string =>
  unit ?? (type === 'flag' ? 'yes/no' : type)
