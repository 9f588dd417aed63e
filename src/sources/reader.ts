import { errnoOf, Unavailable } from '../base/errors.ts'
import { linkOf, type HostFs } from '../base/fs.ts'

/** What the owners that the kernel tells depend on: who asks, and from where. */
export interface Reader {
  /** all processes of the host have a number here */
  readonly firstPidNs: boolean
  /** uids are those that the kernel counts in */
  readonly firstUserNs: boolean
  /** CAP_BPF and CAP_PERFMON, or CAP_SYS_ADMIN; in a container even these may not suffice */
  readonly mayLoad: boolean
}

// PROC_PID_INIT_INO and PROC_USER_INIT_INO in include/linux/proc_ns.h
export const FIRST_PID_NS = 'pid:[4026531836]'
const FIRST_USER_NS = 'user:[4026531837]'

/** include/uapi/linux/capability.h */
const CAP_SYS_ADMIN = 21n
const CAP_PERFMON = 38n
const CAP_BPF = 39n

/**
 * This process, from /proc/self. Throws Unavailable where /proc is of another pid namespace: the
 * kernel's numbers would then belong to other processes there.
 */
export const readerOf = (fs: HostFs): Reader => {
  const pidNs = linkOf(fs, 'proc/self/ns/pid')
  const status = statusOf(fs, pidNs !== null)
  // one number for each namespace from that of /proc down to this process's; since 4.1
  const pids = /^NSpid:\s*(.*)$/m.exec(status)?.[1]?.trim().split(/\s+/)
  if (pids !== undefined && pids.length !== 1) throw new Unavailable(FOREIGN)
  const capabilities = BigInt(`0x${/^CapEff:\s*([\da-f]{1,16})$/m.exec(status)?.[1] ?? '0'}`)
  const has = (capability: bigint): boolean => ((capabilities >> capability) & 1n) === 1n
  return {
    firstPidNs: pidNs === FIRST_PID_NS,
    firstUserNs: linkOf(fs, 'proc/self/ns/user') === FIRST_USER_NS,
    mayLoad: has(CAP_SYS_ADMIN) || (has(CAP_BPF) && has(CAP_PERFMON)),
  }
}

const FOREIGN = '/proc shows the processes of another pid namespace'

/** A captured tree need not have it; the /proc of a namespace without this process leads nowhere. */
const statusOf = (fs: HostFs, hasSelf: boolean): string => {
  try {
    return fs.text('proc/self/status', 'latin1')
  } catch (error) {
    if (errnoOf(error) === null) throw error
    if (hasSelf) return ''
    throw new Unavailable(FOREIGN)
  }
}
