import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StartWalker } from '../sources/shared-walk.ts'

/** This module's own file, or the bundle's that it went into. */
const here = (): string =>
  import.meta.url.startsWith('file:') ? fileURLToPath(import.meta.url) : import.meta.url

/** On Node, where there is a second processor, from the built package. */
export const startWalker: StartWalker = task =>
  process.versions['bun'] === undefined && availableParallelism() > 1
    ? walkerIn(dirname(here()))(task)
    : null

/** From the built package in this folder. */
export const walkerIn =
  (folder: string): StartWalker =>
  task => {
    const file = join(folder, 'walker.cjs')
    if (!existsSync(file)) return null
    const threads = createRequire(import.meta.url)(
      'node:worker_threads',
    ) as typeof import('node:worker_threads')
    const { port1, port2 } = new threads.MessageChannel()
    try {
      const workerData = { ...task, port: port2 }
      const worker = new threads.Worker(file, { workerData, transferList: [port2] })
      // it is nobody's loss: who waits for it in vain does its work
      worker.on('error', () => {})
      worker.unref()
    } catch {
      // no more threads for this user
      return null
    }
    return { receive: () => threads.receiveMessageOnPort(port1)?.message }
  }
