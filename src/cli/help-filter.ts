import { fillLines } from '../render/format.ts'
import { HELP_WIDTH, sideBySide } from './help.ts'

type Term = readonly [term: string, means: string]

export const FILTER_HEADLINE =
  'A filter chooses rows. Its words may be one argument or many, and may touch.'

/** Conditions. */
export const FILTER_TERMS: readonly Term[] = [
  [':22  :80,443,8000-8100', 'a port of either end: numbers, services, ranges'],
  ['10.0.0.7  [::1]:22', 'an address of either end'],
  [
    'src HOST  dst HOST',
    '10.0.0.7  10/8  10.0.0.7:22  :22  ::1  [::1]:22  2001:db8::/32  a name; inet: or inet6: ' +
      'before it; several with commas. Of unix sockets src unix:GLOB',
  ],
  [
    'sport OP PORT  dport ...',
    'OP is = != < > <= >= or eq ne lt gt le ge; = may be left out. With = and != lists and ranges',
  ],
  [
    'state NAME  exclude NAME',
    'established syn-sent syn-recv fin-wait-1 fin-wait-2 time-wait close-wait last-ack closing ' +
      'listening unconnected bound-inactive, and of several: all connected synchronized bucket big. ' +
      'Those side by side add up',
  ],
  ['dev NAME', 'the device that the socket is bound to'],
  ['fwmark MARK[/MASK]', 'its mark'],
  ['cgroup PATH', 'its cgroup v2'],
  ['autobound', 'the kernel chooses such local ports'],
  [
    'COLUMN OP VALUE',
    'any column (--help columns). Numbers as recv_q >= 1M and rtt > 100ms; ~ is a regular expression',
  ],
  ['COLUMN', 'that is yes or no: v6only'],
]

/** What joins conditions. */
export const FILTER_JOINTS: readonly Term[] = [
  ['not X  !X', 'where X does not hold'],
  ['X and Y  X && Y  X Y', 'where both do; & alone as well'],
  ['X or Y  X || Y', 'where one does; | alone as well'],
  ['(X)', 'X as one condition'],
]

export const FILTER_NOTES: readonly string[] = [
  'not is about one condition or one (X), and or binds looser than and. States at the very ' +
    'beginning, with no and or or behind them, are about all that follows.',
  'A rule of IPv4 is also about v4-mapped addresses of IPv6 sockets. A socket with several owners ' +
    'matches if any of them does. What is unknown matches nothing, != neither; not X takes whatever ' +
    'X does not. Without -l and -a, a filter that names a state is about all sockets. A regular ' +
    'expression is looked for anywhere in the text, in any case of letters after (?i), and goes to ' +
    'the next blank; quote it if it has blanks. It takes no longer than the text is long: no ' +
    'look-around, no \\1.',
]

/** What `--help filter` prints. */
export const filterHelp = (): string => {
  const tables = [FILTER_TERMS, FILTER_JOINTS].map(terms => sideBySide(terms, 24))
  const notes = FILTER_NOTES.map(note => fillLines(note.split(' '), HELP_WIDTH))
  return [[FILTER_HEADLINE], ...tables, ...notes].map(lines => `${lines.join('\n')}\n`).join('\n')
}
