import { errnoOf } from '../base/errors.ts'
import type { HostFs } from '../base/fs.ts'
import { isContents, PATIENCE_MS, type Contents, type Walkers } from './second-thread.ts'
import { WalkQueue } from './walk-queue.ts'

/**
 * Reads files with a thread that has been made ready, each of the two the next one that nobody has: for
 * the kernel one large table of sockets is as much work as all others together. What neither got is read
 * when it is asked for, and then says why. null: no thread is ready.
 */
export const readShared = (
  walkers: Walkers,
  fs: HostFs,
  files: readonly string[],
  patienceMs = PATIENCE_MS,
): ((file: string) => Uint8Array) | null => {
  const queue = new WalkQueue()
  const thread = walkers.read({ memory: queue.memory, files })
  if (thread === null) return null
  const found: Contents = new Map()
  readInto(found, fs, queue.take(files))
  const share =
    queue.isHelped && queue.awaitFinish(patienceMs) ? thread.receive(isContents) : undefined
  return file => found.get(file) ?? share?.get(file) ?? fs.binary(file)
}

/** What cannot be read is left out. */
export const readInto = (found: Contents, fs: HostFs, files: Iterable<string>): void => {
  for (const file of files) {
    try {
      found.set(file, fs.binary(file))
    } catch (error) {
      if (errnoOf(error) === null) throw error
    }
  }
}
