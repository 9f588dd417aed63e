import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import { LINK_STATS, type InterfaceMap, type LinkStat, type LinkStats } from '../model/interface.ts'
import { Attributes } from './attribute.ts'
import type { Request } from './exchange.ts'
import { messageType, NLMSG_HDRLEN } from './message.ts'
import type { Parser } from './parser.ts'
import { RTM } from './protocol.ts'

/** enum of include/uapi/linux/if_link.h */
const IFLA = {
  ADDRESS: 1,
  IFNAME: 3,
  MTU: 4,
  TXQLEN: 13,
  MAP: 14,
  OPERSTATE: 16,
  STATS64: 23,
} as const

/** sizeof(struct ifinfomsg) */
const IFINFOMSG = 16

/** IF_OPER_* of include/uapi/linux/if.h, by number */
const OPERSTATES = [
  'unknown',
  'notpresent',
  'down',
  'lowerlayerdown',
  'testing',
  'dormant',
  'up',
] as const

/** An interface as rtnetlink tells it; null: this kernel does not. */
export interface Link {
  readonly index: number
  readonly name: string
  /** ARPHRD_* */
  readonly type: number
  /** INTERFACE_FLAGS */
  readonly flags: number
  readonly mtu: number | null
  /** packets that its queueing discipline may hold */
  readonly txqueuelen: number | null
  readonly hardware: Uint8Array
  readonly operstate: (typeof OPERSTATES)[number] | null
  readonly map: InterfaceMap | null
  readonly stats: LinkStats
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
  const link: Filling = {
    index: view.getInt32(at + 4, HOST_LITTLE),
    name: '',
    type: view.getUint16(at + 2, HOST_LITTLE),
    flags: view.getUint32(at + 8, HOST_LITTLE),
    mtu: null,
    txqueuelen: null,
    hardware: new Uint8Array(0),
    operstate: null,
    map: null,
    stats: new Map(),
  }
  const attributes = new Attributes(view).within(view, at + IFINFOMSG, offset + length)
  while (attributes.next()) fill(link, attributes)
  return link
}

type Filling = { -readonly [Key in keyof Link]: Link[Key] }

const fill = (link: Filling, attributes: Attributes): void => {
  switch (attributes.type) {
    case IFLA.ADDRESS:
      link.hardware = attributes.bytes().slice()
      break
    case IFLA.IFNAME:
      link.name = attributes.text()
      break
    case IFLA.MTU:
      link.mtu = attributes.u32()
      break
    case IFLA.TXQLEN:
      link.txqueuelen = attributes.u32()
      break
    case IFLA.MAP:
      link.map = readMap(attributes)
      break
    case IFLA.OPERSTATE:
      link.operstate = OPERSTATES[attributes.u8()] ?? null
      break
    case IFLA.STATS64:
      link.stats = readStats(attributes)
      break
    default:
    // of no use here, or of a newer kernel
  }
}

/** struct rtnl_link_stats64, a u64 each; the struct of an older kernel is shorter. */
const readStats = ({ view, at, length }: Attributes): LinkStats => {
  const known = LINK_STATS.slice(0, Math.floor(length / 8))
  return new Map(
    known.map((name, i): [LinkStat, bigint] => [name, view.getBigUint64(at + i * 8, HOST_LITTLE)]),
  )
}

/** struct rtnl_link_ifmap: three u64, u16 irq, u8 dma, u8 port */
const readMap = (attributes: Attributes): InterfaceMap => {
  attributes.need(28)
  const { view, at } = attributes
  return {
    memStart: view.getBigUint64(at, HOST_LITTLE),
    memEnd: view.getBigUint64(at + 8, HOST_LITTLE),
    baseAddr: view.getBigUint64(at + 16, HOST_LITTLE),
    irq: view.getUint16(at + 24, HOST_LITTLE),
    dma: view.getUint8(at + 26),
    port: view.getUint8(at + 27),
  }
}
