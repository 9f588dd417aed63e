import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import { ipv4, ipv6, type Ip } from '../model/address.ts'
import type { InetRecord } from '../model/inet-record.ts'
import {
  TCP_STATES,
  type Endpoint,
  type Family,
  type State,
  type TimerKind,
} from '../model/socket.ts'
import { Attributes } from './attribute.ts'
import type { InetDetail } from './inet-detail.ts'
import { INET_DIAG, NO_DETAIL, readInetDetail } from './inet-diag-attributes.ts'
import { AF_INET, AF_INET6, readCookie } from './sock-diag.ts'

/** sizeof(struct inet_diag_msg) */
export const INET_DIAG_MSG = 72

/** by idiag_timer, inet_csk_diag_fill() in net/ipv4/inet_diag.c */
const TIMERS: readonly TimerKind[] = ['off', 'on', 'keepalive', 'timewait', 'probe']
const TIMEWAIT = 3
const SYN_RECV = 3
const CLOSE = 7
const BOUND_INACTIVE = 13

// offsets in struct inet_diag_msg of include/uapi/linux/inet_diag.h
const FAMILY = 0
const STATE = 1
const TIMER = 2
const RETRANS = 3
const SPORT = 4
const DPORT = 6
const SRC = 8
const DST = 24
const IF = 40
const COOKIE = 44
const EXPIRES = 52
const RQUEUE = 56
const WQUEUE = 60
const UID = 64
const INODE = 68

/** One inet_diag_msg and its attributes where they were received, read as they are asked for. */
export class InetDiagMessage {
  private view: DataView = new DataView(new ArrayBuffer(INET_DIAG_MSG))
  private at = 0
  private to = 0
  private v4 = true
  private told: InetDetail | null = null
  private readonly attributes = new Attributes(this.view)

  /** Takes the message at `at`; throws ParseError where its family or state is none of the kernel's. */
  load(view: DataView, at: number, to: number): this {
    const family = view.getUint8(at + FAMILY)
    if (family !== AF_INET && family !== AF_INET6) {
      const problem = `idiag_family at offset ${at} is neither AF_INET nor AF_INET6`
      throw new ParseError(`inet_diag:${at}`, problem, String(family))
    }
    this.v4 = family === AF_INET
    this.view = view
    this.at = at
    this.to = to
    this.told = null
    const state = view.getUint8(at + STATE)
    if (state === 0 || state > BOUND_INACTIVE) {
      const problem = `idiag_state at offset ${at + STATE} is no TCP state`
      throw new ParseError(`inet_diag:${at + STATE}`, problem, String(state))
    }
    return this
  }

  get family(): Family {
    return this.v4 ? 'inet' : 'inet6'
  }

  /** By its number; BOUND_INACTIVE (6.8), which only who asks for it gets, has no word but CLOSE. */
  private get number(): number {
    const state = this.view.getUint8(this.at + STATE)
    return state === BOUND_INACTIVE ? CLOSE : state
  }

  get state(): State {
    return TCP_STATES[this.number]!
  }

  get local(): Endpoint {
    return { ip: this.ip(SRC), port: this.view.getUint16(this.at + SPORT, false) }
  }

  get remote(): Endpoint {
    return { ip: this.ip(DST), port: this.view.getUint16(this.at + DPORT, false) }
  }

  get timer(): TimerKind {
    return TIMERS[this.view.getUint8(this.at + TIMER)] ?? 'unknown'
  }

  get retrans(): number {
    return this.view.getUint8(this.at + RETRANS)
  }

  get expiresMs(): number {
    return this.u32(EXPIRES)
  }

  get ifindex(): number {
    return this.u32(IF)
  }

  get cookie(): bigint {
    return readCookie(this.view, this.at + COOKIE)
  }

  get rqueue(): number {
    return this.u32(RQUEUE)
  }

  get wqueue(): number {
    return this.u32(WQUEUE)
  }

  get uid(): number | null {
    const timewait = this.view.getUint8(this.at + TIMER) === TIMEWAIT
    const request = this.number === SYN_RECV && this.u32(INODE) === 0
    return timewait || request ? null : this.u32(UID)
  }

  get inode(): number {
    return this.u32(INODE)
  }

  /** What the attributes tell. */
  get detail(): InetDetail {
    const from = this.at + INET_DIAG_MSG
    if (from >= this.to) return NO_DETAIL
    return (this.told ??= readInetDetail(this.attributes.within(this.view, from, this.to)))
  }

  /** As in `detail`, without the rest. */
  get v6only(): boolean | null {
    const attributes = this.attributes.within(this.view, this.at + INET_DIAG_MSG, this.to)
    while (attributes.next()) {
      if (attributes.type === INET_DIAG.SKV6ONLY) return attributes.u8() !== 0
    }
    return null
  }

  /** Gives a socket what the message itself tells, without its attributes and timer. */
  fill(socket: InetRecord): void {
    const { view, at } = this
    socket.setState(this.number)
    this.fillEnds(socket)
    socket.recvQ = this.u32(RQUEUE)
    socket.sendQ = this.u32(WQUEUE)
    socket.uid = this.uid
    socket.inode = this.u32(INODE)
    socket.setCookie(
      view.getUint32(at + COOKIE, HOST_LITTLE),
      view.getUint32(at + COOKIE + 4, HOST_LITTLE),
    )
  }

  private fillEnds(socket: InetRecord): void {
    const { view, at } = this
    const localPort = view.getUint16(at + SPORT, false)
    const remotePort = view.getUint16(at + DPORT, false)
    if (this.v4) {
      socket.setLocal(localPort, 0, 0, 0xffff, view.getUint32(at + SRC, false))
      socket.setRemote(remotePort, 0, 0, 0xffff, view.getUint32(at + DST, false))
      return
    }
    const word = (offset: number): number => view.getUint32(at + offset, false)
    socket.setLocal(localPort, word(SRC), word(SRC + 4), word(SRC + 8), word(SRC + 12))
    socket.setRemote(remotePort, word(DST), word(DST + 4), word(DST + 8), word(DST + 12))
  }

  /** Four big-endian words, of which IPv4 uses the first. */
  private ip(offset: number): Ip {
    const word = (i: number): number => this.view.getUint32(this.at + offset + i * 4, false)
    return this.v4 ? ipv4(word(0)) : ipv6(word(0), word(1), word(2), word(3))
  }

  private u32(offset: number): number {
    return this.view.getUint32(this.at + offset, HOST_LITTLE)
  }
}
