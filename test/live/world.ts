import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { openSys } from '../../src/sys/index.ts'
import { netlinkSocket } from '../../src/sys/netlink-socket.ts'

/** What test/live/world.py says of one socket; its head explains the fields. */
export interface Expected {
  readonly proto: string
  readonly family: string
  readonly type?: string
  readonly state: string
  readonly local: {
    readonly address?: string
    readonly port?: number
    readonly path?: string | null
  }
  readonly remote: { readonly address?: string; readonly port?: number }
  readonly inode: number
  readonly uid: number
  readonly owners: readonly Holder[]
  readonly owners_proc?: readonly Holder[]
  readonly recv_q?: number
  readonly send_q?: number
  readonly backlog?: number
  readonly recv_q_min?: number
  readonly drops?: number
  readonly timer?: string
  readonly listed?: boolean
  readonly listed_diag?: boolean
}

export interface Holder {
  readonly pid: number
  readonly fds: readonly number[]
}

export interface World {
  readonly pid: number
  readonly netns: number
  readonly sockets: number
  readonly expect: { readonly [label: string]: Expected }
  readonly pids?: readonly number[]
  /** runs a command among these sockets and gives its stdout; throws with its stderr where it fails */
  run(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): string
  end(): Promise<void>
}

const SCRIPT = new URL('world.py', import.meta.url).pathname

const has = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Why a world cannot be made here, in brackets for a test's name; '' where it can. */
export const whyNoWorld = (...tools: readonly string[]): string => {
  if (process.geteuid?.() !== 0) return ' (skipped: needs root)'
  const missing = ['unshare', 'nsenter', 'python3', ...tools].filter(
    tool => !has('sh', '-c', `command -v ${tool}`),
  )
  if (missing.length > 0) return ` (skipped: needs ${missing.join(', ')})`
  return has('unshare', '-n', 'true') ? '' : ' (skipped: may not make a network namespace)'
}

/** Why netlink cannot be spoken here, in brackets for a test's name; '' where it can. */
export const whyNoNetlink = (): string => {
  try {
    netlinkSocket(openSys()).close()
    return ''
  } catch (error) {
    return ` (skipped: ${error instanceof Error ? error.message : String(error)})`
  }
}

/** Builds the sockets in a fresh network namespace; ends with `end()`, or with this process. */
export const makeWorld = async (...args: readonly string[]): Promise<World> => {
  const child = spawn('unshare', ['-n', 'python3', SCRIPT, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ready = JSON.parse(await firstLine(child)) as Omit<World, 'run' | 'end'> & {
    ready: boolean
  }
  if (!ready.ready) throw new Error(`the world could not be built: ${JSON.stringify(ready)}`)
  return {
    ...ready,
    run: (command, words, env = {}) => {
      const all = ['-t', String(ready.pid), '-n', command, ...words]
      const made = spawnSync('nsenter', all, {
        encoding: 'utf8',
        maxBuffer: 1 << 30,
        env: { PATH: process.env['PATH'], LC_ALL: 'C', ...env },
      })
      if (made.status !== 0) throw new Error(`${command} exits ${made.status}: ${made.stderr}`)
      return made.stdout
    },
    end: () =>
      new Promise(resolve => {
        child.once('exit', () => resolve())
        child.stdin!.end()
      }),
  }
}

/** What a child says first. */
export const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    child.once('exit', code => reject(new Error(`the world ended early with ${code}: ${text}`)))
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
  })
