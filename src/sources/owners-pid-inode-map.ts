import { errnoOf, Unavailable } from '../base/errors.ts'
import { readProcess, walkFds, type Process } from '../proc/pid.ts'
import { parsePidInodeMap } from '../proc/pid-inode-map.ts'
import type { Host, OwnerSource, VisitFd } from './source.ts'
import { readerOf } from './reader.ts'

/**
 * Owners from /proc/pid_inode_map, where that kernel module is loaded. It tells inodes of files of
 * every kind and anyone's chosen name in between, so both are checked as far as this reader may look:
 * the name in /proc/PID/stat, and by the links in /proc/PID/fd that the inode is that of a socket.
 */
export const pidInodeMapOwners = (host: Host): OwnerSource => {
  const processes = new Map<number, Process>()
  const processOf = (pid: number): Process => {
    const known = processes.get(pid) ?? readProcess(host.fs, pid)
    processes.set(pid, known)
    return known
  }
  return {
    name: 'pid_inode_map',
    open: () => {
      read(host)
      if (!readerOf(host.fs).firstPidNs) {
        throw new Unavailable('/proc/pid_inode_map has the pids of the first pid namespace')
      }
    },
    fds: (visit, isSocket) => {
      processes.clear()
      const { rows, problems } = parsePidInodeMap(read(host))
      let complete = problems.length === 0
      for (const { pid, comm, inodes } of rows) {
        const sockets = new Set(inodes.filter(isSocket))
        if (sockets.size === 0) continue
        const live = processOf(pid).comm
        if (live !== null && live !== comm) complete = false
        else visitProcess(host, pid, sockets, visit)
      }
      return { processes: null, denied: null, complete }
    },
    process: processOf,
  }
}

const read = (host: Host): string => {
  try {
    return host.fs.text('proc/pid_inode_map', 'utf8')
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === null) throw error
    throw new Unavailable(
      errno === 'ENOENT'
        ? 'the kernel module pid_inode_map is not loaded'
        : `/proc/pid_inode_map cannot be read (${errno})`,
    )
  }
}

/** By its links, which know the descriptors; as the map has it where they cannot be read. */
const visitProcess = (
  host: Host,
  pid: number,
  sockets: ReadonlySet<number>,
  visit: VisitFd,
): void => {
  const { processes, denied } = walkFds(host.fs, visit, [String(pid)])
  if (processes > 0 && denied === 0) return
  for (const inode of sockets) visit(pid, null, inode)
}
