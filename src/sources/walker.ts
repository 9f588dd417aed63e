import { workerData, type MessagePort } from 'node:worker_threads'
import { hostFs } from '../base/fs.ts'
import { walkFds } from '../proc/pid.ts'
import { openSys } from '../sys/index.ts'
import { readFdsThrough } from './owners-proc.ts'
import type { Share, WalkTask } from './shared-walk.ts'
import { WalkQueue } from './walk-queue.ts'

// The second thread of a SharedWalk, built into a file of its own. It ends with its share; whatever goes
// wrong here, the first thread does what is left.

const port = workerData as MessagePort
// made ready while there is nothing to do yet
const readFds = readFdsThrough(openSys)

port.once('message', ({ memory, names }: WalkTask) => {
  const queue = new WalkQueue(memory)
  const found: number[] = []
  const visit = (pid: number, fd: number, inode: number): void => void found.push(pid, fd, inode)
  queue.join()
  const count = walkFds(hostFs('/'), visit, queue.take(names), readFds)
  const share: Share = { ...count, sockets: Float64Array.from(found) }
  port.postMessage(share, [share.sockets.buffer as ArrayBuffer])
  queue.finish()
})
