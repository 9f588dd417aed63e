import { describe, expect, it } from 'vitest'
import { cmdlineOf, commOf, readProcess, socketInode, uidOf, walkFds } from '../../src/proc/pid.ts'
import { fixtureHost } from '../sources/hosts.ts'
import { errno, fakeFs, type Tree } from './fake-fs.ts'

const walk = (tree: Tree) => {
  const seen: [pid: number, fd: number, inode: number][] = []
  const count = walkFds(fakeFs(tree), (pid, fd, inode) => seen.push([pid, fd, inode]))
  return { seen, ...count }
}

it.each([
  ['socket:[14648]', 14648],
  ['socket:[0]', 0],
  ['socket:[4294967295]', 4294967295],
  ['[0000]:30001', 30001],
  ['socket:[]', null],
  ['socket:[abc]', null],
  ['socket:[-1]', null],
  ['socket:[0x7531]', null],
  ['socket:[030001]', null],
  ['socket:[30001', null],
  ['socket:[30001] (deleted)', null],
  ['socket:[18446744073709551615]', null],
  ['socket:[99999999999999999999]', null],
  ['/tmp/socket:[30001]', null],
  ['SOCKET:[30001]', null],
  ['[0000]:', null],
  ['[0000]:30001x', null],
  ['pipe:[30001]', null],
  ['anon_inode:[eventpoll]', null],
  ['socket:[30\n001]', null],
  ['', null],
])('the link %j holds the inode %j', (target, inode) => expect(socketInode(target)).toBe(inode))

it.each([
  ['579 (sshd) S 1 579', 'sshd'],
  ['104 () () S 1', ') ('],
  ['105 (a) S 1 (b) S 7', 'a) S 1 (b'],
  ['106 (two\nlines\\) S 1', 'two\nlines\\'],
  ['119 () S 1', ''],
  ['779 (cutst', null],
  ['', null],
  [')(', null],
])('the name in %j is %j', (stat, comm) => expect(commOf(stat)).toBe(comm))

it.each([
  ['each argument ends in a NUL', '/usr/sbin/sshd\0-D\0', ['/usr/sbin/sshd', '-D']],
  ['a last argument without its NUL counts', 'a\0b', ['a', 'b']],
  ['empty arguments in the middle count', 'a\0\0\0b\0', ['a', '', '', 'b']],
  ['the NULs behind a title that was rewritten do not', 'sshd: u \0\0\0\0', ['sshd: u ']],
  ['kernel threads have none', '', []],
  ['NULs alone are none', '\0\0', []],
])('cmdline: %s', (_, text, argv) => expect(cmdlineOf(text)).toEqual(argv))

it.each([
  [
    'the effective uid, not the real one',
    'Name:\tsu\nUid:\t1000\t0\t33\t34\nGid:\t7\t7\t7\t7\n',
    0,
  ],
  ['the largest', 'Uid:\t0\t4294967294\t0\t0\n', 4294967294],
  ['none where the line is cut', 'Name:\tx\nUid:\t1000', null],
  ['none where there is no such line', 'Name:\tx\n', null],
  ['not that of a name which imitates the line', 'Name:\tUid: 5 5\nUid:\t1\t2\t3\t4\n', 2],
])('status: %s', (_, status, uid) => expect(uidOf(status)).toBe(uid))

describe('walkFds', () => {
  it('visits the sockets among the descriptors of every process, and nothing else', () => {
    const walked = walk({
      'proc/579/fd/0': '/dev/null',
      'proc/579/fd/3': 'socket:[14648]',
      'proc/579/fd/4': 'pipe:[14649]',
      'proc/1/fd/30': 'socket:[14648]',
      'proc/self/fd/3': 'socket:[1]',
      'proc/99x/fd/3': 'socket:[1]',
      'proc/0100/fd/3': 'socket:[1]',
      'proc/net/tcp': '',
    })
    expect(walked).toEqual({
      seen: [
        [579, 3, 14648],
        [1, 30, 14648],
      ],
      processes: 2,
      denied: 0,
    })
  })

  it.each(['EACCES', 'EPERM', 'EMFILE'])(
    'counts a process whose descriptors give %s, and goes on',
    code => {
      const walked = walk({ 'proc/1/fd': errno(code), 'proc/2/fd/3': 'socket:[5]' })
      expect(walked).toEqual({ seen: [[2, 3, 5]], processes: 2, denied: 1 })
    },
  )

  it.each(['EACCES', 'EPERM', 'EMFILE'])(
    'counts a process once if links give %s, and reads its other ones',
    code => {
      const walked = walk({
        'proc/1/fd/3': errno(code),
        'proc/1/fd/4': 'socket:[5]',
        'proc/1/fd/6': errno(code),
        'proc/2/fd/3': 'socket:[7]',
      })
      expect(walked.seen).toEqual([
        [1, 4, 5],
        [2, 3, 7],
      ])
      expect([walked.processes, walked.denied]).toEqual([2, 1])
    },
  )

  it.each(['ENOENT', 'ESRCH'])('a process that vanishes (%s) counts for nothing', code => {
    const walked = walk({ 'proc/1/fd': errno(code), 'proc/2/fd/3': 'socket:[5]' })
    expect(walked).toEqual({ seen: [[2, 3, 5]], processes: 1, denied: 0 })
  })

  it.each(['ENOENT', 'ESRCH'])('a descriptor that vanishes (%s) is no denial', code => {
    const walked = walk({ 'proc/1/fd/3': errno(code), 'proc/1/fd/4': 'socket:[5]' })
    expect(walked).toEqual({ seen: [[1, 4, 5]], processes: 1, denied: 0 })
  })

  it('a process without descriptors is a process all the same', () => {
    const walked = walk({ 'proc/1/fd': '', 'proc/1/task/1/comm': 'kthreadd' })
    expect(walked).toEqual({ seen: [], processes: 1, denied: 0 })
  })

  it('a process whose first thread has ended shows the descriptors of another', () => {
    const walked = walk({
      'proc/5/fd': '',
      'proc/5/task/5/comm': 'gone',
      'proc/5/task/9/fd/3': 'socket:[7]',
      'proc/5/task/10/fd/3': 'socket:[7]',
    })
    expect(walked).toEqual({ seen: [[5, 3, 7]], processes: 1, denied: 0 })
  })

  it('a thread that may not be looked into is a denial', () => {
    const walked = walk({
      'proc/5/fd': '',
      'proc/5/task/5/comm': 'gone',
      'proc/5/task/9/fd': errno('EACCES'),
    })
    expect(walked).toEqual({ seen: [], processes: 1, denied: 1 })
  })

  it.each(['proc/1/fd', 'proc/1/fd/3'])('a fault that is no system error goes up: %s', path => {
    expect(() => walk({ [path]: new TypeError('a fault') })).toThrow('a fault')
  })

  it('reads both forms of link on the host of kernel 2.6.32', () => {
    const inodes: number[] = []
    walkFds(fixtureHost('kernel-2.6.32').fs, (pid, _, inode) => {
      if (pid === 1302) inodes.push(inode)
    })
    // rpcbind: 111 on tcp, udp, tcp6 and udp6, and /var/run/rpcbind.sock, as netstat -p shows
    expect(inodes).toEqual(expect.arrayContaining([9221, 9265, 9309, 9353, 9463]))
  })
})

describe('readProcess', () => {
  it('reads name, command line and effective uid', () => {
    const fs = fakeFs({
      'proc/7/stat': '7 (nginx) S 1',
      'proc/7/cmdline': 'nginx: worker process\0\0\0',
      'proc/7/status': 'Name:\tnginx\nUid:\t33\t33\t33\t33\n',
    })
    expect(readProcess(fs, 7)).toEqual({
      pid: 7,
      comm: 'nginx',
      cmdline: ['nginx: worker process'],
      uid: 33,
    })
  })

  it('knows nothing of a process that has vanished', () => {
    expect(readProcess(fakeFs({}), 7)).toEqual({ pid: 7, comm: null, cmdline: null, uid: null })
  })

  it.each(['ENOENT', 'ESRCH', 'EACCES'])('loses only the field whose file gives %s', code => {
    const fs = fakeFs({
      'proc/7/stat': '7 (sh) S 1',
      'proc/7/cmdline': errno(code),
      'proc/7/status': 'Uid:\t1\t2\t3\t4\n',
    })
    expect(readProcess(fs, 7)).toEqual({ pid: 7, comm: 'sh', cmdline: null, uid: 2 })
  })
})
