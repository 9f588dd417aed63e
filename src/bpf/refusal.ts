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
  'link E2BIG': 'this kernel cannot be asked about one process (6.1)',
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

// the number that bpf_core_poison_insn() puts where a relocation found no target
const POISON = '#195896080'

/** The fields that this kernel has not, else the last line before the summary. */
const reasonIn = (log: string): string => {
  if (log.includes(POISON)) return `this kernel has no ${missingIn(log).join(', ')}`
  const lines = log.split('\n').filter(line => line !== '' && !line.startsWith('processed '))
  return (lines.at(-1) ?? '').slice(0, 200)
}

/** From `relo #8: <byte_off> [33] STRUCT file.f_inode (0:0 @ offset 0)`, for those that then failed. */
const missingIn = (log: string): string[] => {
  const failed = [...log.matchAll(/relo #(\d+): no matching targets found/g)].map(([, n]) => n!)
  const names = failed.map(
    n => new RegExp(`relo #${n}: <\\w+> \\[\\d+\\] (?:\\w+ )*(\\S+) \\(`).exec(log)?.[1],
  )
  return [...new Set(names.map(name => name ?? 'field that the program reads'))]
}
