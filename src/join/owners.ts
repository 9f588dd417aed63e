import type { Owner, Socket } from '../model/socket.ts'
import type { Access, OwnerSource, VisitFd } from '../sources/index.ts'

/** Who holds which socket, and how much of that could be seen. */
export interface Joined {
  readonly access: Access
  /** by pid; [] nobody; null: may not look */
  ownersOf(socket: Socket): readonly Owner[] | null
}

type Process = ReturnType<OwnerSource['process']>

/** A process and its descriptors; what is asked of the process is read then, once for all its sockets. */
class Holder implements Owner {
  readonly pid: number
  readonly fds: number[]
  private readonly process: Process

  constructor(process: Process, fds: number[]) {
    this.pid = process.pid
    this.fds = fds
    this.process = process
  }

  get comm(): string | null {
    return this.process.comm
  }

  get cmdline(): readonly string[] | null {
    return this.process.cmdline
  }

  get uid(): number | null {
    return this.process.uid
  }
}

const NOBODY: readonly Owner[] = []

/**
 * Joins descriptors to sockets over the inode: many owners per socket, sorted by pid, each with all
 * its descriptors. A socket without an owner gets [] only where nothing could have been missed.
 */
export const joinOwners = (sockets: readonly Socket[], source: OwnerSource): Joined => {
  const held = holdersOf(sockets, source)
  const processes = new Map<number, Process>()
  const processOf = (pid: number): Process => {
    const known = processes.get(pid)
    if (known !== undefined) return known
    const process = source.process(pid)
    processes.set(pid, process)
    return process
  }
  const ownersOf = ({ inode }: Socket): readonly Owner[] | null => {
    const owners: Holder[] = []
    held.each(inode, (pid, fd) => {
      const known = owners.find(owner => owner.pid === pid)
      const holder = known ?? new Holder(processOf(pid), [])
      if (known === undefined) owners.push(holder)
      if (fd !== UNTOLD) holder.fds.push(fd)
    })
    if (owners.length === 0) return inode === 0 || held.access.complete ? NOBODY : null
    for (const { fds } of owners) if (fds.length > 1) fds.sort((x, y) => x - y)
    return owners.length === 1 ? owners : owners.sort((x, y) => x.pid - y.pid)
  }
  return { access: held.access, ownersOf }
}

/** in place of a descriptor that the source does not tell */
const UNTOLD = -1

interface Held {
  readonly access: Access
  each(inode: number, visit: (pid: number, fd: number) => void): void
}

/** Descriptors by inode, as lists threaded through flat arrays: there may be hundreds of thousands. */
const holdersOf = (sockets: readonly Socket[], source: OwnerSource): Held => {
  const last = new Map<number, number>()
  for (const { inode } of sockets) if (inode !== 0) last.set(inode, -1)
  const pids: number[] = []
  const fds: number[] = []
  const before: number[] = []
  const visit: VisitFd = (pid, fd, inode) => {
    const previous = last.get(inode)
    if (previous === undefined) return
    last.set(inode, pids.length)
    pids.push(pid)
    fds.push(fd ?? UNTOLD)
    before.push(previous)
  }
  const access = source.fds(visit, inode => last.has(inode))
  const each: Held['each'] = (inode, visit) => {
    for (let i = last.get(inode) ?? -1; i >= 0; i = before[i]!) visit(pids[i]!, fds[i]!)
  }
  return { access, each }
}
