import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  readdirSync,
  readlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { errnoOf } from './errors.ts'

const FIRST_CHUNK = 64 * 1024
const MORE_CHUNK = 4096

/**
 * The /proc, /sys and /etc of one host: the running one, or a captured tree (`--root`). Paths are
 * given as on the host (`proc/net/tcp`). Every method throws the system's own error (ENOENT, EACCES, ...).
 */
export interface HostFs {
  readonly root: string
  /** The whole file. latin1 keeps each byte as one character; utf8 marks what is invalid with U+FFFD. */
  text(path: string, encoding: 'latin1' | 'utf8'): string
  /** The whole of a file that is not text. What is no file is refused, unread: EINVAL. */
  bytes(path: string): Uint8Array
  list(path: string): string[]
  readlink(path: string): string
}

export const hostFs = (root: string): HostFs => {
  // `/` + path, without path.join's normalising: the walk calls this for every descriptor
  const prefix = root === '/' ? '/' : `${join(root)}/`
  let scratch = Buffer.allocUnsafe(FIRST_CHUNK)

  const text = (path: string, encoding: 'latin1' | 'utf8'): string => {
    const fd = openSync(prefix + path, 'r')
    let length = 0
    try {
      for (;;) {
        // seq_file hands out less than a page a call, however much is asked: grow, and read on
        if (scratch.length - length < MORE_CHUNK) {
          const larger = Buffer.allocUnsafe(scratch.length * 2)
          scratch.copy(larger, 0, 0, length)
          scratch = larger
        }
        const got = readSync(fd, scratch, length, scratch.length - length, null)
        if (got === 0) return scratch.toString(encoding, 0, length)
        length += got
      }
    } finally {
      closeSync(fd)
    }
  }

  return {
    root,
    text,
    bytes: path => bytesOf(prefix + path),
    list: path => readdirSync(prefix + path),
    readlink: path => readlinkSync(prefix + path),
  }
}

/** Opened so that a pipe at this path could not make us wait. */
const bytesOf = (path: string): Uint8Array => {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    if (fstatSync(fd).isFile()) return readAll(fd)
    throw Object.assign(new Error(`${path} is no file`), { code: 'EINVAL' })
  } finally {
    closeSync(fd)
  }
}

/** All that is left to read of a file or of an iterator of the kernel. */
export const readAll = (fd: number): Uint8Array => {
  let buffer = Buffer.allocUnsafe(FIRST_CHUNK * 2)
  let length = 0
  for (;;) {
    if (buffer.length - length < FIRST_CHUNK) {
      const larger = Buffer.allocUnsafe(buffer.length * 2)
      buffer.copy(larger, 0, 0, length)
      buffer = larger
    }
    try {
      const got = readSync(fd, buffer, length, FIRST_CHUNK, null)
      if (got === 0) return buffer.subarray(0, length)
      length += got
    } catch (error) {
      // an iterator that met a million objects without telling of one; the next call goes on there
      if (errnoOf(error) !== 'EAGAIN') throw error
    }
  }
}
