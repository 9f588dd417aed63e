import { dlopen, ptr, read } from 'bun:ffi'
import { Unavailable } from '../base/errors.ts'
import type { Ffi } from './ffi.ts'

// bun cannot open the program itself (dlopen(null)), so the names of glibc and musl are tried
const LIBC = ['libc.so.6', 'libc.so', 'libc.musl-x86_64.so.1', 'libc.musl-aarch64.so.1']
const SYMBOLS = {
  syscall: { args: Array<string>(7).fill('i64'), returns: 'i64_fast' },
  __errno_location: { args: [], returns: 'ptr' },
}

/** FFI of Bun, built in. */
export const openFfi = (): Ffi => {
  const libc = loadLibc()
  const syscall = libc['syscall']!
  const errnoLocation = libc['__errno_location']!
  return {
    syscall: (nr, a, b, c, d, e, f) => {
      const result = Number(syscall(nr, a, b, c, d, e, f))
      return result === -1 ? -read.i32(Number(errnoLocation()), 0) : result
    },
    address: bytes => ptr(bytes),
  }
}

const loadLibc = (): Record<string, (...args: number[]) => number | bigint> => {
  let reason = ''
  for (const name of LIBC) {
    try {
      return dlopen(name, SYMBOLS).symbols
    } catch (error) {
      reason ||= error instanceof Error ? error.message : String(error)
    }
  }
  throw new Unavailable(`libc cannot be opened: ${reason}`)
}
