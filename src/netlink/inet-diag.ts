import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import { ipv4 } from '../model/address.ts'
import {
  TCP_STATES,
  type Endpoint,
  type Family,
  type State,
  type TimerKind,
} from '../model/socket.ts'
import { createAddressReader } from './address-reader.ts'
import { Attributes } from './attribute.ts'
import type { InetDetail } from './inet-detail.ts'
import { clearInetDetail, fillInetDetail } from './inet-diag-attributes.ts'
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
 * What the parser gives is what `make` makes of a record; that record is one and the same for every
 * message, so `make` must copy what it keeps (addresses and all that is nested may be kept as they are).
 */
export const inetDiagParser = <T = InetDiag>(
  make: (diag: InetDiag) => T,
  states = 0xffffffff,
): Parser<T> => {
  const attributes = new Attributes(new DataView(new ArrayBuffer(0)))
  const diag: Filling = { ...EMPTY }
  const address = createAddressReader()
  return (view, offset, length) => {
    const at = offset + NLMSG_HDRLEN
    if (length < NLMSG_HDRLEN + INET_DIAG_MSG) {
      const problem = `inet_diag_msg needs ${INET_DIAG_MSG} bytes at offset ${at}`
      throw new ParseError(`inet_diag:${at}`, problem, `${length - NLMSG_HDRLEN} bytes`)
    }
    if (((states >>> view.getUint8(at + 1)) & 1) === 0) return null
    const v4 = isV4(view, at)
    diag.family = v4 ? 'inet' : 'inet6'
    diag.local = { ip: address(view, at + 8, v4), port: view.getUint16(at + 4, false) }
    diag.remote = { ip: address(view, at + 24, v4), port: view.getUint16(at + 6, false) }
    fillFixed(diag, view, at)
    clearInetDetail(diag)
    fillInetDetail(diag, attributes.within(view, at + INET_DIAG_MSG, offset + length))
    return make(diag)
  }
}

/** For `inetDiagParser`: each record as an object of its own. */
export const wholeRecord = (diag: InetDiag): InetDiag => ({ ...diag })

const fillFixed = (diag: Filling, view: DataView, at: number): void => {
  const state = view.getUint8(at + 1)
  const timer = view.getUint8(at + 2)
  const inode = view.getUint32(at + 68, HOST_LITTLE)
  const anonymous = timer === TIMEWAIT || (state === SYN_RECV && inode === 0)
  diag.state = stateName(state, at)
  diag.timer = TIMERS[timer] ?? 'unknown'
  diag.retrans = view.getUint8(at + 3)
  diag.expiresMs = view.getUint32(at + 52, HOST_LITTLE)
  diag.ifindex = view.getUint32(at + 40, HOST_LITTLE)
  diag.cookie = readCookie(view, at + 44)
  diag.rqueue = view.getUint32(at + 56, HOST_LITTLE)
  diag.wqueue = view.getUint32(at + 60, HOST_LITTLE)
  diag.uid = anonymous ? null : view.getUint32(at + 64, HOST_LITTLE)
  diag.inode = inode
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

const NOWHERE: Endpoint = { ip: ipv4(0), port: 0 }

const EMPTY: InetDiag = {
  family: 'inet',
  state: 'CLOSE',
  local: NOWHERE,
  remote: NOWHERE,
  timer: 'off',
  retrans: 0,
  expiresMs: 0,
  ifindex: 0,
  cookie: 0n,
  rqueue: 0,
  wqueue: 0,
  uid: null,
  inode: 0,
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
