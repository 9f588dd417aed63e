import { HOST_LITTLE } from '../base/bytes.ts'
import { KernelError } from '../base/errno.ts'
import { ffiBytes, type Sys } from './index.ts'

/** include/uapi/asm-generic/errno-base.h: what has vanished, or was no link, is passed over */
const ENOENT = 2
const ESRCH = 3
const EINVAL = 22

/** struct linux_dirent64 { u64 ino, offset; u16 length; u8 type; char name[]; }, fs/readdir.c */
const LENGTH_AT = 16
const NAME_AT = 19

const DIRENTS = 32 * 1024
// `socket:[4294967295]`; what is longer is no socket, and may be cut
const LINK = 32

const SOCKET = [...'socket:['].map(letter => letter.charCodeAt(0))
const [ZERO, NINE, CLOSE] = [0x30, 0x39, 0x5d]

type VisitFd = (fd: number, inode: number) => void
type Found = { readonly found: number; readonly denied: boolean }
/** As in proc/pid.ts, which this layer does not know. */
type ReadFds = (directory: string, visit: VisitFd) => Found

/**
 * Reads the sockets among the descriptors in a directory such as `proc/1/fd/`: by getdents64(2) and
 * readlinkat(2) into the same two buffers, which makes no text of any name or link. As the reader
 * through node:fs in proc/pid.ts does, it throws the error of the directory and counts the rest.
 */
export const procFds = (sys: Sys): ReadFds => {
  const entries = ffiBytes(DIRENTS)
  const lengths = new DataView(entries.buffer)
  const link = ffiBytes(LINK)
  // outside the collected heap they stay where they are
  const [entriesAt, linkAt] = [sys.address(entries), sys.address(link)]

  const readLinks = (directory: number, path: string, visit: VisitFd): Found => {
    let found = 0
    let denied = false
    for (;;) {
      const got = sys.syscall(sys.nr.getdents64, directory, entriesAt, DIRENTS)
      if (got < 0) throw new KernelError(`list ${path}`, -got)
      if (got === 0) return { found, denied }
      for (let at = 0; at < got; at += lengths.getUint16(at + LENGTH_AT, HOST_LITTLE)) {
        const fd = numberAt(entries, at + NAME_AT, 0)
        if (fd < 0) continue // `.` and `..`
        found++
        const name = entriesAt + at + NAME_AT
        const length = sys.syscall(sys.nr.readlinkat, directory, name, linkAt, LINK)
        if (length >= 0) {
          const inode = inodeIn(link, length)
          if (inode >= 0) visit(fd, inode)
        } else if (length !== -ENOENT && length !== -ESRCH && length !== -EINVAL) denied = true
      }
    }
  }

  return (directory, visit) => {
    const fd = sys.open(`/${directory}`)
    try {
      return readLinks(fd, directory, visit)
    } finally {
      sys.close(fd)
    }
  }
}

/** The inode in `socket:[N]`, or -1. */
const inodeIn = (link: Uint8Array, length: number): number => {
  for (let i = 0; i < SOCKET.length; i++) if (link[i] !== SOCKET[i]) return -1
  return length < LINK ? numberAt(link.subarray(0, length), SOCKET.length, CLOSE) : -1
}

/** The decimal number from `at` up to the byte `end`, or -1. */
const numberAt = (bytes: Uint8Array, at: number, end: number): number => {
  let number = 0
  let i = at
  for (; bytes[i] !== end; i++) {
    const byte = bytes[i] ?? 0
    if (byte < ZERO || byte > NINE) return -1
    number = number * 10 + (byte - ZERO)
  }
  return i > at ? number : -1
}
