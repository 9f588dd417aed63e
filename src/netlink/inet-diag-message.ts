import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import { ipv4, ipv6 } from '../model/address.ts'
import type { InetRecord, InetRecords } from '../model/inet-record.ts'
import { HAS, WORD } from '../model/inet-words.ts'
import type { KnownEnds } from '../model/known-ends.ts'
import {
  TCP_STATES,
  type Endpoint,
  type Family,
  type InetProto,
  type State,
  type TimerKind,
} from '../model/socket.ts'
import { Attributes } from './attribute.ts'
import type { InetDetail } from './inet-detail.ts'
import { INET_DIAG, NO_DETAIL, readInetDetail } from './inet-diag-attributes.ts'
import { AF_INET, AF_INET6, decodeDrops, readCookie } from './sock-diag.ts'

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

type Ends = Pick<KnownEnds, 'end4' | 'end6'>

const NOT_SHARED: Ends = {
  end4: (word, port) => ({ ip: ipv4(word), port }),
  end6: (a, b, c, d, port) => ({ ip: ipv6(a, b, c, d), port }),
}

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
    return this.end(NOT_SHARED, SPORT, SRC)
  }

  get remote(): Endpoint {
    return this.end(NOT_SHARED, DPORT, DST)
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
    return this.find(INET_DIAG.SKV6ONLY) ? this.attributes.u8() !== 0 : null
  }

  /** As in `detail.memory`, without the rest. */
  get drops(): number | null {
    return this.find(INET_DIAG.SKMEMINFO) ? decodeDrops(this.attributes) : null
  }

  /** Steps to the attribute of this type, if there is one. */
  private find(type: number): boolean {
    const attributes = this.attributes.within(this.view, this.at + INET_DIAG_MSG, this.to)
    while (attributes.next()) if (attributes.type === type) return true
    return false
  }

  /** The message as a socket, without its timer and attributes. */
  addTo(records: InetRecords, proto: InetProto): InetRecord {
    const { state } = this
    // a datagram socket without a peer has the state that TCP calls CLOSE
    const name = proto !== 'tcp' && state === 'CLOSE' ? 'UNCONN' : state
    const local = this.end(records.ends, SPORT, SRC)
    const remote = this.end(records.ends, DPORT, DST)
    const socket = records.add(proto, this.family, name, local, remote)
    this.fill(socket)
    return socket
  }

  private fill({ words, at }: InetRecord): void {
    const { view } = this
    const from = this.at
    words[at + WORD.recvQ] = view.getUint32(from + RQUEUE, HOST_LITTLE)
    words[at + WORD.sendQ] = view.getUint32(from + WQUEUE, HOST_LITTLE)
    words[at + WORD.inode] = view.getUint32(from + INODE, HOST_LITTLE)
    words[at + WORD.cookie] = view.getUint32(from + COOKIE, HOST_LITTLE)
    words[at + WORD.cookie + 1] = view.getUint32(from + COOKIE + 4, HOST_LITTLE)
    const { uid } = this
    words[at + WORD.uid] = uid ?? 0
    words[at + WORD.has] = HAS.sendQ | HAS.cookie | (uid === null ? 0 : HAS.uid)
  }

  /** An address is four big-endian words, of which IPv4 uses the first. */
  private end(ends: Ends, port: number, address: number): Endpoint {
    const { view } = this
    const at = this.at + address
    const number = view.getUint16(this.at + port, false)
    const first = view.getUint32(at, false)
    return this.v4
      ? ends.end4(first, number)
      : ends.end6(
          first,
          view.getUint32(at + 4, false),
          view.getUint32(at + 8, false),
          view.getUint32(at + 12, false),
          number,
        )
  }

  private u32(offset: number): number {
    return this.view.getUint32(this.at + offset, HOST_LITTLE)
  }
}
