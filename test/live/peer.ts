import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { whyNoWorld } from './world.ts'

const SCRIPT = new URL('peer.py', import.meta.url).pathname
const TERMINAL = new URL('terminal.py', import.meta.url).pathname
const BIN = new URL('../../bin/tsnetstat.js', import.meta.url).pathname
const NOBODY = '65534'

/** Why sockets cannot be made and watched here, in brackets for a test's name; '' where they can. */
export const whyNoPeer = (): string => {
  const why = whyNoWorld('ip', 'setpriv')
  if (why !== '') return why
  try {
    createRequire(import.meta.url)('koffi')
    return ''
  } catch {
    return ' (skipped: needs koffi)'
  }
}

const asNobody = ['--reuid', NOBODY, '--clear-groups', '--inh-caps=-all']

/** Why nobody cannot run the command here; '' where that works. */
export const whyNoNobody = (): string => {
  const words = [...asNobody, process.execPath, BIN, '--version']
  const works = spawnSync('setpriv', words, { stdio: 'ignore' }).status === 0
  return works ? '' : ' (skipped: nobody may not run node or the command here)'
}

/** A process with sockets in a network namespace of their own. */
export interface Peer {
  readonly pid: number
  /** one line of peer.py, and its answer */
  ask<T>(line: string): Promise<T>
  /** the command among these sockets, as root or as nobody */
  start(args: readonly string[], user?: 'nobody'): Running
  /** the command on a terminal, whose question gets this answer; '' is the end of the input */
  startOnTerminal(answer: string, args: readonly string[]): Running
  end(): Promise<void>
}

export interface Running {
  readonly child: ChildProcess
  readonly out: readonly string[]
  err(): string
  /** waits until so many lines have come, or throws after some seconds */
  lines(count: number, ms?: number): Promise<readonly string[]>
  ended(): Promise<number | null>
}

export const startPeer = async (): Promise<Peer> => {
  const child = spawn('unshare', ['-n', 'python3', SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: ((line: string) => void)[] = []
  createInterface({ input: child.stdout }).on('line', line => waiting.shift()?.(line))
  const next = <T>(): Promise<T> =>
    new Promise(resolve => waiting.push(line => resolve(JSON.parse(line) as T)))
  const { pid } = await next<{ pid: number }>()
  return {
    pid,
    ask: <T>(line: string) => {
      child.stdin.write(`${line}\n`)
      return next<T>()
    },
    start: (args, user) => {
      const into = ['-t', String(pid), '-n']
      const words = [
        ...into,
        ...(user === 'nobody' ? ['setpriv', ...asNobody] : []),
        process.execPath,
        BIN,
        ...args,
      ]
      return watch(spawn('nsenter', words, { stdio: ['ignore', 'pipe', 'pipe'] }))
    },
    startOnTerminal: (answer, args) => {
      const words = ['-t', String(pid), '-n', 'python3', TERMINAL, answer, process.execPath, BIN]
      return watch(spawn('nsenter', [...words, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }))
    },
    end: () =>
      new Promise(resolve => {
        child.once('exit', () => resolve())
        child.stdin.end()
      }),
  }
}

const watch = (child: ChildProcess): Running => {
  const out: string[] = []
  let err = ''
  createInterface({ input: child.stdout! }).on('line', line => out.push(line))
  child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const end = new Promise<number | null>(resolve => child.once('close', resolve))
  return {
    child,
    out,
    err: () => err,
    lines: async (count, ms = 10_000) => {
      for (const until = Date.now() + ms; out.length < count; await sleep(10)) {
        if (Date.now() > until) throw new Error(`${out.length} lines of ${count}: ${err}`)
      }
      return out
    },
    ended: () => end,
  }
}

export const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
