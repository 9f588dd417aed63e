import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  readdirSync,
  readlinkSync,
} from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { errnoOf } from './errors.ts'

const FIRST_CHUNK = 64 * 1024
const MORE_CHUNK = 4096
/** A buffer that is too small is copied into one so many times as large: memory not written to costs nothing. */
const GROWTH = 4

/**
 * The /proc, /sys and /etc of one host: the running one, or a captured tree (`--root`). Paths are
 * given as on the host (`proc/net/tcp`). Every method throws the system's own error (ENOENT, EACCES, ...).
 */
export interface HostFs {
  readonly root: string
  /** The whole file, until the next one is read. */
  bytes(path: string): Uint8Array
  /** The whole file. latin1 keeps each byte as one character; utf8 marks what is invalid with U+FFFD. */
  text(path: string, encoding: 'latin1' | 'utf8'): string
  /** The whole of a file that is not text, to be kept. What is no file is refused, unread: EINVAL. */
  binary(path: string): Uint8Array
  list(path: string): string[]
  readlink(path: string): string
  /**
   * Lets `look` read the links of one directory by their names. Every part of a path in /proc that the
   * kernel need not walk for each of them saves time: so the directory is entered where that can be done.
   */
  within<T>(path: string, look: (readlink: (name: string) => string) => T): T
}

/** Where a link leads; null: there is none, or none to be read. */
export const linkOf = (fs: Pick<HostFs, 'readlink'>, path: string): string | null => {
  try {
    return fs.readlink(path)
  } catch {
    return null
  }
}

/** The working directory of this process, which is one for all of it. */
export interface WorkingDirectory {
  get(): string
  set(path: string): void
}

export const hostFs = (root: string, directory: WorkingDirectory | null = null): HostFs => {
  // `/` + path, without path.join's normalising: the walk calls this for every descriptor
  const prefix = root === '/' ? '/' : `${join(root)}/`
  let scratch = Buffer.allocUnsafe(FIRST_CHUNK)

  const read = (path: string): Buffer => {
    const fd = openSync(prefix + path, 'r')
    let length = 0
    try {
      for (;;) {
        // seq_file hands out less than a page a call, however much is asked: grow, and read on
        if (scratch.length - length < MORE_CHUNK) {
          const larger = Buffer.allocUnsafe(scratch.length * GROWTH)
          scratch.copy(larger, 0, 0, length)
          scratch = larger
        }
        const got = readSync(fd, scratch, length, scratch.length - length, null)
        if (got === 0) return scratch.subarray(0, length)
        length += got
      }
    } finally {
      closeSync(fd)
    }
  }

  return {
    root,
    binary: path => binaryOf(prefix + path),
    bytes: read,
    text: (path, encoding) => read(path).toString(encoding),
    list: path => readdirSync(prefix + path),
    readlink: path => readlinkSync(prefix + path),
    within: (path, look) => {
      // a relative root would lead elsewhere from there
      const home = isAbsolute(root) ? enter(directory, prefix + path) : null
      if (home === null) return look(name => readlinkSync(`${prefix}${path}/${name}`))
      try {
        return look(readName)
      } finally {
        goBack(directory!, home)
      }
    },
  }
}

const readName = (name: string): string => readlinkSync(name)

/** Enters a directory; the one left, or null where it could not be entered or come back to. */
const enter = (directory: WorkingDirectory | null, path: string): string | null => {
  try {
    const home = directory?.get() ?? null
    if (home !== null) directory!.set(path)
    return home
  } catch {
    return null
  }
}

/** A directory that one may be in need not be one that one may enter. */
const goBack = (directory: WorkingDirectory, home: string): void => {
  try {
    directory.set(home)
  } catch {
    directory.set('/')
  }
}

/** Opened so that a pipe at this path could not make us wait. */
const binaryOf = (path: string): Uint8Array => {
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
      const larger = Buffer.allocUnsafe(buffer.length * GROWTH)
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
