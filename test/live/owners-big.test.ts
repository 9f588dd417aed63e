import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { walkersIn } from '../../src/cli/walk-thread.ts'
import type { OwnerSource } from '../../src/sources/index.ts'
import { bpfOwners } from '../../src/sources/owners-bpf.ts'
import { procOwners } from '../../src/sources/owners-proc.ts'
import { openSys } from '../../src/sys/index.ts'
import { liveHost, whyNoBpf } from './bpf.ts'
import { ownersFromLsof, type Owners } from './peers.ts'
import { makeWorld, type World } from './world.ts'

const why = whyNoBpf('lsof')

/** `pid/fd` of each socket that these processes hold, and no others: not what a test inherits. */
const ownersOf = (source: OwnerSource, pids: ReadonlySet<number>): Owners => {
  const all: Owners = new Map()
  const others = new Set<number>()
  source.open()
  source.fds(
    (pid, fd, inode) => {
      const holders = all.get(inode) ?? []
      all.set(inode, holders)
      holders.push(`${pid}/${fd}`)
      if (!pids.has(pid)) others.add(inode)
    },
    () => true,
  )
  return new Map([...all].filter(([inode]) => !others.has(inode)).map(([k, v]) => [k, v.sort()]))
}

/** As lsof prints the descriptor of `pid/fd`. */
const asLsof = (holder: string): string =>
  holder.replace(/\/\d+(\d{3})$/, (all, end) => (all.length > 5 ? `/*${end}` : all))

/** Five ways to the same owners, without a difference; gives them. */
const expectOneTruth = (pids: readonly number[], lsof: string): Owners => {
  const wanted = new Set(pids)
  const walk = ownersOf(procOwners(liveHost), wanted)
  expect(ownersOf(bpfOwners(liveHost, openSys), wanted)).toEqual(walk)
  expect(ownersOf(procOwners(liveHost, openSys), wanted)).toEqual(walk)
  const walkers = walkersIn(resolve('dist'))
  expect(ownersOf(procOwners({ ...liveHost, walkers: () => walkers }, openSys), wanted)).toEqual(
    walk,
  )
  const theirs = ownersFromLsof(lsof)
  // not those of another network namespace, such as the pipes to the test, which lsof does not know
  const known = [...walk].filter(([inode]) => theirs.has(inode))
  for (const [inode, holders] of known) expect(theirs.get(inode)).toEqual(holders.map(asLsof))
  return new Map(known)
}

interface Sockets {
  readonly sockets: readonly { readonly owners: readonly { readonly pid: number }[] }[]
}

/** Among so many files one process is asked about alone: the rows are those that a list of all has. */
const expectSameOf = (world: World, pid: number): void => {
  const args = ['bin/tsnetstat.js', '-a', '--json']
  const { sockets } = JSON.parse(world.run(process.execPath, args)) as Sockets
  const own = sockets.filter(({ owners }) => owners.some(owner => owner.pid === pid))
  const { stdout, stderr } = spawnSync(
    'nsenter',
    ['-t', `${world.pid}`, '-n', process.execPath, ...args, '-v', `pid = ${pid}`],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  expect(stderr).toContain(`bpf: the kernel walks no process but ${pid}`)
  expect((JSON.parse(stdout) as Sockets).sockets).toEqual(own)
}

/** Processes that sleep; one in a hundred keeps a socket of the first. Prints their pids. */
const IDLE = `
import ctypes, os, signal, socket
libc, shared, pids = ctypes.CDLL(None), socket.create_server(("127.0.0.1", 0)), [os.getpid()]
parent = os.getpid()
for number in range(5000):
    pid = os.fork()
    if pid == 0:
        libc.prctl(1, signal.SIGKILL)
        if number % 100:
            shared.close()
        while os.getppid() == parent:
            signal.pause()
        os._exit(0)
    pids.append(pid)
# a child that has not closed the socket yet would be an owner here and none there
while any(os.path.exists("/proc/%d/fd/%d" % (pid, shared.fileno())) for number, pid in enumerate(pids[1:]) if number % 100):
    pass
print(pids, flush=True)
os.read(0, 1)
for pid in pids[1:]:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
`

const LSOF = ['-nP', '-w', '-F', 'pftdi']

/** Of a list as JSON: owners by inode, of sockets that have one. */
const ownersByInode = (json: string): Map<number, unknown> => {
  const { sockets } = JSON.parse(json) as { sockets: { inode: number; owners: unknown }[] }
  return new Map(sockets.filter(({ inode }) => inode !== 0).map(s => [s.inode, s.owners]))
}

describe.skipIf(why !== '')(`the iterator, the walk, and lsof find the same owners${why}`, () => {
  it('of 10,000 sockets in one process', { timeout: 120_000 }, async () => {
    const world = await makeWorld('--big', '1', '10000', '30')
    try {
      const found = expectOneTruth(world.pids!, world.run('lsof', LSOF))
      expect(found.size).toBeGreaterThanOrEqual(10_000)
      expectSameOf(world, world.pids![0]!)
    } finally {
      await world.end()
    }
  })

  it('among 5,000 idle processes, 51 of which share a socket', { timeout: 120_000 }, async () => {
    const holder = spawn('unshare', ['-n', 'python3', '-ISc', IDLE], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    try {
      let text = ''
      while (!text.includes('\n')) text += ((await once(holder.stdout, 'data')) as [Buffer])[0]
      const pids = JSON.parse(text) as number[]
      expect(pids).toHaveLength(5001)
      const among = ['-t', `${pids[0]}`, '-n', 'lsof', ...LSOF]
      const lsof = spawnSync('nsenter', among, { encoding: 'utf8', maxBuffer: 1 << 28 })
      const found = expectOneTruth(pids, lsof.stdout)
      expect([...found.values()].map(holders => holders.length)).toContain(51)
    } finally {
      holder.stdin.end()
      await once(holder, 'exit')
    }
  })

  it('of 450 processes, read and walked by two threads', { timeout: 120_000 }, async () => {
    const world = await makeWorld('--big', '450', '5000', '3')
    try {
      const list = (...args: string[]) =>
        ownersByInode(world.run(process.execPath, ['bin/tsnetstat.js', '-a', '--json', ...args]))
      const files = list('--source', 'proc')
      expect(files.size).toBeGreaterThanOrEqual(5000)
      expect(files).toEqual(list())
    } finally {
      await world.end()
    }
  })
})
