import { readOnce } from '../bpf/loader.ts'
import { PIN, RUN, RUN_ALONE } from '../bpf/owners.generated.ts'
import { decodeOwners, type OwnerRecords } from '../bpf/record.ts'
import { nameEveryOwner } from '../bpf/whole.ts'
import { Unavailable } from '../base/errors.ts'
import type { Sys } from '../sys/index.ts'
import type { Host, OwnerSource } from './source.ts'
import { recordedOwners, type Recorded } from './owners-recorded.ts'
import type { Reader } from './reader.ts'

/**
 * Owners from an iterator that is loaded for this one list; for who may load it. `sys` is asked for
 * only then. Where only sockets of the processes `pids` matter, the kernel walks these alone (6.1), and
 * all others too if they may hold such a socket as well: of each all owners are told, whatever is asked.
 */
export const bpfOwners = (
  host: Host,
  sys: () => Sys,
  pids: readonly number[] | null = null,
): OwnerSource => {
  const load = (reader: Reader): Recorded => {
    if (host.fs.root !== '/') throw new Unavailable('tells of the running kernel, not of --root')
    if (!reader.mayLoad) throw new Unavailable('needs CAP_BPF and CAP_PERFMON, or root')
    // below the first pid namespace no list is complete, and it takes the dearer program
    const some = pids !== null && reader.firstPidNs ? recordsOf(pids) : null
    if (some === null) {
      const all = everyone(reader)
      return () => all
    }
    return isWanted => {
      if (nameEveryOwner(some, pids!, isWanted)) {
        host.tell(`bpf: the kernel walks no process but ${pids!.join(', ')}`)
        return some
      }
      host.tell(
        `bpf: the kernel walks all processes: others may hold sockets of ${pids!.join(', ')}`,
      )
      return everyone(reader)
    }
  }
  const everyone = (reader: Reader): OwnerRecords => {
    try {
      // the program for pins costs 1.3 ms more, and knows other pid namespaces than the first
      return decodeOwners(readOnce(sys(), reader.firstPidNs ? RUN : PIN), 'bpf')
    } catch (error) {
      throw error instanceof Unavailable ? withLockdown(host, error) : error
    }
  }
  /** null: the kernel will not, and where it will load nothing at all, loading again says so */
  const recordsOf = (asked: readonly number[]): OwnerRecords | null => {
    try {
      return decodeOwners(readOnce(sys(), RUN_ALONE, asked), 'bpf')
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      host.tell(`bpf: the kernel walks all processes: ${error.message}`)
      return null
    }
  }
  return recordedOwners(host, 'bpf', load)
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
