import { ParseError } from '../base/errors.ts'
import type { Endpoint, Family, State, TimerKind } from '../model/socket.ts'
import { INET_DIAG_MSG, InetDiagMessage } from './inet-diag-message.ts'
import type { InetDetail } from './inet-detail.ts'
import { NLMSG_HDRLEN } from './message.ts'
import type { Parser } from './parser.ts'

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

/**
 * A parser of inet_diag answers and events. Records in states outside the mask are skipped before
 * anything is made of them; the kernel does so too, but for events there is no request to tell it.
 * What the parser gives is what `make` makes of a message, which `make` may not keep: one and the same
 * object stands for each.
 */
export const inetDiagParser = <T>(
  make: (message: InetDiagMessage) => T | null,
  states = 0xffffffff,
): Parser<T> => {
  const message = new InetDiagMessage()
  return (view, offset, length) => {
    const at = offset + NLMSG_HDRLEN
    if (length < NLMSG_HDRLEN + INET_DIAG_MSG) {
      const problem = `inet_diag_msg needs ${INET_DIAG_MSG} bytes at offset ${at}`
      throw new ParseError(`inet_diag:${at}`, problem, `${length - NLMSG_HDRLEN} bytes`)
    }
    if (((states >>> view.getUint8(at + 1)) & 1) === 0) return null
    return make(message.load(view, at, offset + length))
  }
}

/** For `inetDiagParser`: all that a message tells, to keep. */
export const wholeRecord = (message: InetDiagMessage): InetDiag => ({
  family: message.family,
  state: message.state,
  local: message.local,
  remote: message.remote,
  timer: message.timer,
  retrans: message.retrans,
  expiresMs: message.expiresMs,
  ifindex: message.ifindex,
  cookie: message.cookie,
  rqueue: message.rqueue,
  wqueue: message.wqueue,
  uid: message.uid,
  inode: message.inode,
  ...message.detail,
})
