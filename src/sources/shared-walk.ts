import type { HostFs } from '../base/fs.ts'
import { walkFds, type ReadFds, type Visit, type WalkCount } from '../proc/pid.ts'
import { isShare, PATIENCE_MS, type Helper, type Walkers } from './second-thread.ts'
import { WalkQueue } from './walk-queue.ts'

/** A walk that two threads share: the second begins at once, and this one when it has the time. */
export class SharedWalk {
  private readonly queue: WalkQueue
  private readonly thread: Helper
  private readonly names: readonly string[]

  private constructor(queue: WalkQueue, thread: Helper, names: readonly string[]) {
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
    const share = this.queue.awaitFinish(patienceMs) ? this.thread.receive(isShare) : undefined
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
