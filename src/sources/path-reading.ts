import { errnoOf, type Report } from '../base/errors.ts'
import type { Parsed } from '../base/text.ts'
import type { CounterGroup } from '../model/counters.ts'
import type { Count, PathReading } from '../model/path.ts'
import type { InetSocket, Socket, Want } from '../model/socket.ts'
import { parseInterrupts } from '../proc/interrupts.ts'
import { parseNetStat } from '../proc/net-stat.ts'
import { parseSockstat, type SockstatRow } from '../proc/sockstat.ts'
import { parseSnmp, parseSnmp6 } from '../proc/snmp.ts'
import { parseSoftirqs } from '../proc/softirqs.ts'
import { parseSoftnet, type SoftnetRow } from '../proc/softnet.ts'
import { interruptCounts } from './path-interrupts.ts'
import { readLinkCounts, type LinkReading } from './link-counts.ts'
import type { LinkSource } from './links.ts'
import type { Host, SocketSource } from './source.ts'

const NO_LINKS: LinkReading = { counts: [], limits: new Map(), devices: [] }

/** The counters, these sysctls, and the sockets of the path through this host. */
export const readPath = (
  host: Host,
  links: LinkSource | null,
  sockets: SocketSource,
  sysctls: Iterable<string>,
  clock: () => number,
  report: Report,
): PathReading => {
  // the first message loads the FFI, and sockets may be many: between these, all is of one moment
  const {
    counts: linkCounts,
    limits,
    devices,
  } = links === null ? NO_LINKS : readLinkCounts(links, report)
  const takenAt = clock()
  const counts = [...linkCounts, ...fileCounts(host, devices, report)]
  const socketsAt = clock()
  const listed = sockets.sockets(WANTED, report)
  return {
    takenAt,
    socketsAt,
    counts: new Map(counts.map(count => [count.id, count])),
    limits: new Map([
      ...readLimits(host, sysctls),
      ...rowReader(host, report)('net/sockstat', parseSockstat).flatMap(memoryInUse),
      ...limits,
    ]),
    uptime: lineOf(host, 'proc/uptime'),
    sockets: listed.filter(isInet),
  }
}

const isInet = (socket: Socket): socket is InetSocket => socket.kind === 'inet'

/** Every socket that can lose something, and how much it lost. */
export const WANTED: Want = {
  protos: new Set(['tcp', 'udp', 'udplite', 'raw']),
  named: new Set(),
  families: new Set(['inet', 'inet6']),
  unixTypes: null,
  rows: 'all',
  owners: true,
  extended: false,
  timer: false,
  memory: true,
  info: false,
  drops: true,
  changes: false,
  coarse: null,
}

type ReadRows = <Row>(path: string, parse: (text: string, file: string) => Parsed<Row>) => Row[]

/** A kernel without one of the files counts nothing there. */
const rowReader =
  ({ fs }: Host, report: Report): ReadRows =>
  (path, parse) => {
    try {
      const { rows, problems } = parse(fs.text(`proc/${path}`, 'latin1'), path)
      problems.forEach(report)
      return rows
    } catch (error) {
      const errno = errnoOf(error)
      if (errno === null) throw error
      if (errno !== 'ENOENT') report({ at: `/proc/${path}`, problem: `cannot be read (${errno})` })
      return []
    }
  }

const fileCounts = (host: Host, devices: readonly string[], report: Report): Count[] => {
  const rows = rowReader(host, report)
  return [
    ...rows('net/snmp', parseSnmp).flatMap(groupCounts('/proc/net/snmp')),
    ...rows('net/netstat', parseSnmp).flatMap(groupCounts('/proc/net/netstat')),
    ...rows('net/snmp6', parseSnmp6).flatMap(({ group, counters }) =>
      [...counters].flatMap(([name, total]) =>
        total === null ? [] : [hostCount('snmp6', group + name, '/proc/net/snmp6', total)],
      ),
    ),
    ...rows('net/softnet_stat', parseSoftnet).flatMap(softnetCounts),
    ...rows('softirqs', parseSoftirqs)
      .filter(({ name }) => name === 'NET_RX' || name === 'NET_TX')
      .flatMap(({ name, counts }) =>
        [...counts].map(([cpu, count]) => cpuCount('softirq', name, '/proc/softirqs', cpu, count)),
      ),
    ...interruptCounts(host.fs, devices, rows('interrupts', parseInterrupts)),
    ...PER_CPU.flatMap(name =>
      rows(`net/stat/${name}`, parseNetStat).flatMap(({ cpu, counters }) =>
        [...counters]
          .filter(([counter]) => counter !== 'entries')
          .map(([counter, count]) => cpuCount(name, counter, `/proc/net/stat/${name}`, cpu, count)),
      ),
    ),
  ]
}

const PER_CPU = ['nf_conntrack', 'arp_cache', 'ndisc_cache']

const hostCount = (group: string, name: string, source: string, total: bigint): Count => ({
  id: `${group} ${name}`,
  group,
  name,
  source,
  interface: null,
  cpu: null,
  total,
  bits: 64,
})

const cpuCount = (
  group: string,
  name: string,
  source: string,
  cpu: number,
  total: number,
): Count => ({
  id: `${group} ${name} ${cpu}`,
  group,
  name,
  source,
  interface: null,
  cpu,
  total: BigInt(total),
  bits: 32,
})

const groupCounts =
  (file: string) =>
  ({ group, counters }: CounterGroup): Count[] =>
    [...counters].flatMap(([name, total]) =>
      total === null ? [] : [hostCount(group, name, `${file} ${group}`, total)],
    )

const SOFTNET: readonly [name: string, field: keyof SoftnetRow][] = [
  ['processed', 'processed'],
  ['dropped', 'dropped'],
  ['time_squeeze', 'timeSqueeze'],
  ['received_rps', 'receivedRps'],
  ['flow_limit_count', 'flowLimitCount'],
]

const softnetCounts = (row: SoftnetRow): Count[] =>
  SOFTNET.flatMap(([name, field]) => {
    const count = row[field]
    return count === null
      ? []
      : [cpuCount('softnet', name, '/proc/net/softnet_stat', row.cpu, count)]
  })

/** What of these is used now: beside the sysctls it tells how far they are. */
const IN_USE = ['TCP mem', 'TCP orphan', 'TCP tw', 'UDP mem', 'FRAG memory']

const memoryInUse = ({ protocol, counters }: SockstatRow): [string, number][] =>
  [...counters]
    .map(([name, count]): [string, number] => [`${protocol} ${name}`, count])
    .filter(([name]) => IN_USE.includes(name))
    .map(([name, count]) => [`sockstat ${name}`, count])

const lineOf = ({ fs }: Host, path: string): string | null => {
  try {
    return fs.text(path, 'latin1')
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

/** Several numbers in one file stay one text; null: not there, or not to be read. */
const readLimits = ({ fs }: Host, sysctls: Iterable<string>): [string, number | string | null][] =>
  [...sysctls].map(name => {
    try {
      const text = fs.text(`proc/sys/${name.replaceAll('.', '/')}`, 'latin1').trim()
      return [name, /^\d{1,15}$/.test(text) ? Number(text) : text.replaceAll(/\s+/g, ' ')]
    } catch (error) {
      if (errnoOf(error) === null) throw error
      return [name, null]
    }
  })
