import { errnoName } from '../base/errno.ts'
import { Unavailable } from '../base/errors.ts'

/** What was being done when the kernel refused. */
export type Step =
  'look-up' | 'look-up result' | 'map' | 'btf' | 'program' | 'link' | 'iterator' | 'pin'

const TOO_OLD = 'kernel 5.17 or newer is needed'

/** By step and errno; what fails with EPERM or ENOSYS does so at every step for the same reason. */
const CAUSES: Readonly<Record<string, string>> = {
  EPERM: 'bpf(2) is not permitted: it takes CAP_BPF and CAP_PERFMON, or root outside a container',
  ENOSYS: 'this kernel has no bpf(2)',
  'look-up EINVAL': `${TOO_OLD} (this one knows no programs of type SYSCALL, 5.14)`,
  'look-up result EINVAL': 'this kernel does not describe its types (CONFIG_DEBUG_INFO_BTF)',
  'look-up result ENOENT': 'this kernel has no iterator over files (5.8)',
  'program E2BIG': `${TOO_OLD} (this one does not relocate programs, 5.17)`,
}

/** `errno` is positive; `log` is the verifier's, of which the last words say why. */
export const refusal = (step: Step, errno: number, log = ''): Unavailable => {
  const name = errnoName(errno)
  const cause = CAUSES[`${step} ${name}`] ?? CAUSES[name]
  if (cause !== undefined) return new Unavailable(cause)
  const reason = reasonIn(log)
  return new Unavailable(`bpf(2), ${step}: ${name}${reason === '' ? '' : `: ${reason}`}`)
}

/** A relocation that found no target (bpf_core_calc_relo_insn()), else the line before the summary. */
const reasonIn = (log: string): string => {
  const lines = log.split('\n').filter(line => line !== '' && !line.startsWith('processed '))
  const missing = lines.filter(line => line.includes('no matching targets found'))
  return (missing.at(-1) ?? lines.at(-1) ?? '').slice(0, 200)
}
