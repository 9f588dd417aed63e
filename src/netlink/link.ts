import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import { Attributes } from './attribute.ts'
import type { Request } from './exchange.ts'
import { messageType, NLMSG_HDRLEN } from './message.ts'
import type { Parser } from './parser.ts'

/** include/uapi/linux/rtnetlink.h */
const RTM_NEWLINK = 16
const RTM_GETLINK = 18

/** enum of include/uapi/linux/if_link.h */
const IFLA_IFNAME = 3
const IFLA_TXQLEN = 13
const IFLA_STATS64 = 23

/** sizeof(struct ifinfomsg) */
const IFINFOMSG = 16

/** struct rtnl_link_stats64, u64 each; what a shorter struct of an older kernel lacks is not there. */
const STATS64 = [
  'rx_packets',
  'tx_packets',
  'rx_bytes',
  'tx_bytes',
  'rx_errors',
  'tx_errors',
  'rx_dropped',
  'tx_dropped',
  'multicast',
  'collisions',
  'rx_length_errors',
  'rx_over_errors',
  'rx_crc_errors',
  'rx_frame_errors',
  'rx_fifo_errors',
  'rx_missed_errors',
  'tx_aborted_errors',
  'tx_carrier_errors',
  'tx_fifo_errors',
  'tx_heartbeat_errors',
  'tx_window_errors',
  'rx_compressed',
  'tx_compressed',
  'rx_nohandler', // 4.6
  'rx_otherhost_dropped', // 5.19
]

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
  type: RTM_GETLINK,
  payload: skb => void skb.put(IFINFOMSG),
})

export const linkParser: Parser<Link> = (view, offset, length) => {
  if (messageType(view, offset) !== RTM_NEWLINK) return null
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
