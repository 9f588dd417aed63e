import { execFileSync } from 'node:child_process'
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readdirSync,
  readlinkSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Unavailable } from '../../src/base/errors.ts'
import { openFfi, type Require } from '../../src/sys/ffi-node.ts'
import { CLONE_NEWNET, ffiBytes, openSys } from '../../src/sys/index.ts'
import { netlinkSocket } from '../../src/sys/netlink-socket.ts'
import { numbersFor } from '../../src/sys/numbers.ts'

const missing: Require = name => {
  throw new Error(`Cannot find module '${name}'\nRequire stack: ...`)
}
const installed = (() => {
  try {
    createRequire(import.meta.url)('koffi')
    return true
  } catch {
    return false
  }
})()
const isRoot = process.getuid?.() === 0

const openDescriptors = () => readdirSync('/proc/self/fd').length

it('without koffi the FFI is unavailable, and says why in one line', () => {
  const message =
    "koffi (the foreign function interface) cannot be loaded: Cannot find module 'koffi'"
  expect(() => openFfi(missing)).toThrow(new Unavailable(message))
})

it('takes the native module of the platform, and koffi only where that fails', () => {
  const asked: string[] = []
  const nothing: Require = name => {
    asked.push(name)
    return missing(name)
  }
  expect(() => openFfi(nothing)).toThrow(Unavailable)
  expect(asked).toEqual([expect.stringMatching(/^@koromix\/koffi-linux-.+\/koffi\.node$/), 'koffi'])
})

it('an architecture without numbers is unavailable', () => {
  expect(() => numbersFor('s390')).toThrow(new Unavailable('no system call numbers for s390'))
})

describe.skipIf(!installed)('system calls (needs koffi)', () => {
  const sys = installed ? openSys() : (null as never)

  it('answers as the kernel does: a result, or -errno', () => {
    const path = ffiBytes(64)
    new TextEncoder().encodeInto('/proc/self/exe', path)
    const into = ffiBytes(4096)
    const length = sys.syscall(sys.nr.readlinkat, -100, path, into, into.length)
    expect(new TextDecoder().decode(into.subarray(0, length))).toBe(readlinkSync('/proc/self/exe'))
    path.fill(0)
    expect(sys.syscall(sys.nr.readlinkat, -100, path, into, into.length)).toBe(-2)
  })

  it('lists a directory through getdents64', () => {
    const fd = sys.open('/proc/self/fd')
    const into = ffiBytes(32 * 1024)
    const length = sys.syscall(sys.nr.getdents64, fd, into, into.length)
    sys.close(fd)
    expect(length).toBeGreaterThan(24 * 3)
  })

  it('names the call and the errno of what failed', () => {
    expect(() => sys.open('/nowhere/at/all')).toThrow('open /nowhere/at/all: ENOENT')
    expect(() => sys.close(-1)).toThrow('close: EBADF')
    expect(() => sys.socket(16, 3, 255)).toThrow('socket: EPROTONOSUPPORT')
  })

  it('buffers stay where they are', () => {
    const bytes = ffiBytes(8)
    expect(sys.address(bytes)).toBe(sys.address(bytes))
    expect(sys.address(bytes.subarray(3))).toBe(sys.address(bytes) + 3)
  })

  it('a netlink socket gives its descriptor back, also when it is closed twice', () => {
    const before = openDescriptors()
    const socket = netlinkSocket(sys)
    expect(openDescriptors()).toBe(before + 1)
    socket.close()
    socket.close()
    expect(openDescriptors()).toBe(before)
  })

  it('a netlink socket that cannot be had is unavailable, and leaves no descriptor', () => {
    const before = openDescriptors()
    const failing = { ...sys, bind: () => sys.bind(-1, ffiBytes(12)) }
    expect(() => netlinkSocket(failing)).toThrow(new Unavailable('no netlink socket: bind: EBADF'))
    expect(() => netlinkSocket(sys, 31)).toThrow('no netlink socket: socket: EPROTONOSUPPORT')
    expect(openDescriptors()).toBe(before)
  })

  it('receive gives null when nothing comes, after the time it was given', () => {
    const socket = netlinkSocket(sys)
    try {
      const begin = performance.now()
      expect(socket.receive(0)).toBeNull()
      expect(socket.receive(30)).toBeNull()
      expect(performance.now() - begin).toBeGreaterThanOrEqual(29)
    } finally {
      socket.close()
    }
  })

  it('hungUp tells that the reader of a pipe has gone, and of nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-pipe-'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const reader = openSync(join(folder, 'pipe'), constants.O_RDONLY | constants.O_NONBLOCK)
    const writer = openSync(join(folder, 'pipe'), constants.O_WRONLY)
    const file = openSync(join(folder, 'file'), 'w')
    expect([sys.hungUp(writer), sys.hungUp(file)]).toEqual([false, false])
    closeSync(reader)
    expect([sys.hungUp(writer), sys.hungUp(file)]).toEqual([true, false])
    closeSync(writer)
    closeSync(file)
    rmSync(folder, { recursive: true })
  })

  it.skipIf(!isRoot)('setns enters a namespace (needs root)', () => {
    const fd = sys.open('/proc/self/ns/net')
    try {
      sys.setns(fd, CLONE_NEWNET)
      expect(() => sys.setns(fd, 0x20000000)).toThrow('setns: EINVAL')
    } finally {
      sys.close(fd)
    }
  })
})
