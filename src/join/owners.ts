import type { Owner, Socket } from '../model/socket.ts'
import type { Access, OwnerSource, VisitFd } from '../sources/index.ts'
import { InodeIndex } from './inode-index.ts'

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
  private readonly process: Process
  /** of the only descriptor, as it mostly is; else `all` */
  private readonly fd: number
  private all: number[] | null = null

  constructor(process: Process, fd: number) {
    this.pid = process.pid
    this.process = process
    this.fd = fd
  }

  add(fd: number): void {
    this.all = [...this.fds, ...told(fd)].sort((x, y) => x - y)
  }

  get fds(): readonly number[] {
    return this.all ?? told(this.fd)
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
  const { access, processes, holders, fds, before } = held
  const ownersOf = ({ inode }: Socket): readonly Owner[] | null => {
    const last = held.lastOf(inode)
    if (last < 0) return inode === 0 || access.complete ? NOBODY : null
    const owners = [new Holder(processes[holders[last]!]!, fds[last]!)]
    if (before[last]! < 0) return owners
    for (let i = before[last]!; i >= 0; i = before[i]!) {
      const process = processes[holders[i]!]!
      const known = owners.find(owner => owner.pid === process.pid)
      if (known === undefined) owners.push(new Holder(process, fds[i]!))
      else known.add(fds[i]!)
    }
    return owners.sort((x, y) => x.pid - y.pid)
  }
  return { access, ownersOf }
}

/** in place of a descriptor that the source does not tell */
const UNTOLD = -1

const told = (fd: number): number[] => (fd === UNTOLD ? [] : [fd])

/** Descriptors of wanted sockets; those of one socket make a list, each with the place of the one before it. */
interface Held {
  readonly access: Access
  readonly processes: readonly Process[]
  /** which of the processes holds the descriptor */
  readonly holders: readonly number[]
  readonly fds: readonly number[]
  /** -1: none */
  readonly before: readonly number[]
  /** place of the last descriptor of a socket; -1: none */
  lastOf(inode: number): number
}

/** In flat arrays: there may be hundreds of thousands. */
const holdersOf = (sockets: readonly Socket[], source: OwnerSource): Held => {
  const index = new InodeIndex(sockets.length)
  for (let i = 0; i < sockets.length; i++) {
    const { inode } = sockets[i]!
    if (inode !== 0) index.add(inode)
  }
  const last = new Int32Array(index.size).fill(-1)
  const processes: Process[] = []
  const holders: number[] = []
  const fds: number[] = []
  const before: number[] = []
  let lastPid = 0
  // sources tell of one process after the other
  const visit: VisitFd = (pid, fd, inode) => {
    const place = index.find(inode)
    if (place < 0) return
    if (pid !== lastPid) {
      processes.push(source.process(pid))
      lastPid = pid
    }
    before.push(last[place]!)
    last[place] = holders.length
    holders.push(processes.length - 1)
    fds.push(fd ?? UNTOLD)
  }
  const access = source.fds(visit, inode => index.find(inode) >= 0)
  const lastOf = (inode: number): number => {
    const place = index.find(inode)
    return place < 0 ? -1 : last[place]!
  }
  return { access, processes, holders, fds, before, lastOf }
}
