import type { WalkCount } from '../proc/pid.ts'

/** What a second thread found: pid, descriptor and inode of each socket, one after the other. */
export interface Share extends WalkCount {
  readonly sockets: Float64Array
}

/** Files by their path. */
export type Contents = Map<string, Uint8Array>

/** What it is given: the memory of a queue, and the names in /proc that are to be walked */
export interface WalkTask {
  readonly memory: SharedArrayBuffer
  readonly names: readonly string[]
}

/** or the files that are to be read. */
export interface ReadTask {
  readonly memory: SharedArrayBuffer
  readonly files: readonly string[]
}

/** A thread that runs walker.ts. */
export interface Helper {
  /** what it sent of this kind, whatever came before it; undefined: nothing yet */
  receive<T extends Share | Contents>(isIt: (sent: Share | Contents) => sent is T): T | undefined
}

export const isShare = (sent: Share | Contents): sent is Share => 'sockets' in sent
export const isContents = (sent: Share | Contents): sent is Contents => !isShare(sent)

/** What can start such a thread; null: this machine or runtime has none to spare. */
export interface Walkers {
  /** makes one ready, for who is certain of his walk */
  boot(): void
  /** by the one that is ready, and is then again; null also where none is */
  read(task: ReadTask): Helper | null
  start(task: WalkTask): Helper | null
}

/** So long for what takes milliseconds: a thread that died says nothing. */
export const PATIENCE_MS = 10_000
