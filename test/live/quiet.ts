import { spawn, spawnSync } from 'node:child_process'
import { firstLine } from './world.ts'

/** A network at rest, of interfaces, addresses, routes and groups of many kinds. */
export interface Quiet {
  /** runs a command there and gives its stdout; throws with its stderr where it fails */
  run(command: string, args: readonly string[]): string
  end(): Promise<void>
}

/** Builds what test/parity/quiet.py says, in namespaces of its own; ends with `end()`, or with this process. */
export const makeQuiet = async (): Promise<Quiet> => {
  const namespaces = ['-n', '-m', '-p', '-f', '--mount-proc', '--kill-child']
  const world = spawn('unshare', [...namespaces, 'python3', 'test/parity/quiet.py'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const text = await firstLine(world)
  const { ready } = JSON.parse(text) as { readonly ready: boolean }
  if (!ready) throw new Error(`the network could not be built: ${text}`)
  const of = (name: string): string => `/proc/${world.pid}/ns/${name}`
  const entered = [`--net=${of('net')}`, `--mount=${of('mnt')}`, `--pid=${of('pid_for_children')}`]
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' }
  const options = { encoding: 'utf8', maxBuffer: 1 << 28, env } as const
  return {
    run: (command, args) => {
      const made = spawnSync('nsenter', [...entered, command, ...args], options)
      if (made.status !== 0) throw new Error(`${command} exits ${made.status}: ${made.stderr}`)
      return made.stdout
    },
    end: () =>
      new Promise(resolve => {
        world.once('exit', () => resolve())
        world.stdin.end()
      }),
  }
}
