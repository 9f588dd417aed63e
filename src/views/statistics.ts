import type { CounterGroup } from '../model/counters.ts'
import type { Proto, Want } from '../model/socket.ts'
import type { Column } from '../model/table.ts'
import { parseSnmp, parseSnmp6 } from '../proc/snmp.ts'
import { allRows, netRows } from '../sources/files.ts'
import { numberColumn as number, textColumn as text } from './column.ts'
import { listFooter } from './footer.ts'
import { isLoss, meaningOf } from './statistics/meaning.ts'
import { UNLIKE_SOCKETS, type View } from './view.ts'

/** One counter of the kernel. */
interface Statistic {
  readonly protocol: string
  readonly name: string
  /** null: the file has none */
  readonly value: bigint | null
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

const COLUMNS: readonly Column<Statistic>[] = [
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
  text({
    key: 'meaning',
    header: 'Meaning',
    help: 'in plain words; unknown of a counter that is newer than this program',
    rank: 0,
    value: row => meaningOf(row.protocol, row.name),
    text: row => meaningOf(row.protocol, row.name) ?? '',
  }),
]
const KEYS = COLUMNS.map(({ key }) => key)

/** Counters of IP, ICMP, TCP and UDP. */
export const statisticsView: View<Statistic> = {
  name: 'statistics',
  noun: 'counter',
  summary: 'counters of IP, ICMP, TCP and UDP, and what they mean',
  columns: COLUMNS,
  ...UNLIKE_SOCKETS,
  takes: ['tcp', 'udp', 'udplite', 'raw', 'ipv4', 'ipv6', 'all'],
  shown: () => KEYS,
  asked: () => [],
  whole: () => KEYS,
  order: () => ['protocol'],
  read: ({ host }, want, report) => {
    const groups = allRows(host, [
      netRows(host, 'snmp', text => parseSnmp(text), report),
      netRows(host, 'netstat', text => parseSnmp(text, 'net/netstat'), report),
      netRows(host, 'snmp6', text => parseSnmp6(text), report),
    ])
    const all = groups.filter(({ group }) => isWanted(group, want)).flatMap(statisticsOf)
    const rows = want.rows === 'all' ? all : all.filter(saysSomething)
    return {
      rows,
      facts: () => ({ source: { statistics: 'proc' } }),
      footer: (kept, shown) =>
        listFooter('counter', kept, shown, all.length - rows.length, 'zeros and settings'),
      aside: null,
      notes: () => [],
    }
  },
}

const statisticsOf = ({ group, counters }: CounterGroup): Statistic[] =>
  [...counters].map(([name, value]) => ({ protocol: group, name, value }))

/** Groups that end in 6 count IPv6; those of TCP count both. */
const isWanted = (group: string, { named, families }: Want): boolean => {
  const proto = PROTOCOLS[placeOf(group)]?.[1]
  if (named.size > 0 && (proto === undefined || !named.has(proto))) return false
  return proto === 'tcp' || families.has(group.endsWith('6') ? 'inet6' : 'inet')
}
