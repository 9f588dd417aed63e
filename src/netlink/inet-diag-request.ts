import type { Ip } from '../model/address.ts'
import type { Family, InetProto } from '../model/socket.ts'
import { putAttribute } from './attribute.ts'
import type { Request } from './exchange.ts'
import type { InetDiag } from './inet-diag.ts'
import type { SkBuff } from './skbuff.ts'
import {
  AF_INET,
  AF_INET6,
  ALL_STATES,
  putCookie,
  SOCK_DESTROY,
  SOCK_DIAG_BY_FAMILY,
  TCPDIAG_GETSOCK,
} from './sock-diag.ts'

/** What to send beside the fixed part; each costs the kernel time. Bits of idiag_ext. */
export const EXTENSION = {
  /** INET_DIAG_INFO: tcp_info */
  info: 1 << 1,
  /** INET_DIAG_VEGASINFO: vegas, dctcp or bbr, as the socket has */
  congestionInfo: 1 << 2,
  /** INET_DIAG_CONG: the name of the algorithm */
  congestion: 1 << 3,
  tos: 1 << 4,
  /** INET_DIAG_TCLASS: the class id too */
  tclass: 1 << 5,
  /** INET_DIAG_SKMEMINFO */
  memory: 1 << 6,
} as const

export interface InetQuery {
  /** a mask, see stateMask; all states if absent */
  readonly states?: number
  /** EXTENSION bits */
  readonly extensions?: number
  /** a filter program for the kernel: INET_DIAG_REQ_BYTECODE */
  readonly bytecode?: Uint8Array | null
}

const INET_DIAG_REQ_BYTECODE = 1
const PROTOCOLS: Readonly<Record<InetProto, number>> = { tcp: 6, udp: 17, udplite: 136, raw: 255 }
const NO_COOKIE = 0xffffffff_ffffffffn

/**
 * All TCP sockets, IPv4 and IPv6, in one walk: the request of Linux 2.6 (struct inet_diag_req), whose
 * family the kernel ignores. Two requests of the newer kind walk the tables twice.
 */
export const tcpRequest = (query: InetQuery = {}): Request => ({
  what: 'sock_diag tcp',
  type: TCPDIAG_GETSOCK,
  payload: skb => {
    skb.putU8(AF_INET)
    skb.putU16(0)
    skb.putU8(query.extensions ?? 0)
    putNoSocket(skb)
    skb.putU32(query.states ?? ALL_STATES)
    skb.putU32(0)
    putBytecode(skb, query)
  },
})

/** The sockets of one protocol and family: struct inet_diag_req_v2. */
export const inetRequest = (proto: InetProto, family: Family, query: InetQuery = {}): Request => ({
  what: `sock_diag ${proto} ${family}`,
  type: SOCK_DIAG_BY_FAMILY,
  payload: skb => {
    putReqV2(skb, proto, family, query)
    putNoSocket(skb)
    putBytecode(skb, query)
  },
})

/** Ends one socket, which must be the very one: the kernel compares the cookie. Needs CAP_NET_ADMIN. */
export const destroyRequest = (proto: InetProto, socket: InetDiag): Request => ({
  what: `destroy ${proto} socket`,
  type: SOCK_DESTROY,
  payload: skb => {
    putReqV2(skb, proto, socket.family, {})
    skb.putBe16(socket.local.port)
    skb.putBe16(socket.remote.port)
    putAddress(skb, socket.local.ip)
    putAddress(skb, socket.remote.ip)
    skb.putU32(socket.ifindex)
    putCookie(skb, socket.cookie)
  },
})

const putReqV2 = (skb: SkBuff, proto: InetProto, family: Family, query: InetQuery): void => {
  skb.putU8(family === 'inet' ? AF_INET : AF_INET6)
  skb.putU8(PROTOCOLS[proto])
  skb.putU8(query.extensions ?? 0)
  skb.putU8(0)
  skb.putU32(query.states ?? ALL_STATES)
}

/** struct inet_diag_sockid that names no socket */
const putNoSocket = (skb: SkBuff): void => {
  skb.put(40)
  putCookie(skb, NO_COOKIE)
}

const putAddress = (skb: SkBuff, ip: Ip): void => {
  for (const word of ip.v === 4 ? [ip.d, 0, 0, 0] : [ip.a, ip.b, ip.c, ip.d]) skb.putBe32(word)
}

const putBytecode = (skb: SkBuff, query: InetQuery): void => {
  if (query.bytecode) putAttribute(skb, INET_DIAG_REQ_BYTECODE, query.bytecode)
}
