import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { firstLine } from './world.ts'

const SCRIPT = new URL('watch.py', import.meta.url).pathname

/** Sockets that do what they are told; the head of watch.py says what that may be. */
export interface WatchWorld {
  readonly pid: number
  tell(line: string): Promise<void>
  end(): void
}

export const makeWatchWorld = async (): Promise<WatchWorld> => {
  const up = 'ip link set lo up && exec python3 "$0"'
  const child: ChildProcess = spawn('unshare', ['-n', 'sh', '-c', up, SCRIPT], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await firstLine(child)
  const lines = createInterface({ input: child.stdout! })
  return {
    pid: child.pid!,
    tell: line =>
      new Promise(resolve => {
        lines.once('line', () => resolve())
        child.stdin!.write(`${line}\n`)
      }),
    end: () => void child.kill(),
  }
}
