import fs, { fstatSync, readSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { errnoOf } from '../base/errors.ts'

/** Major number of /dev/null and its kin. */
const MEMORY_DEVICES = 1

/** Files, pipes and /dev/null are told apart without node:tty, which would be a tenth of a short run. */
export const isTerminal = (fd: number): boolean => {
  try {
    const status = fstatSync(fd)
    if (!status.isCharacterDevice() || status.rdev >> 8 === MEMORY_DEVICES) return false
  } catch {
    return false
  }
  const { isatty } = createRequire(import.meta.url)('node:tty') as typeof import('node:tty')
  return isatty(fd)
}

/** Blocking read of one line, without its end. */
export const readLine = (fd: number): string => {
  const byte = Buffer.alloc(1)
  const bytes: number[] = []
  for (;;) {
    try {
      if (readSync(fd, byte) === 0 || byte[0] === 0x0a) return Buffer.from(bytes).toString()
      bytes.push(byte[0]!)
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') throw error
      pause()
    }
  }
}

/** For a descriptor that does not block: a millisecond, then try again. */
const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)

/** Blocking write of all bytes: a pipe whose reader is slow answers EAGAIN, and is asked again. */
export const writeAll = (fd: number, chunk: string | Uint8Array): void => {
  let bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes))
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') throw error
      pause()
    }
  }
}

/**
 * Reads a whole file on another thread while this one goes on. null: the runtime is not Bun; Node comes
 * back to this thread for each piece, and the kernel hands /proc out in pieces of 4 KiB.
 */
export const readBeside: ((path: string) => Promise<Uint8Array>) | null =
  process.versions['bun'] === undefined ? null : path => fs.promises.readFile(path)
