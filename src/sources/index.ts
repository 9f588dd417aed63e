import { Unavailable, UsageError, type Report } from '../base/errors.ts'
import type { HostFs } from '../base/fs.ts'
import { didYouMean } from '../base/nearest.ts'
import type { Socket, Want } from '../model/socket.ts'
import type { Process } from '../proc/pid.ts'
import { openSys } from '../sys/index.ts'
import { bpfOwners } from './owners-bpf.ts'
import { pidInodeMapOwners } from './owners-pid-inode-map.ts'
import { pinOwners } from './owners-pin.ts'
import { procOwners } from './owners-proc.ts'
import { netlinkSockets } from './sockets-netlink.ts'
import { procSockets } from './sockets-proc.ts'

/** The host that a run reads. */
export interface Host {
  readonly fs: HostFs
  /** byte order of the addresses in its /proc/net */
  readonly littleEndian: boolean
  /** of the reader */
  readonly euid: number
  /** the command line that would do this run again as root; null where that would not help */
  readonly elevated: string | null
  /** hears what `--verbose` says on the way */
  tell(line: string): void
  /** hears every netlink message, annotated; null: nobody asked */
  readonly trace: ((line: string) => void) | null
}

/** How much of the owners could be seen. */
export interface Access {
  /** processes looked at; null where none was walked */
  readonly processes: number | null
  readonly denied: number | null
  /** may "none found" be taken as "none there"? */
  readonly complete: boolean
}

export interface SocketSource {
  readonly name: string
  /** throws Unavailable with the reason */
  open(): void
  /** may give more than is wanted, never less; owners are null until they are joined */
  sockets(want: Want, report: Report): Socket[]
}

export type VisitFd = (pid: number, fd: number | null, inode: number) => void

export interface OwnerSource {
  readonly name: string
  open(): void
  /**
   * Calls `visit` for every descriptor that is a socket; `fd` is null where the source tells inodes
   * alone. A source that must guess which inodes are sockets asks `isSocket`.
   */
  fds(visit: VisitFd, isSocket: (inode: number) => boolean): Access
  process(pid: number): Process
}

export const SOURCE_NAMES = ['netlink', 'pin', 'bpf', 'pid_inode_map', 'proc']

export const socketSources = (host: Host): SocketSource[] => [
  netlinkSockets(host),
  procSockets(host),
]

/** What is pinned for everyone tells of the reader alone, so it comes behind what may tell more. */
export const ownerSources = (host: Host): OwnerSource[] => [
  ofThisKernel(host, pinOwners(host)),
  ofThisKernel(host, bpfOwners(host, openSys)),
  ofThisKernel(host, pidInodeMapOwners(host)),
  ofThisKernel(host, pinOwners(host, 'owners-self')),
  procOwners(host, openSys),
]

/** A captured tree (`--root`) is read as the files it is. */
const ofThisKernel = (host: Host, source: OwnerSource): OwnerSource => ({
  ...source,
  open: () => {
    if (host.fs.root !== '/') throw new Unavailable('a captured tree has no kernel to ask')
    source.open()
  },
})

/**
 * The first source that opens. A `forced` name that is among these leaves no choice; one that is not
 * is about something else. `tell` hears why the others were not taken. None at all throws Unavailable.
 */
export const choose = <S extends { readonly name: string; open(): void }>(
  sources: readonly S[],
  forced: string | null,
  tell: (line: string) => void,
): S => {
  const named = sources.filter(source => source.name === forced)
  const reasons: string[] = []
  for (const source of named.length > 0 ? named : sources) {
    try {
      source.open()
      return source
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      tell(`${source.name}: ${error.message}`)
      reasons.push(`${source.name}: ${error.message}`)
    }
  }
  throw new Unavailable(reasons.join('; '))
}

/** Refuses a `--source` that does not exist. */
export const checkSource = (name: string): string => {
  if (SOURCE_NAMES.includes(name)) return name
  throw new UsageError(
    `no source "${name}"${didYouMean(name, SOURCE_NAMES)} (there is: ${SOURCE_NAMES.join(', ')})`,
  )
}
