import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostFs } from '../../src/base/fs.ts'
import { walkersIn } from '../../src/cli/walk-thread.ts'
import { walkFds, type WalkCount } from '../../src/proc/pid.ts'
import { isContents, type Share, type Walkers } from '../../src/sources/second-thread.ts'
import { SharedWalk } from '../../src/sources/shared-walk.ts'
import { WalkQueue } from '../../src/sources/walk-queue.ts'
import { treeFs } from '../fuzz/tree.ts'

const PIDS = Array.from({ length: 40 }, (_, i) => String(i + 1))
/** Each process holds a socket by descriptor 3; the inode is its pid and a thousand. */
const FS = treeFs(
  {
    name: 'forty',
    files: new Map(),
    folders: new Map([
      ['proc', PIDS],
      ...PIDS.map((pid): [string, string[]] => [`proc/${pid}/fd`, ['3']]),
    ]),
    links: new Map(PIDS.map(pid => [`proc/${pid}/fd/3`, `socket:[${Number(pid) + 1000}]`])),
  },
  new Map(),
)
const ALL = PIDS.map(pid => `${pid} 3 ${Number(pid) + 1000}`)

type Seen = { readonly sockets: string[]; readonly count: WalkCount }

const walked = (shared: SharedWalk, patienceMs?: number): Seen => {
  const sockets: string[] = []
  const visit = (...socket: number[]): void => void sockets.push(socket.join(' '))
  return { sockets, count: shared.walk(FS, visit, undefined, patienceMs) }
}

const byPid = (sockets: readonly string[]): string[] =>
  sockets.toSorted((x, y) => Number.parseInt(x) - Number.parseInt(y))

/** A helper in this thread that does its part at once. */
const helper = (
  part: (queue: WalkQueue, names: readonly string[]) => Share | undefined,
): Walkers => ({
  boot: () => {},
  read: () => null,
  start: ({ memory, names }) => {
    const share = part(new WalkQueue(memory), names)
    return { receive: isIt => (share !== undefined && isIt(share) ? share : undefined) }
  },
})

const taken = (queue: WalkQueue, names: readonly string[], count: number): string[] => {
  const taking = queue.take(names)
  return Array.from({ length: count }, () => taking.next().value as string)
}

describe('a walk that two threads share', () => {
  it('is whole whoever does how much of it', () => {
    for (let theirs = 0; theirs <= PIDS.length; theirs++) {
      const start = helper((queue, names) => {
        if (theirs === 0) return undefined
        queue.join()
        const mine = taken(queue, names, theirs)
        queue.finish()
        const sockets = mine.flatMap(pid => [Number(pid), 3, Number(pid) + 1000])
        return { sockets: Float64Array.from(sockets), processes: mine.length, denied: 1 }
      })
      const { sockets, count } = walked(SharedWalk.with(start, PIDS)!)
      expect(byPid(sockets)).toEqual(ALL)
      expect(count).toEqual({ processes: 40, denied: theirs === 0 ? 0 : 1 })
    }
  })

  it('does the part of a helper that took some and never came back', () => {
    const start = helper((queue, names) => {
      queue.join()
      taken(queue, names, 7)
      return undefined
    })
    const { sockets, count } = walked(SharedWalk.with(start, PIDS)!, 20)
    expect(byPid(sockets)).toEqual(ALL)
    expect(count).toEqual({ processes: 40, denied: 0 })
  })

  it('is none where there is no second thread', () => {
    expect(
      SharedWalk.with({ boot: () => {}, read: () => null, start: () => null }, PIDS),
    ).toBeNull()
    expect(SharedWalk.with(walkersIn('/nowhere'), PIDS)).toBeNull()
  })
})

describe('the thread that walks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-walker-'))
  beforeAll(() => {
    execFileSync('npm', ['run', '--silent', 'build:walker', '--', `--outfile=${folder}/walker.cjs`])
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('finds what the first would have found', async () => {
    const server = createServer()
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    const fs = hostFs('/')
    const names = [String(process.pid), 'self', '0100', 'sys']
    const walkers = walkersIn(folder)
    walkers.boot()
    const shared = SharedWalk.with(walkers, names)!
    // time enough for it to take all there is
    await new Promise(done => setTimeout(done, 1000))
    const find = (walk: (visit: (...socket: number[]) => void) => WalkCount) => {
      const sockets: string[] = []
      const { processes, denied } = walk((...socket) => void sockets.push(socket.join(' ')))
      return { sockets: sockets.toSorted(), processes, denied }
    }
    const found = find(visit => shared.walk(fs, visit, () => expect.fail('it took none')))
    expect(found).toEqual(find(visit => walkFds(fs, visit, names)))
    expect(found.sockets.length).toBeGreaterThan(0)
    server.close()
  })

  it('reads files before it walks, and leaves out what it cannot read', async () => {
    const walkers = walkersIn(folder)
    const queue = new WalkQueue()
    const files = ['proc/version', 'proc/nowhere', 'etc', 'proc/cpuinfo']
    expect(walkers.read({ memory: queue.memory, files })).toBeNull()
    walkers.boot()
    const helper = walkers.read({ memory: queue.memory, files })!
    // nobody walks for as long as it reads
    const shared = SharedWalk.with(walkers, [])!
    await new Promise(done => setTimeout(done, 1000))
    expect(queue.awaitFinish(0)).toBe(true)
    const found = helper.receive(isContents)!
    expect([...found.keys()]).toEqual(['proc/version', 'proc/cpuinfo'])
    expect(Buffer.from(found.get('proc/version')!)).toEqual(readFileSync('/proc/version'))
    expect(shared.walk(FS, () => {}, undefined)).toEqual({ processes: 0, denied: 0 })
  })

  it('keeps nobody who does without it after all', () => {
    const program = join(folder, 'program.mts')
    const [walk, thread] = ['src/sources/shared-walk.ts', 'src/cli/walk-thread.ts'].map(path =>
      resolve(path),
    )
    writeFileSync(
      program,
      `import { SharedWalk } from '${walk}'
import { walkersIn } from '${thread}'
SharedWalk.with(walkersIn('${folder}'), ['1'])
walkersIn('${folder}').boot()
console.log('done')
`,
    )
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', program], {
      encoding: 'utf8',
      timeout: 20_000,
    })
    expect([stdout, stderr, status]).toEqual(['done\n', '', 0])
  })
})
