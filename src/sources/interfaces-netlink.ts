import { errnoOf, Unavailable, type Report } from '../base/errors.ts'
import type { Interface } from '../model/interface.ts'
import { connect, type Connection } from '../netlink/connection.ts'
import { linkAddressParser, linkAddressRequest } from '../netlink/link-address.ts'
import { linkParser, linkRequest } from '../netlink/link.ts'
import { ROUTE } from '../netlink/protocol.ts'
import { openSys } from '../sys/index.ts'
import { netlinkSocket } from '../sys/netlink-socket.ts'
import { devCounters, type InterfaceSource } from './interfaces.ts'
import type { Host } from './source.ts'

/** include/uapi/linux/netlink.h */
const NETLINK_ROUTE = 0

/** Interfaces from rtnetlink, as `ip address` reads them. */
export const netlinkInterfaces = (host: Host): InterfaceSource => ({
  name: 'netlink',
  open: () => openRoute(host, () => {}).close(),
  interfaces: report => {
    const connection = openRoute(host, report)
    try {
      return readAll(connection)
    } finally {
      connection.close()
    }
  },
})

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

const readAll = (connection: Connection): Interface[] => {
  const links = [...connection.dump(linkRequest(), linkParser)]
  const addresses = [...connection.dump(linkAddressRequest(), linkAddressParser)]
  return links.map(({ txqueuelen, ...link }) => ({
    ...link,
    txQueueLength: txqueuelen,
    addresses: addresses.filter(({ index }) => index === link.index),
    counters: devCounters(link.stats),
  }))
}
