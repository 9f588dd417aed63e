import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import { Attributes } from './attribute.ts'
import type { Request } from './exchange.ts'
import { messageType, NLMSG_HDRLEN } from './message.ts'
import type { Parser } from './parser.ts'
import { RTM } from './protocol.ts'

/** include/uapi/linux/rtnetlink.h */
const TCA_KIND = 1
const TCA_STATS2 = 7

/** include/uapi/linux/gen_stats.h */
const TCA_STATS_BASIC = 1
const TCA_STATS_QUEUE = 3

/** sizeof(struct tcmsg) */
const TCMSG = 20

/** include/uapi/linux/pkt_sched.h */
const TC_H_ROOT = 0xffffffff
const TC_H_INGRESS = 0xfffffff1

/** A queueing discipline and what it counted; a parent's numbers include those of its children. */
export interface Qdisc {
  readonly ifindex: number
  /** `tbf`, `fq_codel`, `mq`, `noqueue`, `clsact`, ... */
  readonly kind: string
  /** u16:u16 as tc writes it is the upper half alone: 0x80010000 is `8001:` */
  readonly handle: number
  /** the class it hangs below; `root` and `ingress` are the two ends of an interface */
  readonly parent: number | 'root' | 'ingress'
  readonly stats: QdiscStats | null
}

export interface QdiscStats {
  readonly packets: number
  /** packets queued now */
  readonly qlen: number
  /** bytes queued now */
  readonly backlog: number
  readonly drops: number
  readonly requeues: number
  readonly overlimits: number
}

/** Every queueing discipline of the namespace: struct tcmsg, all zero. */
export const qdiscRequest = (): Request => ({
  what: 'rtnetlink qdiscs',
  type: RTM.GETQDISC,
  payload: skb => void skb.put(TCMSG),
})

export const qdiscParser: Parser<Qdisc> = (view, offset, length) => {
  if (messageType(view, offset) !== RTM.NEWQDISC) return null
  const at = offset + NLMSG_HDRLEN
  if (length < NLMSG_HDRLEN + TCMSG) {
    const problem = `tcmsg needs ${TCMSG} bytes at offset ${at}`
    throw new ParseError(`rtnetlink:${at}`, problem, `${length - NLMSG_HDRLEN} bytes`)
  }
  let kind = ''
  let stats: QdiscStats | null = null
  const attributes = new Attributes(view).within(view, at + TCMSG, offset + length)
  while (attributes.next()) {
    if (attributes.type === TCA_KIND) kind = attributes.text()
    if (attributes.type === TCA_STATS2) stats = readStats(attributes.inner())
  }
  return {
    ifindex: view.getInt32(at + 4, HOST_LITTLE),
    kind,
    handle: view.getUint32(at + 8, HOST_LITTLE),
    parent: parentOf(view.getUint32(at + 12, HOST_LITTLE)),
    stats,
  }
}

const parentOf = (parent: number): Qdisc['parent'] => {
  if (parent === TC_H_ROOT) return 'root'
  return parent === TC_H_INGRESS ? 'ingress' : parent
}

/** struct gnet_stats_basic { u64 bytes; u32 packets } and struct gnet_stats_queue, five u32. */
const readStats = (inner: Attributes): QdiscStats => {
  let packets = 0
  let queue = { qlen: 0, backlog: 0, drops: 0, requeues: 0, overlimits: 0 }
  while (inner.next()) {
    const { view, at } = inner
    if (inner.type === TCA_STATS_BASIC) {
      inner.need(12)
      packets = view.getUint32(at + 8, HOST_LITTLE)
    } else if (inner.type === TCA_STATS_QUEUE) {
      inner.need(20)
      const word = (i: number): number => view.getUint32(at + i * 4, HOST_LITTLE)
      queue = {
        qlen: word(0),
        backlog: word(1),
        drops: word(2),
        requeues: word(3),
        overlimits: word(4),
      }
    }
  }
  return { packets, ...queue }
}
