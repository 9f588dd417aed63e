import type { HostFs } from '../base/fs.ts'
import { walkFds, type ReadFds, type Visit, type WalkCount } from '../proc/pid.ts'
import { WalkQueue } from './walk-queue.ts'

/** What the helper found: pid, descriptor and inode of each socket, one after the other. */
export interface Share extends WalkCount {
  readonly sockets: Float64Array
}

/** A thread that runs walker.ts. */
export interface WalkThread {
  /** what it sent; undefined: nothing yet */
  receive(): Share | undefined
}

/** What it is given: the memory of the queue, and the names in /proc that are to be walked. */
export interface WalkTask {
  readonly memory: SharedArrayBuffer
  readonly names: readonly string[]
}

/** What can start such a thread. */
export interface Walkers {
  /** makes one ready, for who is certain of his walk */
  boot(): void
  /** null: this machine or runtime has none to spare */
  start(task: WalkTask): WalkThread | null
}

/** So long for what takes milliseconds: a thread that died says nothing. */
const PATIENCE_MS = 10_000

/** A walk that two threads share: the second begins at once, and this one when it has the time. */
export class SharedWalk {
  private readonly queue: WalkQueue
  private readonly thread: WalkThread
  private readonly names: readonly string[]

  private constructor(queue: WalkQueue, thread: WalkThread, names: readonly string[]) {
    this.queue = queue
    this.thread = thread
    this.names = names
  }

  /** null: there is no second thread */
  static with(walkers: Walkers, names: readonly string[]): SharedWalk | null {
    const queue = new WalkQueue()
    const thread = walkers.start({ memory: queue.memory, names })
    return thread === null ? null : new SharedWalk(queue, thread, names)
  }

  /** Walks what the helper has not taken, and visits what it found. */
  walk(
    fs: HostFs,
    visit: Visit,
    readFds: ReadFds | undefined,
    patienceMs = PATIENCE_MS,
  ): WalkCount {
    const { names } = this
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
