import { Unavailable, type Report } from '../base/errors.ts'
import type { Count } from '../model/path.ts'
import { connect, type Connection } from '../netlink/connection.ts'
import { linkParser, linkRequest, type Link } from '../netlink/link.ts'
import { ROUTE } from '../netlink/protocol.ts'
import { qdiscParser, qdiscRequest, type Qdisc } from '../netlink/qdisc.ts'
import { openSys } from '../sys/index.ts'
import { netlinkSocket } from '../sys/netlink-socket.ts'
import type { Host, LinkReading, LinkSource } from './source.ts'

/** include/uapi/linux/netlink.h */
const NETLINK_ROUTE = 0

/** Interfaces and queueing disciplines from rtnetlink: what ip and tc read. */
export const netlinkLinks = (host: Host): LinkSource => {
  let connection: Connection | null = null
  let tell: Report = () => {}
  const open = (): Connection => {
    if (host.fs.root !== '/') throw new Unavailable('a captured tree has no kernel to ask')
    return connect(netlinkSocket(openSys(), NETLINK_ROUTE), {
      report: problem => tell(problem),
      trace: host.trace ?? undefined,
      protocol: ROUTE,
    })
  }
  return {
    name: 'netlink',
    open: () => {
      connection ??= open()
    },
    read: report => {
      connection ??= open()
      tell = report
      try {
        return readAll(connection)
      } finally {
        connection.close()
        connection = null
      }
    },
  }
}

const readAll = (connection: Connection): LinkReading => {
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
    devices: links.map(({ name }) => name),
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
