import type { OwnerRecords } from '../bpf/record.ts'
import { errnoOf, ParseError, Unavailable } from '../base/errors.ts'
import type { HostFs } from '../base/fs.ts'
import { readProcess } from '../proc/pid.ts'
import type { Host, OwnerSource } from './source.ts'
import { readerOf, type Reader } from './reader.ts'

/** The records that name every owner of the wanted sockets. */
export type Recorded = (isWanted: (inode: number) => boolean) => OwnerRecords

/**
 * A source whose owners come as records of the iterator. Names and uids are those recorded, of the same
 * instant as the descriptors: a process that has ended since keeps its own, and asking /proc for both
 * again would cost more than the records did. Command lines only /proc has, and uids for who counts
 * them in another user namespace.
 */
export const recordedOwners = (
  host: Host,
  name: string,
  read: (reader: Reader) => Recorded,
): OwnerSource => {
  let reader: Reader | null = null
  let unused: Recorded | null = null
  let records: OwnerRecords | null = null
  const load = (): Recorded => {
    const from = readerOf(host.fs)
    reader = from
    return orUnavailable(() => read(from))
  }
  return {
    name,
    open: () => void (unused = load()),
    fds: (visit, isSocket) => {
      const recorded = unused ?? load()
      unused = null
      const list = orUnavailable(() => recorded(isSocket))
      records = list
      list.visit(visit)
      return {
        processes: null,
        denied: null,
        complete: seesAll(host, reader!, list),
      }
    },
    process: pid => {
      const live = readProcess(host.fs, pid)
      const recorded = records?.process(pid) ?? null
      const uid = reader?.firstUserNs === true ? (recorded?.uid ?? null) : null
      return {
        pid,
        get comm() {
          return recorded?.comm ?? live.comm
        },
        get cmdline() {
          return live.cmdline
        },
        get uid() {
          return uid ?? live.uid
        },
      }
    },
  }
}

/** What is broken is as good as not there: the next source is taken, and this is why. */
const orUnavailable = <T>(read: () => T): T => {
  try {
    return read()
  } catch (error) {
    throw error instanceof ParseError ? new Unavailable(error.message) : error
  }
}

/** From a pid namespace below the first, a socket may be held by a process that has no number here. */
const seesAll = (host: Host, reader: Reader, { filtered }: OwnerRecords): boolean =>
  reader.firstPidNs &&
  (!filtered || (host.euid === 0 && reader.firstUserNs)) &&
  !(host.euid === 0 && isGuarded(host.fs))

/**
 * Does something beyond permissions (a security module, a supervisor) refuse even root the descriptors
 * of process 1? What it hides there it may hide from the iterator, which leaves no trace of it.
 */
const isGuarded = (fs: HostFs): boolean => {
  // next to always it has this one, while a list of all it has may be long
  const errno = errnoIn(() => fs.readlink('proc/1/fd/0'))
  const other = errno === 'ENOENT' ? errnoIn(() => readFirst(fs, 'proc/1/fd/')) : errno
  return other === 'EACCES' || other === 'EPERM'
}

const readFirst = (fs: HostFs, directory: string): void => {
  const [first] = fs.list(directory)
  if (first !== undefined) fs.readlink(directory + first)
}

const errnoIn = (look: () => void): string | null => {
  try {
    look()
    return null
  } catch (error) {
    return errnoOf(error)
  }
}
