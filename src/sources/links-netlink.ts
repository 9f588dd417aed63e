import { errnoOf, Unavailable, type Report } from '../base/errors.ts'
import type { Interface } from '../model/interface.ts'
import { connect, type Connection } from '../netlink/connection.ts'
import { linkAddressParser, linkAddressRequest } from '../netlink/link-address.ts'
import { linkParser, linkRequest } from '../netlink/link.ts'
import { ROUTE } from '../netlink/protocol.ts'
import { qdiscParser, qdiscRequest } from '../netlink/qdisc.ts'
import { openSys } from '../sys/index.ts'
import { netlinkSocket } from '../sys/netlink-socket.ts'
import { devCounters, type LinkSource } from './links.ts'
import type { Host } from './source.ts'

/** include/uapi/linux/netlink.h */
const NETLINK_ROUTE = 0

/** Interfaces and queueing disciplines from rtnetlink, as ip and tc read them. */
export const netlinkLinks = (host: Host): LinkSource => ({
  name: 'netlink',
  open: () => openRoute(host, () => {}).close(),
  interfaces: report => withRoute(host, report, readInterfaces),
  qdiscs: report =>
    withRoute(host, report, connection => [...connection.dump(qdiscRequest(), qdiscParser)]),
})

const withRoute = <T>(host: Host, report: Report, read: (connection: Connection) => T): T => {
  const connection = openRoute(host, report)
  try {
    return read(connection)
  } finally {
    connection.close()
  }
}

/** A connection to rtnetlink of this host; throws Unavailable with the reason. */
const openRoute = (host: Host, report: Report): Connection => {
  if (host.fs.root !== '/') throw new Unavailable('a captured tree has no kernel to ask')
  try {
    const socket = netlinkSocket(openSys(), NETLINK_ROUTE)
    return connect(socket, { report, trace: host.trace ?? undefined, protocol: ROUTE })
  } catch (error) {
    if (errnoOf(error) === null) throw error
    throw new Unavailable(`rtnetlink: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const readInterfaces = (connection: Connection): Interface[] => {
  const links = [...connection.dump(linkRequest(), linkParser)]
  const addresses = [...connection.dump(linkAddressRequest(), linkAddressParser)]
  return links.map(({ txqueuelen, ...link }) => ({
    ...link,
    txQueueLength: txqueuelen,
    addresses: addresses.filter(({ index }) => index === link.index),
    counters: devCounters(link.stats),
  }))
}
