import { errnoOf, Unavailable, type Report } from '../base/errors.ts'
import type { Count } from '../model/path.ts'
import { connect } from '../netlink/connection.ts'
import { linkParser, linkRequest, type Link } from '../netlink/link.ts'
import { qdiscParser, qdiscRequest, type Qdisc } from '../netlink/qdisc.ts'
import { openSys } from '../sys/index.ts'
import { netlinkSocket } from '../sys/netlink-socket.ts'
import { parseDev, type DevRow } from '../proc/dev.ts'
import type { Host } from './source.ts'

/** include/uapi/linux/netlink.h */
const NETLINK_ROUTE = 0

/** What the interfaces counted, and how long their queues may be. */
export interface LinkReading {
  readonly counts: readonly Count[]
  readonly limits: ReadonlyMap<string, number>
  /** `netlink`, `sysfs` or `proc` */
  readonly source: string
}

/** From rtnetlink; where that does not open, from /sys/class/net, or else from /proc/net/dev. */
export const readLinks = (host: Host, report: Report): LinkReading => {
  try {
    return fromNetlink(host, report)
  } catch (error) {
    if (!(error instanceof Unavailable) && errnoOf(error) === null) throw error
    host.tell(`rtnetlink: ${(error as Error).message}`)
    return fromFiles(host, report)
  }
}

const fromNetlink = (host: Host, report: Report): LinkReading => {
  if (host.fs.root !== '/') throw new Unavailable('a captured tree has no kernel to ask')
  const connection = connect(netlinkSocket(openSys(), NETLINK_ROUTE), {
    report,
    trace: host.trace ?? undefined,
  })
  try {
    const links = [...connection.dump(linkRequest(), linkParser)]
    const qdiscs = [...connection.dump(qdiscRequest(), qdiscParser)]
    const names = new Map(links.map(({ index, name }) => [index, name]))
    return {
      counts: [...links.flatMap(linkCounts), ...qdiscs.flatMap(each => qdiscCounts(each, names))],
      limits: new Map(
        links.flatMap(({ name, txqueuelen }) =>
          txqueuelen === null ? [] : [[`${name} txqueuelen`, txqueuelen]],
        ),
      ),
      source: 'netlink',
    }
  } finally {
    connection.close()
  }
}

/** An interface that was made anew under its name has another index, and is another. */
const linkCounts = ({ index, name: device, stats }: Link): Count[] =>
  [...stats].map(([name, total]) => ({
    id: `link ${index} ${device} ${name}`,
    group: 'link',
    name,
    source: 'netlink link',
    interface: device,
    cpu: null,
    total,
    bits: 64,
  }))

const qdiscCounts = (qdisc: Qdisc, names: ReadonlyMap<number, string>): Count[] => {
  const { ifindex, kind, handle, parent, stats } = qdisc
  const device = names.get(ifindex)
  if (stats === null || device === undefined) return []
  const ingress = kind === 'ingress' || kind === 'clsact'
  const label = `${kind} ${(handle >>> 16).toString(16)}:`
  return (['drops', 'overlimits', 'requeues'] as const).map(name => ({
    id: `qdisc ${ifindex} ${label} ${parent} ${name}`,
    group: ingress ? 'ingress' : 'qdisc',
    name,
    source: `netlink qdisc ${label}`,
    interface: device,
    cpu: null,
    total: BigInt(stats[name]),
    bits: 32,
  }))
}

const SYS = 'sys/class/net'

const fromFiles = (host: Host, report: Report): LinkReading => {
  const rows = devRows(host, report)
  return (
    fromSysfs(host, rows) ?? {
      counts: rows.flatMap(devCounts),
      limits: new Map(),
      source: 'proc',
    }
  )
}

const devRows = (host: Host, report: Report): readonly DevRow[] => {
  try {
    const { rows, problems } = parseDev(host.fs.text('proc/net/dev', 'latin1'))
    problems.forEach(report)
    return rows
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return []
  }
}

/**
 * /sys/class/net is that of the namespace in which /sys was mounted, which need not be this one: null
 * where its interfaces are not those of /proc/net/dev.
 */
const fromSysfs = (host: Host, rows: readonly DevRow[]): LinkReading | null => {
  const { fs } = host
  try {
    const devices = fs.list(SYS).sort()
    const known = rows.map(({ name }) => name).sort()
    if (devices.join('/') !== known.join('/')) return null
    const counts = devices.flatMap(device =>
      fs.list(`${SYS}/${device}/statistics`).map(name => {
        const path = `${SYS}/${device}/statistics/${name}`
        return sysfsCount(device, name, fs.text(path, 'latin1'))
      }),
    )
    return { counts, limits: new Map(), source: 'sysfs' }
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

const sysfsCount = (device: string, name: string, text: string): Count => ({
  id: `link ${device} ${name}`,
  group: 'link',
  name,
  source: `/${SYS}/${device}/statistics`,
  interface: device,
  cpu: null,
  total: BigInt(/^\d{1,20}$/.exec(text.trim())?.[0] ?? 0),
  bits: 64,
})

/** Where nothing else tells: some of its counters are sums of several, and go by its own words. */
const devCounts = (row: DevRow): Count[] =>
  (
    [
      ['rx_packets', row.rxPackets],
      ['rx_bytes', row.rxBytes],
      ['rx_errors', row.rxErrs],
      ['rx_drop', row.rxDrop],
      ['rx_fifo_errors', row.rxFifo],
      ['rx_frame', row.rxFrame],
      ['tx_packets', row.txPackets],
      ['tx_bytes', row.txBytes],
      ['tx_errors', row.txErrs],
      ['tx_dropped', row.txDrop],
      ['tx_fifo_errors', row.txFifo],
      ['tx_carrier', row.txCarrier],
      ['collisions', row.txColls],
    ] as const
  ).map(([name, total]) => ({
    id: `link ${row.name} ${name}`,
    group: 'link',
    name,
    source: '/proc/net/dev',
    interface: row.name,
    cpu: null,
    total,
    bits: 64,
  }))
