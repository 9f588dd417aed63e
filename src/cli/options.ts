import { FORMATS, type Format } from '../render/index.ts'
import { checkSource, SOURCE_NAMES } from '../sources/index.ts'
import { intervalOf, timeoutOf } from './interval.ts'
import { InvalidValue } from './invalid-value.ts'

/** An option: what help says of it, what parsers take, and what completions offer. */
export interface OptionSpec {
  /** `-t, --tcp`, `--columns <keys>`, `--no-owners` */
  readonly flags: string
  readonly help: string
  /** makes the value of its text; throws InvalidValue */
  readonly parse?: (text: string) => unknown
  readonly choices?: readonly string[]
  /** of what its value is made, where that is no fixed choice: for completions */
  readonly offers?: 'columns' | 'sources' | 'families'
  readonly byDefault?: string
  /** long names of options that may not stand beside it */
  readonly conflicts?: readonly string[]
}

const FORMAT_HELP: { readonly [format in Format]: string } = {
  table: 'the table (default on a terminal)',
  plain: 'one line per row, never cut (default in a pipe)',
  json: 'one JSON document, schema tsnetstat/1',
  ndjson: 'one JSON object per row',
  csv: 'comma-separated values',
}

const countOf = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidValue('It must be a whole number.')
}

const frameCount = (text: string): number => {
  const count = countOf(text)
  if (count > 0) return count
  throw new InvalidValue('It must be at least 1.')
}

const says = (flags: string, help: string): OptionSpec => ({ flags, help })

const takesColumns = (flags: string, help: string): OptionSpec => ({
  flags,
  help,
  offers: 'columns',
})

/** Every option, in the order of the help. */
export const OPTIONS: readonly OptionSpec[] = [
  says('-t, --tcp', 'TCP sockets'),
  says('-u, --udp', 'UDP sockets'),
  says('-w, --raw', 'raw sockets'),
  says('-x, --unix', 'unix sockets'),
  says('-U, --udplite', 'UDP-Lite sockets'),
  says('-4, --ipv4', 'IPv4 only'),
  says('-6, --ipv6', 'IPv6 only (v4-mapped sockets are IPv6)'),
  {
    flags: '-A, --family <list>',
    help: "families by netstat's or ss's names: inet, inet6, unix, u_dgr, ...",
    offers: 'families',
  },
  says('-l, --listening', 'listeners: TCP LISTEN, unconnected UDP and raw, listening unix'),
  says(
    '-a, --all',
    'all sockets; without -l and -a: all but the listeners; of another view, what it hides',
  ),
  says('-n, --numeric', 'numbers, no names (the default)'),
  says('--resolve', 'name hosts: /etc/hosts, then DNS for at most a second'),
  says('--services', 'name ports, by /etc/services'),
  says('-p, --programs', 'show the owning processes (the default)'),
  says('--no-owners', 'leave the owners out, and save the time to find them'),
  says('-e, --extend', 'show user and inode too; of routes and interfaces, more columns'),
  says('-o, --timers', 'show timers too'),
  says('-m, --memory', 'show the kernel memory of each socket'),
  says('--info', 'show TCP_INFO: times, windows, bytes, losses, rates'),
  says('-c, --continuous', 'again and again; a number right behind is the interval'),
  { flags: '--interval <s>', help: 'seconds between two looks (1)', parse: intervalOf },
  { flags: '--count <n>', help: 'end after n times', parse: frameCount },
  says('--totals', 'with -c and path: what was counted ever, in place of what changes'),
  says('--explain', 'with softnet: a raw line of the file, field by field'),
  says('--fail-on-loss', 'with path: exit code 3 where packets died'),
  says('-r, --route', 'routes, as the view routes'),
  says('-i, --interfaces', 'network interfaces, as the view interfaces'),
  says('-g, --groups', 'multicast groups, as the view groups'),
  says('-s, --statistics', 'counters of the protocols, as the view statistics'),
  ...FORMATS.map(format => ({
    flags: `--${format}`,
    help: FORMAT_HELP[format],
    conflicts: FORMATS.filter(other => other !== format),
  })),
  says('--classic', "take netstat's options and print as net-tools 2.10, byte for byte"),
  takesColumns(
    '--columns <keys>',
    'show these columns, in this order; +key,-key: these more or less',
  ),
  takesColumns('--sort <keys>', 'sort by these columns, -key for downwards'),
  takesColumns('--by <keys>', 'group by these columns (an address as remote/24): count, add up'),
  says('--pids', 'print the owning pids alone, each once (exit code 3: none)'),
  { flags: '--limit <n>', help: 'show at most n rows', parse: countOf },
  says('-W, --wide', "do not cut to the terminal's width"),
  says('--no-header', 'no header line'),
  {
    flags: '--color <when>',
    help: 'colour',
    choices: ['auto', 'always', 'never'],
    byDefault: 'auto',
  },
  {
    flags: '--source <name>',
    help: `read from this source or fail: ${SOURCE_NAMES.join(', ')}`,
    parse: checkSource,
    offers: 'sources',
  },
  { flags: '--root <path>', help: 'read the /proc, /sys and /etc below path', byDefault: '/' },
  says('-v, --verbose', 'say on stderr which sources were used'),
  says('--dry-run', 'with kill: list what it would destroy, and stop there'),
  says('--force', 'with kill: do not ask'),
  says('--gone', 'with wait: until no such socket is left'),
  {
    flags: '--timeout <s>',
    help: 'with wait: give up after so many seconds (exit code 3)',
    parse: timeoutOf,
  },
]
