import { putAttribute } from '../../src/netlink/attribute.ts'
import { SkBuff } from '../../src/netlink/skbuff.ts'
import { message } from './fake-kernel.ts'

/** struct inet_diag_msg of an IPv4 socket on 127.0.0.1, and what follows it in an event. */
export interface Diag {
  readonly cookie: number
  readonly state?: number
  readonly local?: number
  readonly remote?: number
  readonly ifindex?: number
  readonly uid?: number
  readonly inode?: number
  readonly sendQ?: number
  readonly protocol?: number
  /** INET_DIAG_INFO: bytes of struct tcp_info */
  readonly info?: Uint8Array
}

const SOCK_DIAG_BY_FAMILY = 20
const LOOPBACK = 0x7f000001
const PROTOCOL = 10
const INFO = 2

/** An answer to the request `seq`, or an event where that is 0. */
export const diagMessage = (seq: number, diag: Diag): Uint8Array => {
  const skb = SkBuff.alloc(1024)
  const remote = diag.remote ?? 0
  for (const byte of [2, diag.state ?? 1, 0, 0]) skb.putU8(byte)
  skb.putBe16(diag.local ?? 1000)
  skb.putBe16(remote)
  for (const word of [LOOPBACK, 0, 0, 0]) skb.putBe32(word)
  for (const word of [remote === 0 ? 0 : LOOPBACK, 0, 0, 0]) skb.putBe32(word)
  for (const word of [diag.ifindex ?? 0, diag.cookie, 0]) skb.putU32(word)
  for (const word of [0, 0, diag.sendQ ?? 0, diag.uid ?? 0, diag.inode ?? 0]) skb.putU32(word)
  if (diag.protocol !== undefined) putAttribute(skb, PROTOCOL, Uint8Array.of(diag.protocol))
  if (diag.info !== undefined) putAttribute(skb, INFO, diag.info)
  return message({ type: SOCK_DIAG_BY_FAMILY, seq }, skb.copy())
}

/** tcp_info up to tcpi_reord_seen (Linux 4.19), with these counters. */
export const tcpInfo = (sent: number, received: number, retrans = 0): Uint8Array => {
  const bytes = new Uint8Array(224)
  const view = new DataView(bytes.buffer)
  const little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
  view.setUint8(0, 7)
  view.setUint32(100, retrans, little)
  view.setBigUint64(128, BigInt(received), little)
  view.setBigUint64(200, BigInt(sent), little)
  return bytes
}

/** The event of a TCP socket. */
export const tcpEvent = (diag: Diag, info = tcpInfo(0, 0)): Uint8Array =>
  diagMessage(0, { state: 7, protocol: 6, info, ...diag })
