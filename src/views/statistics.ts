import type { Report } from '../base/errors.ts'
import type { Proto, Want } from '../model/socket.ts'
import type { Column } from '../model/table.ts'
import { parseSnmp, parseSnmp6 } from '../proc/snmp.ts'
import { allRows, netRows } from '../sources/files.ts'
import type { Host } from '../sources/index.ts'
import { numberColumn as number, textColumn as text } from './column.ts'
import { listFooter } from './footer.ts'
import { intervalFact, perSecond } from './rates.ts'
import { isLoss, meaningOf } from './statistics/meaning.ts'
import { UNLIKE_SOCKETS, type Reading, type View } from './view.ts'

/** One counter of the kernel. */
interface Statistic {
  readonly protocol: string
  readonly name: string
  /** null: the file has none */
  readonly value: bigint | null
}

/** Where two looks were taken, with how far it went per second. */
interface StatisticLook extends Statistic {
  /** null: not known; undefined: one look only */
  readonly rate: number | null | undefined
}

/** Groups of counters in the order of the layers, each with the protocol that asks for it. */
const PROTOCOLS: readonly [group: string, proto: Proto][] = [
  ['Ip', 'raw'],
  ['IpExt', 'raw'],
  ['Ip6', 'raw'],
  ['Icmp', 'raw'],
  ['IcmpMsg', 'raw'],
  ['Icmp6', 'raw'],
  ['Tcp', 'tcp'],
  ['TcpExt', 'tcp'],
  ['MPTcpExt', 'tcp'],
  ['Udp', 'udp'],
  ['Udp6', 'udp'],
  ['UdpLite', 'udplite'],
  ['UdpLite6', 'udplite'],
]

/** These say how the kernel is set, and count nothing: they are shown with all. */
const SETTINGS = new Set([
  'Ip Forwarding',
  'Ip DefaultTTL',
  'Tcp RtoAlgorithm',
  'Tcp RtoMin',
  'Tcp RtoMax',
  'Tcp MaxConn',
])

const saysSomething = ({ protocol, name, value }: Statistic): boolean =>
  value !== 0n && !SETTINGS.has(`${protocol} ${name}`)

const placeOf = (protocol: string): number => {
  const place = PROTOCOLS.findIndex(([group]) => group === protocol)
  return place < 0 ? PROTOCOLS.length : place
}

const COLUMNS: readonly Column<StatisticLook>[] = [
  text({
    key: 'protocol',
    header: 'Protocol',
    help: 'the group that the kernel counts it in: Ip, Icmp6, TcpExt, ...',
    rank: 8,
    value: row => row.protocol,
    levels: 2,
    order: (row, level) => (level === 0 ? placeOf(row.protocol) : row.protocol),
  }),
  text({
    key: 'name',
    header: 'Counter',
    help: "the kernel's name of it",
    rank: 9,
    value: row => row.name,
    tone: row => (isLoss(row.protocol, row.name) && row.value ? 'warn' : 'plain'),
  }),
  number({
    key: 'value',
    header: 'Value',
    help: 'counted since boot, or since the network namespace was made',
    rank: 9,
    value: row => row.value,
    tone: row => (isLoss(row.protocol, row.name) && row.value ? 'warn' : 'plain'),
  }),
  number({
    key: 'rate',
    header: 'Per second',
    help: 'how far it went from one look to the next, per second',
    rank: 9,
    value: row => row.rate,
    tone: row => (isLoss(row.protocol, row.name) && row.rate ? 'warn' : 'plain'),
  }),
  text({
    key: 'meaning',
    header: 'Meaning',
    help: 'in plain words; unknown of a counter that is newer than this program',
    rank: 0,
    value: row => meaningOf(row.protocol, row.name),
    text: row => meaningOf(row.protocol, row.name) ?? '',
  }),
]
const keysOf = ({ changes }: Want): string[] =>
  COLUMNS.map(({ key }) => key).filter(key => changes || key !== 'rate')

/** Counters of IP, ICMP, TCP and UDP. */
export const statisticsView: View<StatisticLook> = {
  name: 'statistics',
  noun: 'counter',
  summary: 'counters of IP, ICMP, TCP and UDP, and what they mean',
  columns: COLUMNS,
  ...UNLIKE_SOCKETS,
  shown: keysOf,
  asked: want => (want.changes ? ['rate'] : []),
  whole: keysOf,
  order: () => ['protocol'],
  read: ({ host }, want, report) => {
    const all = statisticsOf(host, want, report).map(row => ({ ...row, rate: undefined }))
    return readingOf(all, want, saysSomething, 'zeros and settings', null)
  },
  follow: want => {
    let before: { readonly all: ReadonlyMap<string, bigint | null>; readonly at: number } | null =
      null
    return ({ host }, report, clock) => {
      const at = clock()
      const rows = statisticsOf(host, want, report)
      const earlier = before
      before = { all: new Map(rows.map(row => [identityOf(row), row.value])), at }
      if (earlier === null) return null
      const seconds = at - earlier.at
      const all = rows.map(row => ({
        ...row,
        rate: perSecond(earlier.all.get(identityOf(row)), row.value, seconds),
      }))
      return readingOf(all, want, ({ rate }) => rate !== 0, 'that stand still', seconds)
    }
  },
}

const identityOf = ({ protocol, name }: Statistic): string => `${protocol} ${name}`

const readingOf = (
  all: readonly StatisticLook[],
  want: Want,
  isShown: (row: StatisticLook) => boolean,
  hidden: string,
  seconds: number | null,
): Reading<StatisticLook> => {
  const rows = want.rows === 'all' ? all : all.filter(isShown)
  return {
    rows,
    facts: () => ({ source: { statistics: 'proc' }, ...intervalFact(seconds) }),
    footer: (kept, shown) => listFooter('counter', kept, shown, all.length - rows.length, hidden),
    aside: seconds === null ? null : `over ${seconds.toFixed(1)} s`,
    notes: () => [],
  }
}

/** All that the options ask for. */
const statisticsOf = (host: Host, want: Want, report: Report): Statistic[] =>
  allRows(host, [
    netRows(host, 'snmp', text => parseSnmp(text), report),
    netRows(host, 'netstat', text => parseSnmp(text, 'net/netstat'), report),
    netRows(host, 'snmp6', text => parseSnmp6(text), report),
  ])
    .filter(({ group }) => isWanted(group, want))
    .flatMap(({ group, counters }) =>
      [...counters].map(([name, value]) => ({ protocol: group, name, value })),
    )

/** Groups that end in 6 count IPv6; those of TCP count both. */
const isWanted = (group: string, { named, families }: Want): boolean => {
  const proto = PROTOCOLS[placeOf(group)]?.[1]
  if (named.size > 0 && (proto === undefined || !named.has(proto))) return false
  return proto === 'tcp' || families.has(group.endsWith('6') ? 'inet6' : 'inet')
}
