import { errnoOf, Unavailable } from '../base/errors.ts'
import { linkOf, type HostFs } from '../base/fs.ts'
import { readProcess, walkFds, type ReadFds } from '../proc/pid.ts'
import type { Sys } from '../sys/index.ts'
import { procFds } from '../sys/proc-fds.ts'
import { FIRST_PID_NS } from './reader.ts'
import { SharedWalk } from './shared-walk.ts'
import type { Host, OwnerSource } from './source.ts'

/**
 * Owners from the links /proc/PID/fd/N: every process shows its own, root's reader sees them all. With
 * `sys`, and where it has an FFI, they are read a quarter faster than through node:fs.
 */
export const procOwners = (host: Host, sys: (() => Sys) | null = null): OwnerSource => {
  let shared: SharedWalk | null = null
  return {
    name: 'proc',
    open: () => {
      const names = listed(host.fs)
      const walkers = host.walkers?.()
      shared = walkers === undefined ? null : SharedWalk.with(walkers, names)
    },
    fds: visit => {
      const readFds = readFdsOf(host, sys)
      const { processes, denied } =
        shared?.walk(host.fs, visit, readFds) ?? walkFds(host.fs, visit, undefined, readFds)
      const complete = denied === 0 && seesAllPids(host.fs) && !hidesPids(host)
      return { processes, denied, complete }
    },
    process: pid => readProcess(host.fs, pid),
  }
}

const listed = (fs: HostFs): string[] => {
  try {
    return fs.list('proc')
  } catch (error) {
    throw new Unavailable(`/proc: ${errnoOf(error) ?? String(error)}`)
  }
}

/** The fastest reader that works here; undefined: node:fs, which alone can read a captured tree. */
export const readFdsOf = (host: Host, sys: (() => Sys) | null): ReadFds | undefined => {
  return sys === null || host.fs.root !== '/' ? undefined : readFdsThrough(sys)
}

/** The same of this very host. */
export const readFdsThrough = (sys: () => Sys): ReadFds | undefined => {
  try {
    return procFds(sys())
  } catch (error) {
    if (error instanceof Unavailable) return undefined
    throw error
  }
}

/** In a pid namespace of one's own, a socket may be held by a process that has no number here. */
const seesAllPids = (fs: HostFs): boolean => {
  const namespace = linkOf(fs, 'proc/self/ns/pid')
  // no pid namespaces before 2.6.24, and a captured tree need not carry the link
  return namespace === null || namespace === FIRST_PID_NS
}

/** Mounted with hidepid, /proc has no directories of other users' processes: denial without an error. */
const hidesPids = (host: Host): boolean => {
  if (host.euid === 0) return false
  try {
    const mounts = host.fs.text('proc/self/mounts', 'utf8')
    return /^\S+ \/proc proc \S*\bhidepid=(?!0\b|off\b)/m.test(mounts)
  } catch {
    return false
  }
}
