import type { Report } from '../base/errors.ts'
import type { HostFs } from '../base/fs.ts'
import type { Socket, Want } from '../model/socket.ts'
import type { Process } from '../proc/pid.ts'
import type { Walkers } from './second-thread.ts'

/** The host that a run reads. */
export interface Host {
  readonly fs: HostFs
  /** byte order of the addresses in its /proc/net */
  readonly littleEndian: boolean
  /** of the reader */
  readonly euid: number
  /** the command line that would do this run again as root; null where that would not help */
  readonly elevated: string | null
  /** second threads for long walks; undefined: there is none, or no walk here is long */
  readonly walkers?: (() => Walkers | undefined) | undefined
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
  /**
   * May give more than is wanted, never less; owners are null until they are joined. `read` hears when
   * the kernel has told all of them, as early as that is known.
   */
  sockets(want: Want, report: Report, read?: () => void): Socket[]
  /** Looks to come share what was opened, until `release`. Absent: it opens nothing. */
  hold?(): { release(): void }
}

export type VisitFd = (pid: number, fd: number | null, inode: number) => void

export interface OwnerSource {
  readonly name: string
  /** throws Unavailable with the reason; what it may read or begin to read by then is all that `fds` tells */
  open(): void
  /**
   * Calls `visit` for every descriptor that is a socket; `fd` is null where the source tells inodes
   * alone. A source that must guess which inodes are sockets asks `isSocket`.
   */
  fds(visit: VisitFd, isSocket: (inode: number) => boolean): Access
  process(pid: number): Process
}
