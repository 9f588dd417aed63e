import { createRequire } from 'node:module'
import { arch } from 'node:os'
import { Unavailable } from '../base/errors.ts'
import type { Ffi } from './ffi.ts'

/** The little of koffi that is used, declared here so that types need no installed koffi. */
interface Koffi {
  load(library: null): { func(name: string, result: string, args: readonly string[]): Call }
  address(bytes: Uint8Array): bigint
  errno(): number
}
type Call = (...args: number[]) => number | bigint

/** Loads by package name; a parameter so that a test can make it fail. */
export type Require = (name: string) => unknown

// the build replaces import.meta.url, which a cjs bundle has not; no bundler follows this require
const requireHere: Require = name => createRequire(import.meta.url)(name)

/** FFI of Node through koffi, an optional dependency. Throws Unavailable where it is not installed. */
export const openFfi = (require: Require = requireHere): Ffi => {
  const koffi = loadKoffi(require)
  // null is the program itself, which has libc in it, be it glibc or musl
  const syscall = koffi.load(null).func('syscall', 'int64', Array<string>(7).fill('int64'))
  return {
    syscall: (nr, a, b, c, d, e, f) => {
      const result = Number(syscall(nr, a, b, c, d, e, f))
      return result === -1 ? -koffi.errno() : result
    },
    address: bytes => Number(koffi.address(bytes)),
  }
}

/** The native module itself first: `koffi` reads files for 5 ms to find the same one (1.2 ms). */
const loadKoffi = (require: Require): Koffi => {
  try {
    return require(`@koromix/koffi-linux-${arch()}/linux_${arch()}/koffi.node`) as Koffi
  } catch {
    // a musl system, or packages laid out otherwise: koffi knows where to look
  }
  try {
    return require('koffi') as Koffi
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    throw new Unavailable(`koffi (the foreign function interface) cannot be loaded: ${reason}`)
  }
}
