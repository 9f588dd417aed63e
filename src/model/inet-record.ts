import { ipv4, ipv6, type Ip } from './address.ts'
import {
  TCP_STATES,
  type Endpoint,
  type Family,
  type InetProto,
  type InetSocket,
  type Owner,
  type SocketInfo,
  type State,
  type Timer,
  type TimerKind,
} from './socket.ts'
import type { SocketMemory } from './socket-memory.ts'

const PROTOS: readonly InetProto[] = ['tcp', 'udp', 'udplite', 'raw']
const TIMERS: readonly TimerKind[] = ['off', 'on', 'keepalive', 'timewait', 'probe', 'unknown']
const UNCONN = TCP_STATES.length
const STATES: readonly (State | null)[] = [...TCP_STATES, 'UNCONN']

// words of a record
const PROTO = 0
const STATE = 1
/** local port, four words of address; the remote end follows */
const LOCAL = 2
const REMOTE = 7
const RECV_Q = 12
const SEND_Q = 13
const UID = 14
const DROPS = 15
const TIMER = 16
const RETRANSMITS = 17
const PROBES = 18
// two words each, the lower first
const INODE = 19
const COOKIE = 21
const EXPIRES = 23
/** which of the others are known, see below */
const KNOWN = 25
const STRIDE = 26

const V6 = 1
const V6ONLY_KNOWN = 2
const V6ONLY = 4
/** of any other word `w`: */
const known = (w: number): number => 1 << (w + 3)

const WORD = 2 ** 32

/**
 * Makes inet sockets whose numbers stand side by side in few large arrays: as objects with a field for
 * each, two addresses and a 64-bit cookie, 100,000 sockets would cost more to make than to print.
 */
export class InetRecords {
  private readonly netns: number | null
  private readonly chunk: number
  private words = new Uint32Array(0)
  private end = 0

  /** `chunk`: records per array, few where few are to come. */
  constructor(netns: number | null, chunk = 1024) {
    this.netns = netns
    this.chunk = chunk
  }

  /** A socket without ends and with empty queues, of which nothing else is known yet. */
  add(proto: InetProto, v6: boolean): InetRecord {
    if (this.end === this.words.length) {
      this.words = new Uint32Array(this.chunk * STRIDE)
      this.end = 0
    }
    const at = this.end
    this.end += STRIDE
    this.words[at + PROTO] = PROTOS.indexOf(proto)
    this.words[at + KNOWN] = v6 ? V6 : 0
    return new InetRecord(this.words, at, this.netns)
  }

  /** Takes back the socket that was added last. */
  undo(): void {
    this.words.fill(0, this.end - STRIDE, this.end)
    this.end -= STRIDE
  }
}

/** A socket over its words. What is nested, and few lists show, stands beside them. */
export class InetRecord implements InetSocket {
  readonly netns: number | null
  memory: SocketMemory | null = null
  info: SocketInfo | null = null
  owners: readonly Owner[] | null = null
  user: string | null = null
  private readonly words: Uint32Array
  private readonly at: number

  constructor(words: Uint32Array, at: number, netns: number | null) {
    this.words = words
    this.at = at
    this.netns = netns
  }

  get kind(): 'inet' {
    return 'inet'
  }

  get proto(): InetProto {
    return PROTOS[this.words[this.at + PROTO]!]!
  }

  get family(): Family {
    return this.has(V6) ? 'inet6' : 'inet'
  }

  get state(): State {
    return STATES[this.words[this.at + STATE]!]!
  }

  set state(state: State) {
    this.words[this.at + STATE] = STATES.indexOf(state)
  }

  /** A state by the kernel's number, include/net/tcp_states.h. */
  setState(number: number): void {
    this.words[this.at + STATE] = number
  }

  /** A datagram socket without a peer. */
  setUnconnected(): void {
    this.words[this.at + STATE] = UNCONN
  }

  get local(): Endpoint {
    return this.end(LOCAL)
  }

  get remote(): Endpoint {
    return this.end(REMOTE)
  }

  /** IPv4: the address as `d`, what stands before it makes it v4-mapped. */
  setLocal(port: number, a: number, b: number, c: number, d: number): void {
    this.setEnd(LOCAL, port, a, b, c, d)
  }

  setRemote(port: number, a: number, b: number, c: number, d: number): void {
    this.setEnd(REMOTE, port, a, b, c, d)
  }

  get recvQ(): number {
    return this.words[this.at + RECV_Q]!
  }

  set recvQ(bytes: number) {
    this.words[this.at + RECV_Q] = bytes
  }

  get sendQ(): number | null {
    return this.get(SEND_Q)
  }

  set sendQ(bytes: number | null) {
    this.set(SEND_Q, bytes)
  }

  get uid(): number | null {
    return this.get(UID)
  }

  set uid(uid: number | null) {
    this.set(UID, uid)
  }

  get inode(): number {
    return this.wide(INODE)
  }

  set inode(inode: number) {
    this.setWide(INODE, inode)
  }

  get cookie(): bigint | null {
    if (!this.has(known(COOKIE))) return null
    const { words, at } = this
    return (BigInt(words[at + COOKIE + 1]!) << 32n) | BigInt(words[at + COOKIE]!)
  }

  setCookie(low: number, high: number): void {
    this.words[this.at + COOKIE] = low
    this.words[this.at + COOKIE + 1] = high
    this.words[this.at + KNOWN]! |= known(COOKIE)
  }

  get drops(): number | null {
    return this.get(DROPS)
  }

  set drops(drops: number | null) {
    this.set(DROPS, drops)
  }

  get v6only(): boolean | null {
    return this.has(V6ONLY_KNOWN) ? this.has(V6ONLY) : null
  }

  set v6only(only: boolean | null) {
    if (only !== null) this.words[this.at + KNOWN]! |= V6ONLY_KNOWN | (only ? V6ONLY : 0)
  }

  get timer(): Timer | null {
    if (!this.has(known(TIMER))) return null
    return {
      kind: TIMERS[this.words[this.at + TIMER]!]!,
      expiresMs: this.wide(EXPIRES),
      retransmits: this.get(RETRANSMITS),
      probes: this.get(PROBES),
    }
  }

  set timer(timer: Timer | null) {
    this.set(TIMER, timer === null ? null : TIMERS.indexOf(timer.kind))
    if (timer === null) return
    this.setWide(EXPIRES, timer.expiresMs)
    this.set(RETRANSMITS, timer.retransmits)
    this.set(PROBES, timer.probes)
  }

  /** Of protocol and both ends: REUSEPORT twins share it, and few others do. */
  hash(): number {
    const { words, at } = this
    let hash = words[at + PROTO]!
    for (let w = at + LOCAL; w < at + RECV_Q; w++) {
      hash = Math.imul(hash ^ words[w]!, 0x9e3779b1)
      hash ^= hash >>> 15
    }
    return hash
  }

  /** Do both sockets have the same protocol, family and ends? */
  sharesEnds(other: InetRecord): boolean {
    const { words, at } = this
    const from = other.at - at
    for (let w = at + LOCAL; w < at + RECV_Q; w++) {
      if (words[w] !== other.words[w + from]) return false
    }
    return words[at + PROTO] === other.words[other.at + PROTO] && this.has(V6) === other.has(V6)
  }

  private end(w: number): Endpoint {
    const { words } = this
    const at = this.at + w
    const ip: Ip = this.has(V6)
      ? ipv6(words[at + 1]!, words[at + 2]!, words[at + 3]!, words[at + 4]!)
      : ipv4(words[at + 4]!)
    return { ip, port: words[at]! }
  }

  private setEnd(w: number, port: number, a: number, b: number, c: number, d: number): void {
    const { words } = this
    const at = this.at + w
    words[at] = port
    words[at + 1] = a
    words[at + 2] = b
    words[at + 3] = c
    words[at + 4] = d
  }

  private has(bit: number): boolean {
    return (this.words[this.at + KNOWN]! & bit) !== 0
  }

  private get(w: number): number | null {
    return this.has(known(w)) ? this.words[this.at + w]! : null
  }

  private set(w: number, value: number | null): void {
    const { words, at } = this
    if (value === null) {
      words[at + KNOWN]! &= ~known(w)
      return
    }
    words[at + w] = value
    words[at + KNOWN]! |= known(w)
  }

  private wide(w: number): number {
    const { words, at } = this
    const high = words[at + w + 1]!
    return high === 0 ? words[at + w]! : high * WORD + words[at + w]!
  }

  private setWide(w: number, value: number): void {
    this.words[this.at + w] = value
    if (value >= WORD) this.words[this.at + w + 1] = Math.floor(value / WORD)
  }
}
