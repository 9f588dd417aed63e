import type { LongOption, OptionTable } from './getopt.ts'

/** Key of every long option that names a family: to net-tools they are one option. */
export const FAMILY = 'family'

/** Key of `--root`, which net-tools has not. */
export const OWN_ROOT = 'root'

const FAMILY_NAMES =
  'ax25 x25 ip ipx appletalk netrom inet inet6 ddp rose unix bluetooth tcpip'.split(' ')

const LETTERS: readonly (readonly [name: string, key: string])[] = [
  ['version', 'V'],
  ['interfaces', 'i'],
  ['help', 'h'],
  ['route', 'r'],
  ['masquerade', 'M'],
  ['protocol', 'A'],
  ['tcp', 't'],
  ['sctp', 'S'],
  ['udp', 'u'],
  ['udplite', 'U'],
  ['raw', 'w'],
  ['unix', 'x'],
  ['l2cap', '2'],
  ['rfcomm', 'f'],
  ['listening', 'l'],
  ['all', 'a'],
  ['timers', 'o'],
  ['continuous', 'c'],
  ['extend', 'e'],
  ['programs', 'p'],
  ['verbose', 'v'],
  ['statistics', 's'],
  ['wide', 'W'],
  ['numeric', 'n'],
  ['numeric-hosts', 'numeric-hosts'],
  ['numeric-ports', 'numeric-ports'],
  ['numeric-users', 'numeric-users'],
  ['symbolic', 'N'],
  ['cache', 'C'],
  ['fib', 'F'],
  ['groups', 'g'],
  ['context', 'Z'],
]

/** net-tools 2.10, in its order: that of the names which an ambiguous abbreviation lists. */
export const OPTIONS: OptionTable = {
  letters: 'A:CFMacdeghilnNoprsStuUvVWw2fx64?Z',
  long: [
    ...FAMILY_NAMES.map((name): LongOption => ({ name, key: FAMILY, argument: false })),
    ...LETTERS.map(([name, key]): LongOption => ({ name, key, argument: key === 'A' })),
    { name: 'root', key: OWN_ROOT, argument: true, ours: true },
    { name: 'classic', key: 'classic', argument: false, ours: true },
  ],
}
