import { errnoOf } from '../base/errors.ts'
import type { HostFs } from '../base/fs.ts'
import { once } from '../base/once.ts'

/** How much of the host's processes a walk could see. */
export interface WalkCount {
  processes: number
  /** processes of which some or all descriptors could not be read */
  denied: number
}

/** What a list of owners tells of a process. */
export interface Process {
  readonly pid: number
  /** null: gone, or unreadable, by the time it was asked */
  readonly comm: string | null
  readonly cmdline: readonly string[] | null
  readonly uid: number | null
}

/** Hears of one descriptor that is a socket. */
export type Visit = (pid: number, fd: number, inode: number) => void

// a process or descriptor that ends while we look is no error
const VANISHED = new Set(['ENOENT', 'ESRCH', 'ENOTDIR', 'EINVAL'])

/**
 * Calls `visit` for each descriptor in a directory such as `proc/1/fd/` that is a socket. `found` counts
 * descriptors of every kind; `denied`: one or more could not be read. Throws the error of the directory.
 */
export type ReadFds = (
  directory: string,
  visit: (fd: number, inode: number) => void,
) => { readonly found: number; readonly denied: boolean }

/**
 * Calls `visit` for every descriptor of every process that is a socket, from the links
 * /proc/PID/fd/N (proc_fd_link() in fs/proc/fd.c). Nothing here is fatal: a refusal (EACCES, EMFILE,
 * ...) is counted, what has vanished is passed over. `names` of /proc limits it to these processes.
 */
export const walkFds = (
  fs: HostFs,
  visit: Visit,
  names: Iterable<string> = fs.list('proc'),
  readFds: ReadFds = fdsThrough(fs),
): WalkCount => {
  const count = { processes: 0, denied: 0 }
  for (const name of names) {
    if (!isNumber(name)) continue
    const outcome = walkProcess(fs, name, visit, readFds)
    if (outcome === 'gone') continue
    count.processes++
    if (outcome === 'denied') count.denied++
  }
  return count
}

type Outcome = 'seen' | 'denied' | 'gone'

const walkProcess = (fs: HostFs, name: string, visit: Visit, readFds: ReadFds): Outcome => {
  const pid = Number(name)
  const visitFd = (fd: number, inode: number): void => visit(pid, fd, inode)
  try {
    const { found, denied } = readFds(`proc/${name}/fd`, visitFd)
    if (denied) return 'denied'
    return found > 0 ? 'seen' : walkThreads(fs, pid, visitFd, readFds)
  } catch (error) {
    return refusal(error) ? 'denied' : 'gone'
  }
}

/**
 * A process whose first thread has ended shows no descriptors of its own, though its other threads
 * still hold them. Kernel threads and zombies have no descriptors either, and one task.
 */
const walkThreads = (
  fs: HostFs,
  pid: number,
  visit: (fd: number, inode: number) => void,
  readFds: ReadFds,
): Outcome => {
  for (const tid of fs.list(`proc/${pid}/task`)) {
    if (tid === String(pid)) continue
    try {
      const { found, denied } = readFds(`proc/${pid}/task/${tid}/fd`, visit)
      if (denied) return 'denied'
      if (found > 0) return 'seen'
    } catch (error) {
      if (refusal(error)) return 'denied'
    }
  }
  return 'seen'
}

/** Through node:fs, which reads a captured tree too. */
export const fdsThrough =
  (fs: HostFs): ReadFds =>
  (directory, visit) => {
    const entries = fs.list(directory)
    if (entries.length === 0) return { found: 0, denied: false }
    return fs.within(directory, readlink => {
      let denied = false
      for (const entry of entries) {
        try {
          const inode = socketInode(readlink(entry))
          if (inode !== null && isNumber(entry)) visit(Number(entry), inode)
        } catch (error) {
          if (refusal(error)) denied = true
        }
      }
      return { found: entries.length, denied }
    })
  }

/** Was this a refusal, rather than something that vanished? Anything but a system error goes on up. */
const refusal = (error: unknown): boolean => {
  const errno = errnoOf(error)
  if (errno === null) throw error
  return !VANISHED.has(errno)
}

/** The inode in `socket:[N]`, or in `[0000]:N` as the first 2.6 kernels printed it; null: no socket. */
export const socketInode = (target: string): number | null => {
  let digits: string
  if (target.startsWith('socket:[') && target.endsWith(']')) digits = target.slice(8, -1)
  else if (target.startsWith('[0000]:')) digits = target.slice(7)
  else return null
  return isNumber(digits) && digits.length <= 15 ? Number(digits) : null
}

/** Decimal as the kernel prints it, without leading zeros. */
const isNumber = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return text.length > 0 && (text.length === 1 || text.charCodeAt(0) !== 48)
}

/**
 * Name, command line and effective uid of a process, each read when it is first asked for, and null
 * where it cannot be read any more: each is a file, and most lists show one of them.
 */
export const readProcess = (fs: HostFs, pid: number): Process => {
  const comm = once(() => readOr(fs, `proc/${pid}/stat`, commOf))
  const cmdline = once(() => readOr(fs, `proc/${pid}/cmdline`, cmdlineOf))
  const uid = once(() => readOr(fs, `proc/${pid}/status`, uidOf))
  return {
    pid,
    get comm() {
      return comm()
    },
    get cmdline() {
      return cmdline()
    },
    get uid() {
      return uid()
    },
  }
}

const readOr = <T>(fs: HostFs, path: string, parse: (text: string) => T | null): T | null => {
  try {
    return parse(fs.text(path, 'utf8'))
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

/** The name in `579 (sshd) S 1 ...`: it may itself hold `) (`, so it ends at the last `)`. */
export const commOf = (stat: string): string | null => {
  const open = stat.indexOf('(')
  const close = stat.lastIndexOf(')')
  return open >= 0 && close > open ? stat.slice(open + 1, close) : null
}

/**
 * argv from /proc/PID/cmdline, where each argument ends in a NUL. Programs that write their own title
 * leave a run of NULs behind it, so NULs at the end are no arguments. [] for kernel threads and zombies.
 */
export const cmdlineOf = (text: string): string[] => {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--
  return end === 0 ? [] : text.slice(0, end).split('\0')
}

/** The effective uid: second number of the line `Uid:` in /proc/PID/status. */
export const uidOf = (status: string): number | null => {
  const match = /^Uid:\s+\d+\s+(\d{1,10})\b/m.exec(status)
  return match === null ? null : Number(match[1])
}
