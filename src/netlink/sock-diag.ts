import { HOST_LITTLE } from '../base/bytes.ts'
import type { SocketMemory } from '../model/socket-memory.ts'
import type { Attributes } from './attribute.ts'
import type { SkBuff } from './skbuff.ts'

/** Message types of include/uapi/linux/sock_diag.h and inet_diag.h. */
export const TCPDIAG_GETSOCK = 18
export const SOCK_DIAG_BY_FAMILY = 20
export const SOCK_DESTROY = 21

/** include/linux/socket.h */
export const AF_UNIX = 1
export const AF_INET = 2
export const AF_INET6 = 10

/** Multicast groups on which sockets are told as they are destroyed: enum sknetlink_groups. */
export const DESTROY_GROUPS = { tcp4: 1, udp4: 2, tcp6: 3, udp6: 4 } as const

/** A state mask for requests, of numbers of include/net/tcp_states.h. */
export const stateMask = (states: readonly number[]): number =>
  states.reduce((mask, state) => mask | (1 << state), 0)

/** Every state of tcp_states.h but BOUND_INACTIVE (13), which no other list of sockets shows. */
export const ALL_STATES = 0xfff

/** Bytes of sock_diag_put_meminfo() in net/core/sock_diag.c that every kernel sends, as u32 words. */
const MEMORY_BYTES = 28
/** where what newer ones send behind them ends, and where the last of it stands */
const [BACKLOG_END, DROPS_AT, DROPS_END] = [32, 32, 36]

/** What a socket lost; null: an older kernel does not say. */
export const decodeDrops = (attribute: Attributes): number | null => {
  attribute.need(MEMORY_BYTES)
  const { view, at, length } = attribute
  return length >= DROPS_END ? view.getUint32(at + DROPS_AT, HOST_LITTLE) : null
}

/** A socket's memory. */
export const decodeMemory = (attribute: Attributes): SocketMemory => {
  attribute.need(MEMORY_BYTES)
  const { view, at, length } = attribute
  const word = (i: number): number => view.getUint32(at + i * 4, HOST_LITTLE)
  return {
    rmemAlloc: word(0),
    rcvbuf: word(1),
    wmemAlloc: word(2),
    sndbuf: word(3),
    forwardAlloc: view.getInt32(at + 16, HOST_LITTLE),
    wmemQueued: word(5),
    optmem: word(6),
    backlog: length >= BACKLOG_END ? word(7) : null,
    drops: decodeDrops(attribute),
  }
}

/** A socket's cookie: two u32 words, the low one first whatever the byte order. */
export const readCookie = (view: DataView, at: number): bigint =>
  HOST_LITTLE
    ? view.getBigUint64(at, true)
    : (BigInt(view.getUint32(at + 4, false)) << 32n) | BigInt(view.getUint32(at, false))

export const putCookie = (skb: SkBuff, cookie: bigint): void => {
  skb.putU32(Number(cookie & 0xffffffffn))
  skb.putU32(Number(cookie >> 32n))
}
