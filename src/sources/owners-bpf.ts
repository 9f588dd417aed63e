import { readOnce } from '../bpf/loader.ts'
import { PIN, RUN } from '../bpf/owners.generated.ts'
import { decodeOwners, type OwnerRecords } from '../bpf/record.ts'
import { Unavailable } from '../base/errors.ts'
import type { Sys } from '../sys/index.ts'
import type { Host, OwnerSource } from './source.ts'
import { recordedOwners } from './owners-recorded.ts'
import type { Reader } from './reader.ts'

/**
 * Owners from an iterator that is loaded for this one list; for who may load it. `sys` is asked for
 * only then. With `pid`, only what that process holds, which takes microseconds.
 */
export const bpfOwners = (
  host: Host,
  sys: () => Sys,
  { pid }: { readonly pid: number | null } = { pid: null },
): OwnerSource => {
  const load = (reader: Reader): OwnerRecords => {
    if (host.fs.root !== '/') throw new Unavailable('tells of the running kernel, not of --root')
    if (!reader.mayLoad) throw new Unavailable('needs CAP_BPF and CAP_PERFMON, or root')
    // the program for pins costs 1.3 ms more, and knows other pid namespaces than the first
    const image = reader.firstPidNs ? RUN : PIN
    try {
      return only(pid, decodeOwners(readOnce(sys(), image, pid), 'bpf'))
    } catch (error) {
      throw error instanceof Unavailable ? withLockdown(host, error) : error
    }
  }
  return recordedOwners(host, 'bpf', load, pid === null)
}

/** A kernel before 6.1 tells of all processes nevertheless. */
const only = (pid: number | null, records: OwnerRecords): OwnerRecords =>
  pid === null
    ? records
    : {
        ...records,
        visit: visit =>
          records.visit((holder, fd, inode, netns) => {
            if (holder === pid) visit(holder, fd, inode, netns)
          }),
      }

/** Kernel lockdown is a likely cause that the kernel does not name. */
const withLockdown = (host: Host, refused: Unavailable): Unavailable => {
  try {
    const lockdown = host.fs.text('sys/kernel/security/lockdown', 'latin1')
    if (!lockdown.includes('[confidentiality]')) return refused
    return new Unavailable(`${refused.message} (kernel lockdown is set to confidentiality)`)
  } catch {
    return refused
  }
}
