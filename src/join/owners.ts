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
  const { access, index, processes, first, fds, others } = held
  const ownersOf = ({ inode }: Socket): readonly Owner[] | null => {
    const place = index.find(inode)
    const holder = place < 0 ? NOT_HELD : first[place]!
    if (holder === NOT_HELD) return inode === 0 || access.complete ? NOBODY : null
    const owners = [new Holder(processes[holder]!, fds[place]!)]
    const more = others.get(place)
    if (more === undefined) return owners
    for (let i = 0; i < more.length; i += 2) {
      const process = processes[more[i]!]!
      const known = owners.find(owner => owner.pid === process.pid)
      if (known === undefined) owners.push(new Holder(process, more[i + 1]!))
      else known.add(more[i + 1]!)
    }
    return owners.sort((x, y) => x.pid - y.pid)
  }
  return { access, ownersOf }
}

/** in place of a descriptor that the source does not tell */
const UNTOLD = -1
/** in place of a process */
const NOT_HELD = -1

const told = (fd: number): number[] => (fd === UNTOLD ? [] : [fd])

/** Descriptors of wanted sockets, by the socket's place in the index. Most sockets have one. */
interface Held {
  readonly access: Access
  readonly index: InodeIndex
  readonly processes: readonly Process[]
  /** which of the processes was met first, and its descriptor */
  readonly first: Int32Array
  readonly fds: Int32Array
  /** a process and its descriptor, another one, ... */
  readonly others: ReadonlyMap<number, readonly number[]>
}

/** In flat arrays: there may be hundreds of thousands. */
const holdersOf = (sockets: readonly Socket[], source: OwnerSource): Held => {
  const index = new InodeIndex(sockets.length)
  for (let i = 0; i < sockets.length; i++) {
    const { inode } = sockets[i]!
    if (inode !== 0) index.add(inode)
  }
  const processes: Process[] = []
  const first = new Int32Array(index.size).fill(NOT_HELD)
  const fds = new Int32Array(index.size)
  const others = new Map<number, number[]>()
  let lastPid = 0
  // sources tell of one process after the other
  const visit: VisitFd = (pid, fd, inode) => {
    const place = index.find(inode)
    if (place < 0) return
    if (pid !== lastPid) {
      processes.push(source.process(pid))
      lastPid = pid
    }
    const holder = processes.length - 1
    if (first[place] === NOT_HELD) {
      first[place] = holder
      fds[place] = fd ?? UNTOLD
    } else {
      const known = others.get(place)
      if (known === undefined) others.set(place, [holder, fd ?? UNTOLD])
      else known.push(holder, fd ?? UNTOLD)
    }
  }
  const access = source.fds(visit, inode => index.find(inode) >= 0)
  return { access, index, processes, first, fds, others }
}
