import { workerData, type MessagePort } from 'node:worker_threads'
import { hostFs } from '../base/fs.ts'
import { walkFds } from '../proc/pid.ts'
import { openSys } from '../sys/index.ts'
import type { Contents, ReadTask, Share, WalkTask } from './second-thread.ts'
import { readFdsThrough } from './owners-proc.ts'
import { readInto } from './shared-read.ts'
import { WalkQueue } from './walk-queue.ts'

// The second thread of what is shared, built into a file of its own. It ends with its share of a walk;
// whatever goes wrong here, the first thread does what is left.

const port = workerData as MessagePort
// made ready while there is nothing to do yet
const readFds = readFdsThrough(openSys)
const fs = hostFs('/')

port.on('message', (task: ReadTask | WalkTask) => ('files' in task ? read(task) : walk(task)))

const read = ({ memory, files }: ReadTask): void => {
  const queue = new WalkQueue(memory)
  const found: Contents = new Map()
  queue.join()
  readInto(found, fs, queue.take(files))
  // what was read stands at the beginning of a larger buffer
  for (const [file, bytes] of found) found.set(file, new Uint8Array(bytes))
  port.postMessage(
    found,
    [...found.values()].map(({ buffer }) => buffer as ArrayBuffer),
  )
  queue.finish()
}

const walk = ({ memory, names }: WalkTask): void => {
  const queue = new WalkQueue(memory)
  const found: number[] = []
  const visit = (pid: number, fd: number, inode: number): void => void found.push(pid, fd, inode)
  queue.join()
  const count = walkFds(fs, visit, queue.take(names), readFds)
  const share: Share = { ...count, sockets: Float64Array.from(found) }
  port.postMessage(share, [share.sockets.buffer as ArrayBuffer])
  queue.finish()
  port.close()
}
