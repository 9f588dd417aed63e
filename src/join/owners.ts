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
  const { pids, fds, before } = held
  const ownersOf = ({ inode }: Socket): readonly Owner[] | null => {
    const last = held.lastOf(inode)
    if (last < 0) return inode === 0 || held.access.complete ? NOBODY : null
    const owners = [new Holder(processOf(pids[last]!), told(fds[last]!))]
    if (before[last]! < 0) return owners
    for (let i = before[last]!; i >= 0; i = before[i]!) {
      const known = owners.find(owner => owner.pid === pids[i])
      if (known === undefined) owners.push(new Holder(processOf(pids[i]!), told(fds[i]!)))
      else known.fds.push(...told(fds[i]!))
    }
    for (const owner of owners) if (owner.fds.length > 1) owner.fds.sort((x, y) => x - y)
    return owners.sort((x, y) => x.pid - y.pid)
  }
  return { access: held.access, ownersOf }
}

/** in place of a descriptor that the source does not tell */
const UNTOLD = -1

const told = (fd: number): number[] => (fd === UNTOLD ? [] : [fd])

/** Descriptors of wanted sockets; those of one socket make a list, each with the place of the one before it. */
interface Held {
  readonly access: Access
  readonly pids: readonly number[]
  readonly fds: readonly number[]
  /** -1: none */
  readonly before: readonly number[]
  /** place of the last descriptor of a socket; -1: none */
  lastOf(inode: number): number
}

/** In flat arrays: there may be hundreds of thousands. */
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
  return { access, pids, fds, before, lastOf: inode => last.get(inode) ?? -1 }
}
