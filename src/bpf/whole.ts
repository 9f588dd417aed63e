import type { OwnerRecords } from './record.ts'

/**
 * Do records of these processes alone name every owner of the wanted sockets that these hold? They do where
 * each process is alone with its descriptors, and those here are all that hold the sockets. Of a process
 * without a record nothing is known: it may have no sockets, have ended, or have been passed over (6.1 to
 * 6.6, which lose threads that have left the descriptors of the first).
 */
export const nameEveryOwner = (
  records: OwnerRecords,
  pids: readonly number[],
  isWanted: (inode: number) => boolean,
): boolean => {
  if (!pids.every(pid => records.process(pid)?.alone === true)) return false
  const others = new Map<number, number>()
  records.visit((_pid, _fd, inode, references) => {
    if (isWanted(inode)) others.set(inode, (others.get(inode) ?? references) - 1)
  })
  return [...others.values()].every(count => count === 0)
}
