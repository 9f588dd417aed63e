import { describe, expect, it } from 'vitest'
import { Unavailable } from '../../src/base/errors.ts'
import type { Host } from '../../src/sources/index.ts'
import { procOwners } from '../../src/sources/owners-proc.ts'
import { errno, type Tree } from '../proc/fake-fs.ts'
import { fakeHost, fixtureHost } from './hosts.ts'

const access = (host: Host) =>
  procOwners(host).fds(
    () => {},
    () => true,
  )

/** One process and the initial pid namespace (PROC_PID_INIT_INO, include/linux/proc_ns.h). */
const HOST: Tree = {
  'proc/self/ns/pid': 'pid:[4026531836]',
  'proc/1/fd/3': 'socket:[7]',
}
const mounts = (options: string): Tree => ({
  ...HOST,
  'proc/self/mounts': `sysfs /sys sysfs rw 0 0\nproc /proc proc ${options} 0 0\n`,
})

it('opens where /proc can be listed, and says why it does not elsewhere', () => {
  expect(() => procOwners(fakeHost(HOST)).open()).not.toThrow()
  const refused = procOwners(fakeHost({ proc: errno('EACCES') }))
  expect(() => refused.open()).toThrow(new Unavailable('/proc: EACCES'))
})

describe('what was found is complete', () => {
  it.each([
    ['in the initial pid namespace, nothing denied', HOST, 0, true],
    ['also for a user whom nothing was denied', HOST, 1000, true],
    ['where the host tells nothing of namespaces', { 'proc/1/fd/3': 'socket:[7]' }, 0, true],
    [
      'not in a pid namespace of its own',
      { ...HOST, 'proc/self/ns/pid': 'pid:[4026532200]' },
      0,
      false,
    ],
    ['not where a process was denied', { ...HOST, 'proc/2/fd': errno('EACCES') }, 1000, false],
    ['not even for root', { ...HOST, 'proc/2/fd': errno('EACCES') }, 0, false],
    ['not where one link was denied', { ...HOST, 'proc/2/fd/3': errno('EACCES') }, 1000, false],
    ['not under hidepid=2', mounts('rw,nosuid,hidepid=2'), 1000, false],
    ['not under hidepid=1', mounts('rw,hidepid=1,gid=4'), 1000, false],
    ['not under hidepid=invisible', mounts('rw,hidepid=invisible'), 1000, false],
    ['not under hidepid=ptraceable', mounts('rw,hidepid=ptraceable'), 1000, false],
    ['under hidepid for root, whom it hides nothing', mounts('rw,hidepid=2'), 0, true],
    ['under hidepid=0', mounts('rw,hidepid=0'), 1000, true],
    ['under hidepid=off', mounts('rw,hidepid=off,gid=4'), 1000, true],
    ['without hidepid', mounts('rw,nosuid,nodev'), 1000, true],
  ])('%s', (_, tree: Tree, euid, complete) => {
    expect(access(fakeHost(tree, { euid })).complete).toBe(complete)
  })

  it('whatever another mount of proc hides', () => {
    const tree = { ...HOST, 'proc/self/mounts': 'proc /srv/jail/proc proc rw,hidepid=2 0 0\n' }
    expect(access(fakeHost(tree, { euid: 1000 })).complete).toBe(true)
  })
})

it('counts processes and denials', () => {
  const tree = { ...HOST, 'proc/2/fd': errno('EACCES'), 'proc/3/fd/3': errno('EACCES') }
  expect(access(fakeHost(tree))).toEqual({ processes: 3, denied: 2, complete: false })
})

it.each([
  // 29 pids, of which kthreadd has no fd directory
  ['article', { processes: 28, denied: 0, complete: true }],
  ['container', { processes: 1, denied: 0, complete: false }],
  ['empty', { processes: 0, denied: 0, complete: true }],
])('of the host %s', (name, expected) => expect(access(fixtureHost(name))).toEqual(expected))

it('gives the hostile process 780, whose links are all traps, inode 0 alone', () => {
  const inodes: number[] = []
  const visit = (pid: number, _: unknown, inode: number): void => {
    if (pid === 780) inodes.push(inode)
  }
  procOwners(fixtureHost('hostile')).fds(visit, () => true)
  expect(inodes.filter(inode => inode !== 0)).toEqual([])
})
