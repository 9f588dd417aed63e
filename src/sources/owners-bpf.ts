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
 * only then. Of a list about one process it tells all nevertheless: the kernel (6.1) could walk that
 * one alone, but who else holds its sockets stands among the files of the others.
 */
export const bpfOwners = (host: Host, sys: () => Sys): OwnerSource => {
  const load = (reader: Reader): OwnerRecords => {
    if (host.fs.root !== '/') throw new Unavailable('tells of the running kernel, not of --root')
    if (!reader.mayLoad) throw new Unavailable('needs CAP_BPF and CAP_PERFMON, or root')
    // the program for pins costs 1.3 ms more, and knows other pid namespaces than the first
    const image = reader.firstPidNs ? RUN : PIN
    try {
      return decodeOwners(readOnce(sys(), image), 'bpf')
    } catch (error) {
      throw error instanceof Unavailable ? withLockdown(host, error) : error
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
