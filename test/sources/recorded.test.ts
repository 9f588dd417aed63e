import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Unavailable } from '../../src/base/errors.ts'
import type { HostFs } from '../../src/base/fs.ts'
import { hostFs } from '../../src/base/fs.ts'
import { bpfOwners } from '../../src/sources/owners-bpf.ts'
import { pidInodeMapOwners } from '../../src/sources/owners-pid-inode-map.ts'
import { pinOwners } from '../../src/sources/owners-pin.ts'
import { procOwners } from '../../src/sources/owners-proc.ts'
import type { Host, OwnerSource } from '../../src/sources/index.ts'
import type { Sys } from '../../src/sys/index.ts'
import { bytesOf, descriptor, end, preamble, process } from '../bpf/records.ts'

const FIRST = 'pid:[4026531836]'
const STATUS = 'NSpid:\t42\nCapEff:\t0000000000000000\n'

/** A host of which only these files and links can be read; the pin is bytes, or the errno of opening it. */
const hostOf = (
  tree: { readonly [path: string]: string },
  pin: Uint8Array | string = 'ENOENT',
  euid = 1000,
): Host => {
  const found = (path: string): string => {
    const entry = tree[path]
    if (entry === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' })
    return entry
  }
  const bytes = (): Uint8Array => {
    if (typeof pin === 'string') throw Object.assign(new Error(pin), { code: pin })
    return pin
  }
  const fs: HostFs = {
    root: '/',
    text: found,
    readlink: found,
    bytes,
    binary: bytes,
    list: () => [],
    within: (path, look) => look(name => found(`${path}/${name}`)),
  }
  return { fs, littleEndian: true, euid, elevated: null, tell: () => {}, trace: null }
}

const self = (more: { readonly [path: string]: string } = {}) => ({
  'proc/self/status': STATUS,
  'proc/self/ns/pid': FIRST,
  'proc/self/ns/user': 'user:[4026531837]',
  ...more,
})

const list = (source: OwnerSource, isSocket = (): boolean => true) => {
  const owners: string[] = []
  const access = source.fds((pid, fd, inode) => owners.push(`${pid}/${fd} ${inode}`), isSocket)
  return { owners, complete: access.complete }
}

const records = bytesOf(preamble(), process(7, 'sshd', 33), descriptor(3, 100), end)

describe('a pinned iterator', () => {
  it('gives the owners it lists', () => {
    const source = pinOwners(hostOf(self(), records))
    source.open()
    expect(list(source)).toEqual({ owners: ['7/3 100'], complete: true })
  })

  it('is read again for the next list', () => {
    const source = pinOwners(hostOf(self(), records))
    source.open()
    expect(list(source)).toEqual(list(source))
  })

  it.each([
    ['another pid namespace', self({ 'proc/self/ns/pid': 'pid:[4026532000]' }), 0, 1000, false],
    ['only the own processes', self(), 1, 1000, false],
    ['root, to whom all is shown', self(), 1, 0, true],
    ['root of a user namespace', self({ 'proc/self/ns/user': 'user:[1]' }), 1, 0, false],
  ])('is complete or not: %s', (_, tree, filtered, euid, complete) => {
    const source = pinOwners(hostOf(tree, bytesOf(preamble(filtered), end), euid))
    expect(list(source).complete).toBe(complete)
  })

  it.each([
    ['its first', 'proc/1/fd/0', false],
    ['another, where it has closed that', 'proc/1/fd/3', false],
    ['none', '', true],
  ])(
    'is complete only if root may see the descriptors of process 1: %s is refused',
    (_, refused, complete) => {
      const host = hostOf(self(), records, 0)
      const readlink = (path: string): string => {
        if (path === refused) throw Object.assign(new Error(path), { code: 'EACCES' })
        return host.fs.readlink(path)
      }
      const source = pinOwners({ ...host, fs: { ...host.fs, readlink, list: () => ['3'] } })
      expect(list(source).complete).toBe(complete)
    },
  )

  const inProc = {
    'proc/7/stat': '7 (renamed) S',
    'proc/7/status': 'Uid:\t1\t2\t3\t4\n',
    'proc/7/cmdline': 'sshd\0-D\0',
  }

  it('names a process as recorded, with the command line of /proc', () => {
    const source = pinOwners(hostOf(self(inProc), records))
    list(source)
    expect(source.process(7)).toEqual({ pid: 7, comm: 'sshd', cmdline: ['sshd', '-D'], uid: 33 })
  })

  it('names a process of which /proc tells nothing', () => {
    const source = pinOwners(hostOf(self(), records))
    list(source)
    expect(source.process(7)).toEqual({ pid: 7, comm: 'sshd', cmdline: null, uid: 33 })
  })

  it('takes the uid of /proc where another user namespace counts', () => {
    const tree = self({ ...inProc, 'proc/self/ns/user': 'user:[1]' })
    const source = pinOwners(hostOf(tree, records))
    list(source)
    expect(source.process(7)).toMatchObject({ comm: 'sshd', uid: 2 })
  })

  it('keeps a uid back that another user namespace counts differently', () => {
    const source = pinOwners(hostOf(self({ 'proc/self/ns/user': 'user:[1]' }), records))
    list(source)
    expect(source.process(7)).toMatchObject({ comm: 'sshd', uid: null })
  })

  it.each([
    ['not there', self(), 'ENOENT', 'share on'],
    ['not for this user', self(), 'EACCES', 'cannot be read (EACCES)'],
    ['of somebody else', self(), new TextEncoder().encode('text'), 'not a list of tsnetstat'],
    ['cut short', self(), records.subarray(0, 56), '/run/tsnetstat/owners:56: cut short'],
    ['of another version', self(), bytesOf(preamble(0, 9), end), 'version 9'],
    [
      'beside the /proc of an outer pid namespace',
      self({ 'proc/self/status': 'NSpid:\t900\t42\n' }),
      records,
      'another pid namespace',
    ],
    ['beside a /proc without this process', {}, records, 'another pid namespace'],
  ])('is refused in one line where it is %s', (_, tree, pin, words) => {
    const source = pinOwners(hostOf(tree, pin))
    expect(() => source.open()).toThrow(Unavailable)
    expect(() => source.open()).toThrow(words)
  })
})

describe('a transient iterator', () => {
  const noSys = () => {
    throw new Error('was asked for')
  }

  it.each([
    ['without capabilities', '0000000000000000', true],
    ['with CAP_BPF alone', '0000008000000000', true],
    ['with CAP_BPF and CAP_PERFMON', '000000c000000000', false],
    ['with CAP_SYS_ADMIN', '0000000000200000', false],
  ])('is asked for, and FFI loaded, only with the capabilities: %s', (_, caps, refused) => {
    const status = { 'proc/self/status': `NSpid:\t42\nCapEff:\t${caps}\n` }
    const source = bpfOwners(hostOf(self(status)), noSys)
    expect(() => source.open()).toThrow(refused ? 'needs CAP_BPF' : 'was asked for')
  })

  it('is not for another root than the running one', () => {
    const host = hostOf(self())
    const captured = { ...host, fs: { ...host.fs, root: '/captured' } }
    expect(() => bpfOwners(captured, noSys).open()).toThrow(Unavailable)
  })

  it('says that the kernel is locked down, where that may be why', () => {
    const tree = self({
      'proc/self/status': 'CapEff:\t000001ffffffffff\n',
      'sys/kernel/security/lockdown': 'none integrity [confidentiality]\n',
    })
    const refuse = () => {
      throw new Unavailable('refused')
    }
    const source = bpfOwners(hostOf(tree, 'ENOENT', 0), refuse)
    expect(() => source.open()).toThrow('refused (kernel lockdown is set to confidentiality)')
  })

  const LINK = 28
  const ITERATOR = 33

  /** A kernel whose iterator gives these records, of one process or of all; null: it knows no such choice. */
  const kernelWith = (one: Uint8Array | null, all: Uint8Array) => {
    const wordAt = (attr: Uint8Array, at: number): number =>
      new DataView(attr.buffer).getUint32(at, true)
    let asked: Uint8Array | null = all
    return {
      nr: { bpf: 321 },
      address: () => 0,
      close: (fd: number) => void (fd > 2 && fd < 1000 && closeSync(fd)),
      syscall: (_nr: number, command: number, attr: Uint8Array): number => {
        if (command === LINK) asked = wordAt(attr, 24) === 0 ? all : one
        if (command === LINK && asked === null) return -constants.errno.E2BIG
        if (command !== ITERATOR) return 1000
        const directory = mkdtempSync(join(tmpdir(), 'tsnetstat-iterator-'))
        writeFileSync(join(directory, 'records'), asked!)
        const fd = openSync(join(directory, 'records'), 'r')
        rmSync(directory, { recursive: true })
        return fd
      },
    } as unknown as Sys
  }

  const alone = bytesOf(preamble(), process(7, 'sh', 0, 1), descriptor(3, 100, 1), end)
  const forked = bytesOf(preamble(), process(7, 'sh', 0, 1), descriptor(3, 100, 2), end)
  const both = bytesOf(
    preamble(),
    ...[7, 8].flatMap(pid => [process(pid), descriptor(3, 100, 2)]),
    end,
  )

  it.each([
    ['alone where it alone holds its socket', alone, ['7/3 100'], 'walks no process but 7'],
    [
      'and all others where these may hold it',
      forked,
      ['7/3 100', '8/3 100'],
      'others may hold sockets of 7',
    ],
    [
      'and all others before 6.1',
      null,
      ['7/3 100', '8/3 100'],
      'cannot be asked about one process',
    ],
  ])('asks about one process %s', (_, one, owners, words) => {
    const told: string[] = []
    const root = self({ 'proc/self/status': 'CapEff:\t000001ffffffffff\n' })
    const host: Host = { ...hostOf(root, 'ENOENT', 0), tell: line => told.push(line) }
    const kernel = kernelWith(one, both)
    const source = bpfOwners(host, () => kernel, [7])
    source.open()
    expect(list(source)).toEqual({ owners, complete: true })
    expect(told.join()).toContain(words)
  })
})

describe("the article's kernel module", () => {
  const article: Host = {
    fs: hostFs('fixtures/hosts/article'),
    littleEndian: true,
    euid: 0,
    elevated: null,
    tell: () => {},
    trace: null,
  }

  it('gives the same owners as the walk, where links can be read', () => {
    const walk = list(procOwners(article)).owners
    const inodes = new Set(walk.map(line => Number(line.split(' ')[1])))
    const source = pidInodeMapOwners(article)
    source.open()
    const map: string[] = []
    source.fds(
      (pid, fd, inode) => map.push(`${pid}/${fd} ${inode}`),
      inode => inodes.has(inode),
    )
    expect(map.sort()).toEqual(walk.sort())
  })

  const noLinks = (map: string, stat: { readonly [path: string]: string } = {}): Host => {
    const host = hostOf(self({ 'proc/pid_inode_map': map, ...stat }))
    const list = (): string[] => {
      throw Object.assign(new Error(), { code: 'EACCES' })
    }
    return { ...host, fs: { ...host.fs, list } }
  }

  it('gives inodes without descriptors where the links cannot be read', () =>
    expect(list(pidInodeMapOwners(noLinks('7 sshd 5 9 9 \n')), () => true)).toEqual({
      owners: ['7/null 5', '7/null 9'],
      complete: true,
    }))

  it('gives only inodes of sockets', () => {
    const owners: number[] = []
    pidInodeMapOwners(noLinks('7 sshd 5 9 \n')).fds(
      (_pid, _fd, inode) => owners.push(inode),
      inode => inode === 9,
    )
    expect(owners).toEqual([9])
  })

  it('leaves out a process that is called otherwise in /proc, and says that something is missing', () =>
    expect(
      list(pidInodeMapOwners(noLinks('7 sshd 5 \n', { 'proc/7/stat': '7 (bash) S' }))),
    ).toEqual({ owners: [], complete: false }))

  it.each([
    ['the module is not loaded', self(), 'not loaded'],
    [
      'pids are of another namespace',
      self({ 'proc/pid_inode_map': '', 'proc/self/ns/pid': 'pid:[1]' }),
      'pids of the first',
    ],
  ])('is Unavailable where %s', (_, tree, words) =>
    expect(() => pidInodeMapOwners(hostOf(tree)).open()).toThrow(words),
  )
})
