import { didYouMean } from '../base/nearest.ts'
import { UsageError } from '../base/errors.ts'
import type { Column } from '../model/table.ts'
import { VIEWS } from '../views/index.ts'

/** What `--help WORD` tells more of. */
const TOPICS = new Map<string, (argv: readonly string[]) => string>([
  ['columns', argv => columnsHelp(argv)],
  ['filter', () => FILTER_HELP],
])

/** The answer to `--help columns` and its like; null: no help was asked for, or that of the command. */
export const topicHelp = (argv: readonly string[]): string | null => {
  const asked = argv.findIndex(word => word === '--help' || word === '-h')
  const word = argv[asked + 1]
  if (asked < 0 || word === undefined || word.startsWith('-')) return null
  const names = VIEWS.map(({ name }) => name)
  const topic = TOPICS.get(word) ?? (names.includes(word) ? TOPICS.get('columns') : undefined)
  if (topic !== undefined) return topic(argv)
  const all = [...TOPICS.keys(), ...names]
  const guess = didYouMean(word, all) || `; there is: ${all.join(' ')}`
  throw new UsageError(`no help on "${word}"${guess}`)
}

/** One line per column of a view: its key, its short name, its unit, what it is. */
const columnsHelp = (argv: readonly string[]): string => {
  const { name, columns } = VIEWS.find(view => argv.includes(view.name)) ?? VIEWS[0]!
  const wide = (texts: readonly string[]): number => Math.max(...texts.map(text => text.length))
  const keys = wide(columns.map(keyText))
  const units = wide(columns.map(unitText))
  const lines = columns.map(
    column =>
      `  ${keyText(column).padEnd(keys)}  ${unitText(column).padEnd(units)}  ${column.help}`,
  )
  return `Columns of ${name}, for --columns, --sort, --by, filters and as keys of the JSON:

${lines.join('\n')}
`
}

const keyText = ({ key, short }: Column<unknown>): string =>
  short === undefined ? key : `${key}, ${short}`

/** A number without a unit is a number of whatever its column is about. */
const unitText = ({ type, unit }: Column<unknown>): string =>
  unit ?? (type === 'flag' ? 'yes/no' : type)

const FILTER_HELP = `A filter chooses rows. Its words may be one argument or many, and may touch.

  :22  :80,443,8000-8100     a port of either end: numbers, ranges, services
  10.0.0.7  [::1]:22         an address of either end
  src HOST   dst HOST        ADDRESS, ADDRESS/BITS, HOST:PORT, :PORT, [::1]:22, ::1,
                             10/8, a name; inet: or inet6: before it; several with
                             commas; of unix sockets src unix:GLOB or a path
  sport OP PORT  dport ...   OP: = != < > <= >=, or eq ne lt gt le ge; = may be left out
  state NAME  exclude NAME   established syn-sent syn-recv fin-wait-1 fin-wait-2
                             time-wait close-wait last-ack closing listening
                             unconnected bound-inactive; all connected synchronized
                             bucket big. Side by side they add up
  dev NAME  fwmark N[/MASK]  bound device; mark; path of the socket's cgroup v2
  cgroup PATH
  autobound                  the local port is one that the kernel chooses
  COLUMN OP VALUE            any column (--help columns); OP also ~, a regular
                             expression. With = and != lists and ranges:
                             recv_q >= 1M, rtt > 100ms, pid = 620,2890-2899
  COLUMN                     of a column that is yes or no: v6only

  not X, !X    X and Y, X && Y, X & Y, X Y    X or Y, X || Y, X | Y    ( X )

or binds looser than and; states at the beginning are about all that follows.
An address or a network of IPv4 is also that of v4-mapped IPv6 sockets. A socket
with several owners matches if any of them does. What is unknown matches nothing,
not even !=; not X takes whatever X does not. Who names a state sees listeners too,
whatever -l and -a say otherwise. A regular expression is found anywhere in the
text, ignores case after (?i), and goes to the next blank: quote it if it has any.
`
