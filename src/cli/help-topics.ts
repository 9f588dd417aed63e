import { didYouMean } from '../base/nearest.ts'
import { UsageError } from '../base/errors.ts'
import type { Column } from '../model/table.ts'
import { VIEWS } from '../views/index.ts'
import { COMMANDS } from './commands.ts'
import { optionsHelp } from './help-options.ts'
import { SUBCOMMANDS } from './subcommands.ts'

/** What `--help WORD` tells more of. */
const TOPICS = new Map<string, (argv: readonly string[]) => string>([
  ['columns', argv => columnsHelp(argv)],
  ['filter', () => FILTER_HELP],
  ['options', optionsHelp],
])

/** The answer to `--help columns` and its like; null: no help was asked for, or that of the command. */
export const topicHelp = (argv: readonly string[]): string | null => {
  const asked = argv.findIndex(word => word === '--help' || word === '-h')
  const word = argv[asked + 1]
  if (asked < 0 || word === undefined || word.startsWith('-')) return null
  const names = VIEWS.map(({ name }) => name)
  const topic = TOPICS.get(word) ?? (names.includes(word) ? TOPICS.get('columns') : undefined)
  if (topic !== undefined) return topic(argv)
  if (COMMANDS.has(word) || SUBCOMMANDS.some(({ name }) => name === word)) return null
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

  :22  :80,443,8000-8100    a port of either end: numbers, services, ranges
  10.0.0.7  [::1]:22        an address of either end
  src HOST  dst HOST        10.0.0.7  10/8  10.0.0.7:22  :22  ::1  [::1]:22
                            2001:db8::/32  a name; inet: or inet6: before it;
                            several with commas. Of unix sockets src unix:GLOB
  sport OP PORT  dport ...  OP is = != < > <= >= or eq ne lt gt le ge; = may be
                            left out. With = and != lists and ranges
  state NAME  exclude NAME  established syn-sent syn-recv fin-wait-1 fin-wait-2
                            time-wait close-wait last-ack closing listening
                            unconnected bound-inactive, and of several: all
                            connected synchronized bucket big. Those side by
                            side add up
  dev NAME                  the device that the socket is bound to
  fwmark MARK[/MASK]        its mark
  cgroup PATH               its cgroup v2
  autobound                 the kernel chooses such local ports
  COLUMN OP VALUE           any column (--help columns). Numbers as recv_q >= 1M
                            and rtt > 100ms; ~ is a regular expression
  COLUMN                    that is yes or no: v6only

  not X  !X      X and Y  X && Y  X & Y  X Y      X or Y  X || Y  X | Y      (X)

not is about one condition or one (X), and or binds looser than and. States at
the very beginning, with no and or or behind them, are about all that follows.

A rule of IPv4 is also about v4-mapped addresses of IPv6 sockets. A socket with
several owners matches if any of them does. What is unknown matches nothing, !=
neither; not X takes whatever X does not. Without -l and -a, a filter that names
a state is about all sockets. A regular expression is looked for anywhere in the
text, in any case of letters after (?i), and goes to the next blank; quote it if
it has blanks. It takes no longer than the text is long: no look-around, no \\1.
`
