import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { whyNoWorld } from './world.ts'

const SCRIPT = new URL('faults/make.py', import.meta.url).pathname
const BIN = new URL('../../bin/tsnetstat.js', import.meta.url).pathname

/** Why faults cannot be made here, in brackets for a test's name: all of them, or some by name; '' where they can. */
export const whyNoFaults = (): { readonly all: string; one(name: string): string } => {
  const tun = existsSync('/dev/net/tun') ? '' : ' (skipped: needs /dev/net/tun)'
  const all = whyNoWorld('ip', 'tc', 'nft') || tun
  if (all !== '') return { all, one: () => all }
  const said = spawnSync('python3', ['-B', SCRIPT, '--unable'], { encoding: 'utf8' })
  if (said.status !== 0) throw new Error(said.stderr)
  const why = JSON.parse(said.stdout) as { [name: string]: string }
  return { all, one: name => (why[name] === undefined ? '' : ` (skipped: ${why[name]})`) }
}

/** When a fault happened by the count of its maker, and how far the kernel's counters went. */
export interface Made {
  /** seconds since 1970 */
  readonly moments: readonly number[]
  readonly counted: { readonly [counter: string]: number }
  /** packets that the backlogs of all CPUs refused, whoever in this machine sent them */
  readonly backlog: number
}

/** How a run of the command ended, and what it said. */
export interface Said {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** when it ran, in seconds since 1970 */
  readonly from: number
  readonly until: number
}

/** A loss that goes on, in network namespaces of its own; test/live/faults/make.py says which there are. */
export interface Fault {
  readonly pid: number
  /** the socket that loses, where it is one */
  readonly inode?: number
  readonly backlog?: number
  readonly cpu?: number
  readonly device?: string
  readonly limit?: number
  /** the kernel's name of what counts it, where that depends on the kernel */
  readonly counter?: string
  /** the command, or another build of it, where the fault is */
  run(args: readonly string[], bin?: string): Promise<Said>
  end(): Promise<Made>
}

export const makeFault = async (name: string): Promise<Fault> => {
  const child = spawn('python3', ['-B', SCRIPT, name], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async <T>(): Promise<T> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${name} ended early: its traceback is above`)
    return JSON.parse(value) as T
  }
  const first = await next<Omit<Fault, 'run' | 'end'>>()
  return {
    ...first,
    run: (args, bin = BIN) => output(nsenter(first.pid, process.execPath, bin, ...args)),
    end: async () => {
      const closed = once(child, 'close')
      child.stdin.end()
      const made = await next<Made>()
      await closed
      return made
    },
  }
}

/** Before others, as the maker is: on a busy machine it would look late, and count what came meanwhile. */
const nsenter = (pid: number, ...words: string[]): ChildProcess => {
  const all = ['-t', String(pid), '-n', ...words]
  const child = spawn('nsenter', all, { stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    setPriority(child.pid!, -5)
  } catch {
    // not allowed here: as it comes
  }
  return child
}

const output = async (child: ChildProcess): Promise<Said> => {
  const from = Date.now() / 1000
  let [out, err] = ['', '']
  child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err, from, until: Date.now() / 1000 }
}
