import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOnce } from '../../src/bpf/loader.ts'
import { PIN, PIN_SELF, RUN, RUN_ALONE } from '../../src/bpf/owners.generated.ts'
import { decodeOwners } from '../../src/bpf/record.ts'
import type { OwnerSource } from '../../src/sources/index.ts'
import { bpfOwners } from '../../src/sources/owners-bpf.ts'
import { procOwners } from '../../src/sources/owners-proc.ts'
import { openSys } from '../../src/sys/index.ts'
import { liveHost as host, whyNoBpf } from './bpf.ts'
import { ownersFromLsof, type Owners } from './peers.ts'
import { makeWorld, type Holder, type World } from './world.ts'

const why = whyNoBpf('lsof')

const EVERY = (): boolean => true

const ownersOf = (source: OwnerSource, isWanted: (inode: number) => boolean = EVERY): Owners => {
  const owners: Owners = new Map()
  const visit = (pid: number, fd: number | null, inode: number): void => {
    const holders = owners.get(inode)
    if (holders === undefined) owners.set(inode, [`${pid}/${fd}`])
    else holders.push(`${pid}/${fd}`)
  }
  source.fds(visit, isWanted)
  for (const holders of owners.values()) holders.sort()
  return owners
}

const pairs = (holders: readonly Holder[]): string[] =>
  holders.flatMap(({ pid, fds }) => fds.map(fd => `${pid}/${fd}`)).sort()

describe.skipIf(why !== '')(`the iterator, on a live world of sockets${why}`, () => {
  let world: World
  let owners: Owners
  beforeAll(async () => {
    world = await makeWorld()
    owners = ownersOf(bpfOwners(host, openSys))
  }, 60_000)
  afterAll(() => world?.end())

  const inodes = (): number[] =>
    Object.values(world.expect)
      .map(({ inode }) => inode)
      .filter(inode => inode !== 0)

  it('finds every owner: forked, passed, of threads, behind a dead leader, CLONE_FILES', () => {
    for (const [name, { inode, owners: holders }] of Object.entries(world.expect)) {
      if (inode !== 0) expect(owners.get(inode) ?? [], name).toEqual(pairs(holders))
    }
    for (const name of ['owner-zombie-leader', 'owner-shared-table', 'owner-thread-private'])
      expect(world.expect, name).toHaveProperty(name)
  })

  it('finds what the walk finds, and besides only what a thread holds for itself', () => {
    const walk = ownersOf(procOwners(host))
    const hidden = Object.values(world.expect).filter(one => one.owners_proc?.length === 0)
    const more = new Set(hidden.map(({ inode }) => inode))
    for (const inode of inodes()) {
      if (!more.has(inode)) expect(owners.get(inode), `${inode}`).toEqual(walk.get(inode))
    }
    expect(more.size).toBeLessThan(5)
  })

  it('finds what lsof finds', () => {
    const lsof = ownersFromLsof(world.run('lsof', ['-nP', '-w', '-F', 'pftdi']))
    const known = inodes().filter(inode => lsof.has(inode))
    expect(known.length).toBeGreaterThan(100)
    const own = Object.values(world.expect).filter(({ listed }) => listed !== false)
    for (const { inode } of own) {
      // lsof tells what threads share once for each
      const found = lsof.has(inode) ? [...new Set(lsof.get(inode))] : owners.get(inode)
      expect(owners.get(inode), `${inode}`).toEqual(found)
    }
  }, 60_000)

  it('gives the same through each of the four programs', () => {
    const holdersOf = (program: typeof RUN): Owners => {
      const found: Owners = new Map()
      decodeOwners(readOnce(openSys(), program), 'bpf').visit((pid, fd, inode) => {
        found.set(inode, [...(found.get(inode) ?? []), `${pid}/${fd}`].sort())
      })
      return found
    }
    const wanted = inodes().map(inode => owners.get(inode))
    for (const program of [RUN, RUN_ALONE, PIN, PIN_SELF]) {
      const found = holdersOf(program)
      expect(inodes().map(inode => found.get(inode))).toEqual(wanted)
    }
  })

  /** The owners of these sockets by an iterator that is asked about some processes, and whether these sufficed. */
  const ownersIn = (pids: readonly number[], wanted: ReadonlySet<number>) => {
    const told: string[] = []
    const asked = { ...host, tell: (line: string) => void told.push(line) }
    const found = ownersOf(bpfOwners(asked, openSys, pids), inode => wanted.has(inode))
    expect(told).toHaveLength(1)
    return { found, sufficed: told[0]!.startsWith('bpf: the kernel walks no process but ') }
  }

  it('finds the same owners where it is asked about one process, whichever that is', () => {
    const wanted = new Set(inodes())
    const holders = (inode: number): string[] => owners.get(inode) ?? []
    const pids = new Set([...wanted].flatMap(holders).map(holder => Number.parseInt(holder)))
    expect(pids.size).toBeGreaterThan(8)
    const sufficed = [...pids].filter(pid => {
      const few = ownersIn([pid], wanted)
      const own = [...wanted].filter(inode => holders(inode).some(h => h.startsWith(`${pid}/`)))
      for (const inode of own) expect(few.found.get(inode), `${pid}`).toEqual(owners.get(inode))
      return few.sufficed
    })
    expect(sufficed.length).toBeGreaterThan(0)
    expect(sufficed.length).toBeLessThan(pids.size)
  })

  it.each([
    ['owner-dup', true],
    ['owner-passed', true],
    ['owner-thread-1', true],
    ['owner-zombie-leader', true],
    ['owner-thread-private', false],
    ['owner-shared-table', false],
    ['owner-five', false],
  ])('asks about others only where these may hold the socket, too: %s', (label, sufficed) => {
    const { inode, owners: holders } = world.expect[label]!
    const { found, ...answer } = ownersIn([holders[0]!.pid], new Set([inode]))
    expect(found.get(inode)).toEqual(pairs(holders))
    expect(answer).toEqual({ sufficed })
  })

  it('need not ask about others who were all asked', () => {
    const { inode, owners: holders } = world.expect['owner-five']!
    const pids = holders.map(({ pid }) => pid)
    expect(pids).toHaveLength(5)
    const { found, sufficed } = ownersIn(pids, new Set([inode]))
    expect(found.get(inode)).toEqual(pairs(holders))
    expect(sufficed).toBe(true)
  })

  it('finds nothing of a process that is not there, and nothing is wrong with that', () => {
    const beyond = 2 ** 22 // PID_MAX_LIMIT in include/linux/threads.h
    const { found, sufficed } = ownersIn([beyond], new Set())
    expect([...found.values()].flat().filter(holder => holder.startsWith(`${beyond}/`))).toEqual([])
    expect(sufficed).toBe(false)
  })

  it('records the names and uids that /proc shows', () => {
    const list = decodeOwners(readOnce(openSys(), RUN), 'bpf')
    const proc = procOwners(host)
    for (const pid of new Set(Object.values(world.expect).flatMap(pidsOf))) {
      const { comm, uid } = proc.process(pid)
      expect(list.process(pid), `${pid}`).toMatchObject({ comm, uid })
    }
  })

  const pidsOf = ({ owners: holders }: { owners: readonly Holder[] }): number[] =>
    holders.map(({ pid }) => pid)

  it('finds what the walk through system calls finds, which is what it finds through files', () => {
    const direct = ownersOf(procOwners(host, openSys))
    const walk = ownersOf(procOwners(host))
    for (const inode of inodes()) expect(direct.get(inode), `${inode}`).toEqual(walk.get(inode))
  })

  it.each(['bpf', 'proc'])('leaves a socket all its owners where a filter names one: %s', name => {
    const shared = Object.entries(world.expect).filter(
      ([, { owners: holders, inode, owners_proc: walked, listed }]) =>
        inode !== 0 && holders.length > 1 && walked === undefined && listed !== false,
    )
    expect(shared.length).toBeGreaterThan(1)
    for (const [label, { inode, owners: holders }] of shared) {
      const args = ['-a', '-A', 'all', '--json', '--source', name, `pid = ${holders[0]!.pid}`]
      const out = world.run(process.execPath, ['bin/tsnetstat.js', ...args])
      const { sockets } = JSON.parse(out) as { sockets: { inode: number; owners: Holder[] }[] }
      const found = sockets.find(socket => socket.inode === inode)
      expect(pairs(found?.owners ?? []), label).toEqual(pairs(holders))
    }
  })
})

describe.skipIf(why !== '')(`the iterator, while sockets and processes come and go${why}`, () => {
  const log = join(tmpdir(), `tsnetstat-churn-${process.pid}.log`)
  afterAll(() => rmSync(log, { force: true }))

  it('tells of no owner that never was', async () => {
    const script = new URL('world.py', import.meta.url).pathname
    const args = ['-n', 'python3', script, '--churn', '5', '0', '--log', log]
    const child = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] })
    let running = true
    const over = new Promise<void>(resolve => child.once('exit', () => resolve()))
    void over.then(() => (running = false))
    await new Promise<void>(resolve => child.stdout.once('data', () => resolve()))

    const seen = new Set<string>()
    let lists = 0
    while (running) {
      decodeOwners(readOnce(openSys(), RUN), 'bpf').visit((pid, _fd, inode) =>
        seen.add(`${pid} ${inode}`),
      )
      lists++
      await new Promise(resolve => setImmediate(resolve))
    }
    const existed = new Set(readFileSync(log, 'utf8').split('\n'))
    expect(existed).toContain('end')
    const inodeOf = (pair: string): string => pair.slice(pair.indexOf(' ') + 1)
    const made = new Set([...existed].map(inodeOf))
    const ours = [...seen].filter(pair => made.has(inodeOf(pair)))
    expect(ours.filter(pair => !existed.has(pair))).toEqual([])
    expect(lists).toBeGreaterThan(20)
    expect(ours.length).toBeGreaterThan(100)
  }, 60_000)
})
