import type { HostFs } from '../base/fs.ts'
import { walkFds, type ReadFds, type Visit, type WalkCount } from '../proc/pid.ts'
import { WalkQueue } from './walk-queue.ts'

/** What the helper found: pid, descriptor and inode of each socket, one after the other. */
export interface Share extends WalkCount {
  readonly sockets: Float64Array
}

/** A thread that runs walker.ts. */
export interface WalkThread {
  send(names: readonly string[]): void
  /** what it sent; undefined: nothing yet */
  receive(): Share | undefined
}

/** Starts one; null: this machine or runtime has none to spare. */
export type StartWalker = (memory: SharedArrayBuffer) => WalkThread | null

/** So long for what takes milliseconds: a thread that died says nothing. */
const PATIENCE_MS = 10_000

/** A walk that two threads share: the second starts while sockets are read, and goes on while they are made. */
export class SharedWalk {
  private readonly queue: WalkQueue
  private readonly thread: WalkThread
  private names: readonly string[] | null = null

  private constructor(queue: WalkQueue, thread: WalkThread) {
    this.queue = queue
    this.thread = thread
  }

  /** null: there is no second thread */
  static with(start: StartWalker): SharedWalk | null {
    const queue = new WalkQueue()
    const thread = start(queue.memory)
    return thread === null ? null : new SharedWalk(queue, thread)
  }

  /** The helper begins with these processes. */
  begin(names: readonly string[]): void {
    this.names = names
    this.thread.send(names)
    this.queue.open()
  }

  /** Walks what the helper has not taken, and visits what it found. */
  walk(
    fs: HostFs,
    visit: Visit,
    readFds: ReadFds | undefined,
    patienceMs = PATIENCE_MS,
  ): WalkCount {
    if (this.names === null) this.begin(fs.list('proc'))
    const names = this.names!
    const mine = new Set<string>()
    const own = walkFds(fs, visit, noted(this.queue.take(names), mine), readFds)
    if (!this.queue.isHelped) return own
    const share = this.queue.awaitFinish(patienceMs) ? this.thread.receive() : undefined
    if (share === undefined) {
      const others = names.filter(name => !mine.has(name))
      return sum(own, walkFds(fs, visit, others, readFds))
    }
    const { sockets } = share
    for (let i = 0; i < sockets.length; i += 3) visit(sockets[i]!, sockets[i + 1]!, sockets[i + 2]!)
    return sum(own, share)
  }
}

/** The same names, each noted when it is taken. */
function* noted(names: Iterable<string>, taken: Set<string>): Generator<string> {
  for (const name of names) {
    taken.add(name)
    yield name
  }
}

const sum = (x: WalkCount, y: WalkCount): WalkCount => ({
  processes: x.processes + y.processes,
  denied: x.denied + y.denied,
})
