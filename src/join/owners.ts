import type { Owner, Socket } from '../model/socket.ts'
import type { Access, OwnerSource } from '../sources/index.ts'

/** The sockets with all their owners, and how much of the owners could be seen. */
export interface Joined {
  readonly sockets: Socket[]
  readonly access: Access
}

/**
 * Joins descriptors to sockets over the inode: many owners per socket, sorted by pid, each with all
 * its descriptors. A socket without an owner gets [] only where nothing could have been missed.
 */
export const joinOwners = (sockets: readonly Socket[], source: OwnerSource): Joined => {
  const holders = new Map<number, Map<number, number[]>>()
  for (const { inode } of sockets) if (inode !== 0) holders.set(inode, new Map())

  const access = source.fds((pid, fd, inode) => {
    const byPid = holders.get(inode)
    if (byPid === undefined) return
    const fds = byPid.get(pid)
    if (fds === undefined) byPid.set(pid, [fd])
    else fds.push(fd)
  })

  const processes = new Map<number, ReturnType<OwnerSource['process']>>()
  const ownerOf = ([pid, fds]: [number, number[]]): Owner => {
    let process = processes.get(pid)
    if (process === undefined) {
      process = source.process(pid)
      processes.set(pid, process)
    }
    const { comm, cmdline, uid } = process
    return { pid, fds: fds.sort((x, y) => x - y), comm, cmdline, uid }
  }

  const joined = sockets.map(socket => {
    const byPid = holders.get(socket.inode)
    if (byPid !== undefined && byPid.size > 0) {
      const owners = [...byPid].sort(([x], [y]) => x - y).map(ownerOf)
      return { ...socket, owners }
    }
    if (socket.inode === 0 || access.complete) return { ...socket, owners: [] }
    return { ...socket, owners: null }
  })
  return { sockets: joined, access }
}
