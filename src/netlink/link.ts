import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import { Attributes } from './attribute.ts'
import type { Request } from './exchange.ts'
import { LAYOUT } from './layout.ts'
import { messageType, NLMSG_HDRLEN } from './message.ts'
import type { Parser } from './parser.ts'
import { RTM } from './protocol.ts'

/** enum of include/uapi/linux/if_link.h */
const IFLA_IFNAME = 3
const IFLA_TXQLEN = 13
const IFLA_STATS64 = 23

/** sizeof(struct ifinfomsg) */
const IFINFOMSG = 16

/**
 * struct rtnl_link_stats64, u64 each. An older kernel's is shorter: rx_nohandler came with 4.6,
 * rx_otherhost_dropped with 5.19.
 */
const STATS64 = LAYOUT.linkStats.split(' ').map(member => member.replace(/:.*/, ''))

/** An interface as rtnetlink tells it. */
export interface Link {
  readonly index: number
  readonly name: string
  /** packets that its queueing discipline may hold; null: not told */
  readonly txqueuelen: number | null
  /** by the kernel's names */
  readonly stats: ReadonlyMap<string, bigint>
}

/** Every interface of the namespace: struct ifinfomsg, all zero. */
export const linkRequest = (): Request => ({
  what: 'rtnetlink links',
  type: RTM.GETLINK,
  payload: skb => void skb.put(IFINFOMSG),
})

export const linkParser: Parser<Link> = (view, offset, length) => {
  if (messageType(view, offset) !== RTM.NEWLINK) return null
  const at = offset + NLMSG_HDRLEN
  if (length < NLMSG_HDRLEN + IFINFOMSG) {
    const problem = `ifinfomsg needs ${IFINFOMSG} bytes at offset ${at}`
    throw new ParseError(`rtnetlink:${at}`, problem, `${length - NLMSG_HDRLEN} bytes`)
  }
  let name = ''
  let txqueuelen: number | null = null
  let stats: ReadonlyMap<string, bigint> = new Map()
  const attributes = new Attributes(view).within(view, at + IFINFOMSG, offset + length)
  while (attributes.next()) {
    if (attributes.type === IFLA_IFNAME) name = attributes.text()
    if (attributes.type === IFLA_TXQLEN) txqueuelen = attributes.u32()
    if (attributes.type === IFLA_STATS64) stats = readStats(attributes)
  }
  return { index: view.getInt32(at + 4, HOST_LITTLE), name, txqueuelen, stats }
}

const readStats = ({ view, at, length }: Attributes): Map<string, bigint> => {
  const known = STATS64.slice(0, Math.floor(length / 8))
  return new Map(known.map((name, i) => [name, view.getBigUint64(at + i * 8, HOST_LITTLE)]))
}
