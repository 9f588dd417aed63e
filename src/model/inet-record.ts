import { KnownEnds } from './known-ends.ts'
import { HAS, STRIDE, WORD } from './inet-words.ts'
import type {
  Endpoint,
  Family,
  InetProto,
  InetSocket,
  Owner,
  SocketInfo,
  State,
  Timer,
  TimerKind,
} from './socket.ts'
import type { SocketMemory } from './socket-memory.ts'

const TIMERS: readonly TimerKind[] = ['off', 'on', 'keepalive', 'timewait', 'probe', 'unknown']
const HIGH_WORD = 2 ** 32

/**
 * Makes inet sockets whose numbers stand side by side in few large arrays, and which share the addresses
 * that several have: with a field for each number and a 64-bit cookie, 100,000 objects would cost more
 * to make than to print.
 */
export class InetRecords {
  private readonly netns: number | null
  private readonly chunk: number
  /** what its sockets share */
  readonly ends = new KnownEnds()
  private words = new Uint32Array(0)
  private end = 0

  /** `chunk`: records per array, few where few are to come. */
  constructor(netns: number | null, chunk = 1024) {
    this.netns = netns
    this.chunk = chunk
  }

  /** A socket with empty queues, of which nothing else is known yet. */
  add(
    proto: InetProto,
    family: Family,
    state: State,
    local: Endpoint,
    remote: Endpoint,
  ): InetRecord {
    if (this.end === this.words.length) {
      this.words = new Uint32Array(this.chunk * STRIDE)
      this.end = 0
    }
    const at = this.end
    this.end += STRIDE
    this.words[at + WORD.netns] = this.netns ?? 0
    return new InetRecord(proto, family, state, local, remote, this.words, at)
  }

  /** Takes back the socket that was added last. */
  undo(): void {
    this.words.fill(0, this.end - STRIDE, this.end)
    this.end -= STRIDE
  }
}

/** A socket over its words. Names and ends stand beside them, and so does what few lists show. */
export class InetRecord implements InetSocket {
  readonly kind = 'inet'
  readonly proto: InetProto
  readonly family: Family
  state: State
  readonly local: Endpoint
  readonly remote: Endpoint
  owners: readonly Owner[] | null = null
  user: string | null = null
  memory: SocketMemory | null = null
  info: SocketInfo | null = null
  /** see inet-words.ts */
  readonly words: Uint32Array
  readonly at: number

  constructor(
    proto: InetProto,
    family: Family,
    state: State,
    local: Endpoint,
    remote: Endpoint,
    words: Uint32Array,
    at: number,
  ) {
    this.proto = proto
    this.family = family
    this.state = state
    this.local = local
    this.remote = remote
    this.words = words
    this.at = at
  }

  get recvQ(): number {
    return this.words[this.at + WORD.recvQ]!
  }

  get sendQ(): number | null {
    const { words, at } = this
    return (words[at + WORD.has]! & HAS.sendQ) === 0 ? null : words[at + WORD.sendQ]!
  }

  get uid(): number | null {
    const { words, at } = this
    return (words[at + WORD.has]! & HAS.uid) === 0 ? null : words[at + WORD.uid]!
  }

  set uid(uid: number | null) {
    this.set(WORD.uid, HAS.uid, uid)
  }

  get inode(): number {
    const { words, at } = this
    const high = words[at + WORD.inode + 1]!
    return high === 0 ? words[at + WORD.inode]! : this.wide(WORD.inode)
  }

  set inode(inode: number) {
    this.setWide(WORD.inode, inode)
  }

  get cookie(): bigint | null {
    const { words, at } = this
    if ((words[at + WORD.has]! & HAS.cookie) === 0) return null
    return (BigInt(words[at + WORD.cookie + 1]!) << 32n) | BigInt(words[at + WORD.cookie]!)
  }

  get netns(): number | null {
    return this.words[this.at + WORD.netns]! || null
  }

  get drops(): number | null {
    return this.get(WORD.drops, HAS.drops)
  }

  set drops(drops: number | null) {
    this.set(WORD.drops, HAS.drops, drops)
  }

  get v6only(): boolean | null {
    const has = this.words[this.at + WORD.has]!
    return (has & HAS.v6only) === 0 ? null : (has & HAS.isV6only) !== 0
  }

  set v6only(only: boolean | null) {
    const bits = only === null ? 0 : HAS.v6only | (only ? HAS.isV6only : 0)
    const at = this.at + WORD.has
    this.words[at] = (this.words[at]! & ~(HAS.v6only | HAS.isV6only)) | bits
  }

  get timer(): Timer | null {
    const kind = this.get(WORD.timer, HAS.timer)
    if (kind === null) return null
    return {
      kind: TIMERS[kind]!,
      expiresMs: this.wide(WORD.expires),
      retransmits: this.get(WORD.retransmits, HAS.retransmits),
      probes: this.get(WORD.probes, HAS.probes),
    }
  }

  set timer(timer: Timer | null) {
    this.set(WORD.timer, HAS.timer, timer === null ? null : TIMERS.indexOf(timer.kind))
    if (timer === null) return
    this.setWide(WORD.expires, timer.expiresMs)
    this.set(WORD.retransmits, HAS.retransmits, timer.retransmits)
    this.set(WORD.probes, HAS.probes, timer.probes)
  }

  private get(word: number, bit: number): number | null {
    const { words, at } = this
    return (words[at + WORD.has]! & bit) === 0 ? null : words[at + word]!
  }

  private set(word: number, bit: number, value: number | null): void {
    const { words, at } = this
    if (value === null) words[at + WORD.has]! &= ~bit
    else {
      words[at + word] = value
      words[at + WORD.has]! |= bit
    }
  }

  private wide(word: number): number {
    const { words, at } = this
    return words[at + word + 1]! * HIGH_WORD + words[at + word]!
  }

  private setWide(word: number, value: number): void {
    this.words[this.at + word] = value
    this.words[this.at + word + 1] = value < HIGH_WORD ? 0 : Math.floor(value / HIGH_WORD)
  }
}
