import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import { ipv4, ipv6, type Ip } from '../model/address.ts'
import type { CongestionInfo, SocketMemory } from '../model/socket-memory.ts'
import {
  TCP_STATES,
  type Endpoint,
  type Family,
  type State,
  type TimerKind,
} from '../model/socket.ts'
import type { TcpInfo } from '../model/tcp-info.ts'
import { Attributes } from './attribute.ts'
import { fillInetDetail } from './inet-diag-attributes.ts'
import { NLMSG_HDRLEN } from './message.ts'
import type { Parser } from './parser.ts'
import { AF_INET, AF_INET6, readCookie } from './sock-diag.ts'

/** A socket as inet_diag tells it: struct inet_diag_msg of include/uapi/linux/inet_diag.h. */
export interface InetDiag extends InetDetail {
  readonly family: Family
  readonly state: State
  readonly local: Endpoint
  readonly remote: Endpoint
  readonly timer: TimerKind
  /** retransmissions; with the timers keepalive and probe, unanswered probes */
  readonly retrans: number
  /** until the timer expires, milliseconds */
  readonly expiresMs: number
  /** idiag_if: the device the socket is bound to (SO_BINDTODEVICE, link-local scope), or 0 */
  readonly ifindex: number
  readonly cookie: bigint
  /** bytes; on a listener, connections waiting to be accepted */
  readonly rqueue: number
  /** bytes; on a listener, the limit of its accept queue */
  readonly wqueue: number
  /** null: TIME_WAIT and requests not yet accepted (SYN_RECV) keep none, the kernel writes 0 */
  readonly uid: number | null
  /** 0: no file */
  readonly inode: number
}

/** What attributes tell; null where the kernel sent none, be it not asked for or not known to it. */
export interface InetDetail {
  /** IP protocol; raw sockets and events have it */
  readonly protocol: number | null
  /** bit 0: receives no more, bit 1: sends no more */
  readonly shutdown: number | null
  /** IPv6 sockets only */
  readonly v6only: boolean | null
  readonly tos: number | null
  readonly tclass: number | null
  /** SO_MARK; only with CAP_NET_ADMIN */
  readonly mark: number | null
  /** net_cls class, or else SO_PRIORITY */
  readonly classId: number | null
  /** cgroup v2 id: the inode of its directory; since 5.9 */
  readonly cgroupId: bigint | null
  /** upper layer protocol (`tls`, `mptcp`, `espintcp`); only with CAP_NET_ADMIN before 5.13 */
  readonly ulp: string | null
  readonly congestion: string | null
  readonly congestionInfo: CongestionInfo | null
  readonly memory: SocketMemory | null
  readonly tcpInfo: TcpInfo | null
}

/** sizeof(struct inet_diag_msg) */
const INET_DIAG_MSG = 72

/** by idiag_timer, inet_csk_diag_fill() in net/ipv4/inet_diag.c */
const TIMERS: readonly TimerKind[] = ['off', 'on', 'keepalive', 'timewait', 'probe']
const TIMEWAIT = 3
const SYN_RECV = 3
const BOUND_INACTIVE = 13

type Filling = { -readonly [Key in keyof InetDiag]: InetDiag[Key] }

/**
 * A parser of inet_diag answers and events. Records in states outside the mask are skipped before
 * anything is made of them; the kernel does so too, but for events there is no request to tell it.
 */
export const inetDiagParser = (states = 0xffffffff): Parser<InetDiag> => {
  const attributes = new Attributes(new DataView(new ArrayBuffer(0)))
  return (view, offset, length) => {
    const at = offset + NLMSG_HDRLEN
    if (length < NLMSG_HDRLEN + INET_DIAG_MSG) {
      const problem = `inet_diag_msg needs ${INET_DIAG_MSG} bytes at offset ${at}`
      throw new ParseError(`inet_diag:${at}`, problem, `${length - NLMSG_HDRLEN} bytes`)
    }
    if (((states >>> view.getUint8(at + 1)) & 1) === 0) return null
    attributes.within(view, at + INET_DIAG_MSG, offset + length)
    return decode(view, at, attributes)
  }
}

const decode = (view: DataView, at: number, attributes: Attributes): InetDiag => {
  const state = view.getUint8(at + 1)
  const timer = view.getUint8(at + 2)
  const inode = view.getUint32(at + 68, HOST_LITTLE)
  const v4 = isV4(view, at)
  const anonymous = timer === TIMEWAIT || (state === SYN_RECV && inode === 0)
  const diag: Filling = {
    family: v4 ? 'inet' : 'inet6',
    state: stateName(state, at),
    local: { ip: address(view, at + 8, v4), port: view.getUint16(at + 4, false) },
    remote: { ip: address(view, at + 24, v4), port: view.getUint16(at + 6, false) },
    timer: TIMERS[timer] ?? 'unknown',
    retrans: view.getUint8(at + 3),
    expiresMs: view.getUint32(at + 52, HOST_LITTLE),
    ifindex: view.getUint32(at + 40, HOST_LITTLE),
    cookie: readCookie(view, at + 44),
    rqueue: view.getUint32(at + 56, HOST_LITTLE),
    wqueue: view.getUint32(at + 60, HOST_LITTLE),
    uid: anonymous ? null : view.getUint32(at + 64, HOST_LITTLE),
    inode,
    protocol: null,
    shutdown: null,
    v6only: null,
    tos: null,
    tclass: null,
    mark: null,
    classId: null,
    cgroupId: null,
    ulp: null,
    congestion: null,
    congestionInfo: null,
    memory: null,
    tcpInfo: null,
  }
  fillInetDetail(diag, attributes)
  return diag
}

const isV4 = (view: DataView, at: number): boolean => {
  const family = view.getUint8(at)
  if (family === AF_INET) return true
  if (family === AF_INET6) return false
  const problem = `idiag_family at offset ${at} is neither AF_INET nor AF_INET6`
  throw new ParseError(`inet_diag:${at}`, problem, String(family))
}

const stateName = (state: number, at: number): State => {
  const name = TCP_STATES[state]
  if (name !== null && name !== undefined) return name
  // BOUND_INACTIVE (6.8): only who asks for it gets it, and no list has a word for it but CLOSE
  if (state === BOUND_INACTIVE) return 'CLOSE'
  const problem = `idiag_state at offset ${at + 1} is no TCP state`
  throw new ParseError(`inet_diag:${at + 1}`, problem, String(state))
}

const address = (view: DataView, at: number, v4: boolean): Ip =>
  v4
    ? ipv4(view.getUint32(at, false))
    : ipv6(
        view.getUint32(at, false),
        view.getUint32(at + 4, false),
        view.getUint32(at + 8, false),
        view.getUint32(at + 12, false),
      )
