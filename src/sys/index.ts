import { openFfi } from '#ffi'
import { KernelError } from '../base/errno.ts'
import type { Ffi } from './ffi.ts'
import { numbersFor, type Numbers } from './numbers.ts'

/** fcntl.h; the same on every architecture of numbers.ts, as are the ones below */
const AT_FDCWD = -100
const O_CLOEXEC = 0o2000000

/** include/uapi/linux/sched.h */
export const CLONE_NEWNET = 0x40000000

const POLLIN = 1
const POLLERR = 8
const POLLHUP = 16
const EINTR = 4
const EAGAIN = 11

/**
 * System calls, through FFI. Every method but `syscall` throws a KernelError. Buffers given to it must
 * stand on an ArrayBuffer of their own (see `ffiBytes`).
 */
export interface Sys {
  readonly nr: Numbers
  /** The result, or -errno, as the kernel itself answers; a buffer stands for its address. */
  syscall(nr: number, ...args: readonly (number | Uint8Array)[]): number
  /** Where a buffer lies, for structs that hold pointers; keep the buffer referenced meanwhile. */
  address(bytes: Uint8Array): number
  socket(family: number, type: number, protocol: number): number
  bind(fd: number, address: Uint8Array): void
  setsockopt(fd: number, level: number, option: number, value: number): void
  sendto(fd: number, bytes: Uint8Array, address: Uint8Array): void
  /**
   * How many bytes came, which with MSG_TRUNC may be more than `into` holds; `from` gets the sender.
   * null: none there (EAGAIN).
   */
  recv(fd: number, into: Uint8Array, flags: number, from: Uint8Array): number | null
  /** Waits until `fd` can be read, at most `ms`; false: not yet (a signal ends it early too). */
  readable(fd: number, ms: number): boolean
  /** Has everybody gone who could read what is written to `fd`? */
  hungUp(fd: number): boolean
  /** Opens for reading, close-on-exec. */
  open(path: string): number
  close(fd: number): void
  /** Moves this thread into the namespace that `fd` refers to. */
  setns(fd: number, kind: number): void
}

/**
 * A buffer that the kernel may be given. Small ones otherwise live inside the garbage-collected heap,
 * where they move, and Bun gives stale reads of them.
 */
export const ffiBytes = (length: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new ArrayBuffer(length))

/** libc is one for the process, and koffi keeps for ever what it has bound: bound again at each look, memory would grow. */
let bound: Ffi | null = null

/** Loads the FFI; throws Unavailable, with the reason, where there is none. Nothing is loaded before. */
export const openSys = (ffi: Ffi = (bound ??= openFfi())): Sys => {
  const nr = numbersFor()
  const fromLength = new Uint32Array(ffiBytes(4).buffer)
  const fromLengthBytes = new Uint8Array(fromLength.buffer)

  // No JavaScript runs between taking an address and the kernel's return, so nothing is collected there
  const syscall: Sys['syscall'] = (number, ...args) => {
    const word = (i: number): number => {
      const arg = args[i] ?? 0
      return typeof arg === 'number' ? arg : ffi.address(arg)
    }
    return ffi.syscall(number, word(0), word(1), word(2), word(3), word(4), word(5))
  }

  return {
    nr,
    syscall,
    address: ffi.address,
    socket: (family, type, protocol) =>
      checked('socket', syscall(nr.socket, family, type, protocol)),
    bind: (fd, address) => void checked('bind', syscall(nr.bind, fd, address, address.length)),
    setsockopt: (fd, level, option, value) => {
      const bytes = ffiBytes(4)
      new Int32Array(bytes.buffer)[0] = value
      checked('setsockopt', syscall(nr.setsockopt, fd, level, option, bytes, 4))
    },
    sendto: (fd, bytes, to) =>
      void checked('sendto', syscall(nr.sendto, fd, bytes, bytes.length, 0, to, to.length)),
    recv: (fd, into, flags, from) => {
      fromLength[0] = from.length
      const got = syscall(nr.recvfrom, fd, into, into.length, flags, from, fromLengthBytes)
      return got === -EAGAIN ? null : checked('recv', got)
    },
    readable: (fd, ms) => {
      const { pollfd, timeout } = pollArguments(fd, ms)
      const ready = syscall(nr.ppoll, pollfd, 1, timeout)
      return ready !== -EINTR && checked('ppoll', ready) > 0
    },
    hungUp: fd => {
      const { pollfd, timeout } = pollArguments(fd, 0, 0)
      if (syscall(nr.ppoll, pollfd, 1, timeout) <= 0) return false
      return (new Uint16Array(pollfd.buffer)[3]! & (POLLERR | POLLHUP)) !== 0
    },
    open: path => checked(`open ${path}`, syscall(nr.openat, AT_FDCWD, cString(path), O_CLOEXEC)),
    close: fd => void checked('close', syscall(nr.close, fd)),
    setns: (fd, kind) => void checked('setns', syscall(nr.setns, fd, kind)),
  }
}

const checked = (what: string, result: number): number => {
  if (result < 0) throw new KernelError(what, -result)
  return result
}

/** struct pollfd { int fd; short events, revents; } and struct timespec { long sec, nsec; } */
const pollArguments = (
  fd: number,
  ms: number,
  events = POLLIN,
): { pollfd: Uint8Array<ArrayBuffer>; timeout: Uint8Array } => {
  const pollfd = ffiBytes(8)
  new Int32Array(pollfd.buffer)[0] = fd
  new Uint16Array(pollfd.buffer)[2] = events
  const timeout = ffiBytes(16)
  const seconds = Math.floor(ms / 1000)
  const nanoseconds = Math.round((ms - seconds * 1000) * 1e6)
  new BigInt64Array(timeout.buffer).set([BigInt(seconds), BigInt(nanoseconds)])
  return { pollfd, timeout }
}

const cString = (text: string): Uint8Array => {
  const bytes = new TextEncoder().encode(text)
  const buffer = ffiBytes(bytes.length + 1)
  buffer.set(bytes)
  return buffer
}
