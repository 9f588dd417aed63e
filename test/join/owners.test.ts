import { describe, expect, it } from 'vitest'
import { ipv4 } from '../../src/model/address.ts'
import type { InetSocket } from '../../src/model/socket.ts'
import { joinOwners } from '../../src/join/owners.ts'
import type { OwnerSource } from '../../src/sources/index.ts'

type Ref = readonly [pid: number, fd: number, inode: number]

const socket = (inode: number): InetSocket => ({
  kind: 'inet',
  proto: 'tcp',
  family: 'inet',
  state: 'LISTEN',
  local: { ip: ipv4(0), port: 80 },
  remote: { ip: ipv4(0), port: 0 },
  inode,
  netns: null,
  cookie: null,
  uid: 0,
  recvQ: 0,
  sendQ: null,
  drops: null,
  timer: null,
  owners: null,
  user: null,
  memory: null,
  v6only: null,
  info: null,
})

/** A source that holds `refs`; it counts how often it was asked for each process. */
const source = (refs: readonly Ref[], complete = true) => {
  const asked: number[] = []
  const owners: OwnerSource = {
    name: 'fake',
    open: () => {},
    fds: visit => {
      for (const [pid, fd, inode] of refs) visit(pid, fd, inode)
      return { processes: 9, denied: complete ? 0 : 1, complete }
    },
    process: pid => {
      asked.push(pid)
      return { pid, comm: `p${pid}`, cmdline: [`/bin/p${pid}`], uid: 1000 + pid }
    },
  }
  return { owners, asked }
}

const ownersOf = (inode: number, refs: readonly Ref[], complete = true) =>
  joinOwners([socket(inode)], source(refs, complete).owners).ownersOf(socket(inode))

it('gives a socket all its owners by pid, each with all its descriptors by number', () => {
  const refs: Ref[] = [
    [2896, 40, 7],
    [620, 7, 7],
    [2896, 19, 7],
    [2896, 1000000, 7],
    [100, 3, 8],
  ]
  expect(ownersOf(7, refs)).toMatchObject([
    { pid: 620, fds: [7], comm: 'p620', cmdline: ['/bin/p620'], uid: 1620 },
    { pid: 2896, fds: [19, 40, 1000000], comm: 'p2896', cmdline: ['/bin/p2896'], uid: 3896 },
  ])
})

describe('without an owner', () => {
  it.each([
    ['nobody holds it, if nothing was denied', 7, true, []],
    ['it is not known, if something was denied', 7, false, null],
    ['a socket without a file has none, denied or not', 0, false, []],
  ])('%s', (_, inode, complete, owners) => {
    expect(ownersOf(inode, [[1, 3, 99]], complete)).toEqual(owners)
  })
})

it('a list is given though something was denied: these at least', () => {
  expect(ownersOf(7, [[5, 3, 7]], false)).toMatchObject([{ pid: 5, fds: [3] }])
})

it('a link to inode 0 owns nothing', () => {
  expect(ownersOf(0, [[780, 3, 0]])).toEqual([])
})

it('two rows of one inode have the same owners', () => {
  const twins = [socket(7), socket(7)]
  const { ownersOf } = joinOwners(twins, source([[5, 3, 7]]).owners)
  expect(twins.map(twin => ownersOf(twin)?.map(({ pid }) => pid))).toEqual([[5], [5]])
})

it('asks once for a process of many sockets, and never for one without any', () => {
  const { owners, asked } = source([
    [5, 3, 7],
    [5, 4, 8],
    [6, 3, 99],
  ])
  const { ownersOf } = joinOwners([socket(7), socket(8)], owners)
  ownersOf(socket(7))
  ownersOf(socket(8))
  expect(asked).toEqual([5])
})

it('keeps an owner that ended before its name could be read', () => {
  const gone: OwnerSource = {
    ...source([[5, 3, 7]]).owners,
    process: pid => ({ pid, comm: null, cmdline: null, uid: null }),
  }
  expect(joinOwners([socket(7)], gone).ownersOf(socket(7))).toMatchObject([
    { pid: 5, fds: [3], comm: null, cmdline: null, uid: null },
  ])
})

it('leaves the sockets alone, and passes access on', () => {
  const sockets = [socket(9), socket(7), socket(8)]
  const joined = joinOwners(sockets, source([[5, 3, 7]], false).owners)
  sockets.map(joined.ownersOf)
  expect(joined.access).toEqual({ processes: 9, denied: 1, complete: false })
  expect(sockets.map(({ owners }) => owners)).toEqual([null, null, null])
})
