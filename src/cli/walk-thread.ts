import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Helper, ReadTask, Walkers, WalkTask } from '../sources/second-thread.ts'

/** This module's own file, or the bundle's that it went into. */
const here = (): string =>
  import.meta.url.startsWith('file:') ? fileURLToPath(import.meta.url) : import.meta.url

/** Where there is a second processor; undefined: none. */
export const walkersHere = (): Walkers | undefined =>
  availableParallelism() > 1 ? walkersIn(dirname(here())) : undefined

/** From the built package in this folder. */
export const walkersIn = (folder: string): Walkers => {
  let ready: Idle | null = null
  return {
    boot: () => void (ready ??= boot(folder)),
    read: task => ready?.(task) ?? null,
    start: task => {
      const idle = ready ?? boot(folder)
      ready = null
      return idle?.(task) ?? null
    },
  }
}

/** A thread that waits for what there is to do. */
type Idle = (task: ReadTask | WalkTask) => Helper

const boot = (folder: string): Idle | null => {
  const file = join(folder, 'walker.cjs')
  if (!existsSync(file)) return null
  const threads = createRequire(import.meta.url)(
    'node:worker_threads',
  ) as typeof import('node:worker_threads')
  try {
    const { port1, port2 } = new threads.MessageChannel()
    const worker = new threads.Worker(file, { workerData: port2, transferList: [port2] })
    // it is nobody's loss: who waits for it in vain does its work
    worker.on('error', () => {})
    worker.unref()
    return task => {
      port1.postMessage(task)
      return {
        receive: isIt => {
          for (;;) {
            const sent = threads.receiveMessageOnPort(port1)?.message
            if (sent === undefined || isIt(sent)) return sent
          }
        },
      }
    }
  } catch {
    // no more threads for this user
    return null
  }
}
