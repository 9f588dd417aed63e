/** What netstat lists in one pass, in its order; `igmp` are the multicast groups of `-g`. */
export const SECTIONS = [
  'tcp',
  'sctp',
  'udp',
  'udplite',
  'raw',
  'igmp',
  'unix',
  'ipx',
  'ax25',
  'x25',
  'netrom',
  'rose',
  'bluetooth',
] as const
export type Section = (typeof SECTIONS)[number]

/** At most one of these can be asked for; without any, `list` goes through the sections. */
export type ModeName = 'list' | 'route' | 'interfaces' | 'statistics' | 'masquerade'

/** What net-tools' command line asks for: what each flag is called there stands beside it. */
export interface ClassicOptions {
  readonly mode: ModeName
  /** -t -S -u -U -w -g -x and the legacy families, after what -4, -6 and -s add; empty: all but igmp */
  readonly sections: ReadonlySet<Section>
  /** no protocol was named, -4, -6 or -s brought in all of inet: what this kernel lacks is no error */
  readonly implied: boolean
  /** are rows of IPv4, of IPv6 listed? both, unless -4 or -6 or -A restricts them */
  readonly inet: boolean
  readonly inet6: boolean
  /** families as -4, -6, -x, -A and --inet, ... named them, in their order: `inet6`, `unix`, `ddp`, ... */
  readonly families: readonly string[]
  /** -a: listening and not; with -i also interfaces that are down */
  readonly all: boolean
  /** -l */
  readonly listening: boolean
  /** -e, how often */
  readonly extend: number
  /** -p (and -Z) */
  readonly programs: boolean
  /** -Z: security contexts */
  readonly contexts: boolean
  /** -o */
  readonly timers: boolean
  /** -W: addresses are not cut */
  readonly wide: boolean
  /** -n or --numeric-hosts, -n or --numeric-ports, -n or --numeric-users */
  readonly numericHosts: boolean
  readonly numericPorts: boolean
  readonly numericUsers: boolean
  /** -N: makes routes numeric, and nothing else */
  readonly symbolic: boolean
  /** -v */
  readonly verbose: boolean
  /** -c: again every second */
  readonly continuous: boolean
  /** -F, -C: with neither, the forwarding table */
  readonly fib: boolean
  readonly cache: boolean
}
