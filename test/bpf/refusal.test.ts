import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { Unavailable } from '../../src/base/errors.ts'
import { attach } from '../../src/bpf/loader.ts'
import { RUN } from '../../src/bpf/owners.generated.ts'
import { refusal, type Step } from '../../src/bpf/refusal.ts'

const { EAGAIN, EPERM, EINVAL, E2BIG, ENOENT, ENOSYS, EACCES } = constants.errno

describe('a refusal by bpf(2) is told in words', () => {
  it.each<[string, Step, number, string, string]>([
    ['no capability at all', 'look-up', EPERM, '', 'CAP_BPF and CAP_PERFMON'],
    ['CAP_BPF alone', 'program', EPERM, '', 'CAP_BPF and CAP_PERFMON'],
    ['no bpf(2)', 'look-up', ENOSYS, '', 'no bpf(2)'],
    ['before 5.14', 'look-up', EINVAL, '', 'kernel 5.17 or newer is needed'],
    ['5.14 to 5.16', 'program', E2BIG, '', 'kernel 5.17 or newer is needed'],
    ['before 6.1, where one process is asked about', 'link', E2BIG, '', 'about one process (6.1)'],
    ['a kernel without BTF', 'look-up result', EINVAL, '', 'CONFIG_DEBUG_INFO_BTF'],
    ['no iterator', 'look-up result', ENOENT, '', 'no iterator over files'],
    [
      'a field that this kernel has not',
      'program',
      EINVAL,
      `prog '': relo #3: <byte_off> [33] STRUCT file.f_inode (0:0 @ offset 0)
prog '': relo #3: no matching targets found
prog '': relo #3: substituting insn #64 w/ invalid insn
invalid func unknown#195896080
processed 60 insns
`,
      'bpf(2), program: EINVAL: this kernel has no file.f_inode',
    ],
    [
      'anything else, with the last words of the log',
      'program',
      EACCES,
      'R1 type=ctx expected=fp\ninvalid bpf_context access off=8 size=4\nprocessed 4 insns\n',
      'bpf(2), program: EACCES: invalid bpf_context access off=8 size=4',
    ],
    ['anything else, without a log', 'map', EACCES, '', 'bpf(2), map: EACCES'],
  ])('%s', (_, step, errno, log, words) => {
    const error = refusal(step, errno, log)
    expect(error).toBeInstanceOf(Unavailable)
    expect(error.message).toContain(words)
    expect(error.message).not.toContain('\n')
  })
})

/** A kernel that answers bpf(2) by command: a descriptor, or -errno; it counts what is left open. */
const fakeKernel = (answers: { readonly [command: number]: number }, interrupted = 0) => {
  const open = new Set<number>()
  let left = interrupted
  let next = 100
  const sys = {
    nr: { bpf: 321 },
    address: () => 0,
    close: (fd: number) => void open.delete(fd),
    syscall: (_nr: number, command: number, attr: Uint8Array): number => {
      if (command === 5 && left-- > 0) return -EAGAIN
      const answer = answers[command]
      if (answer !== undefined && answer < 0) return answer
      if (command === 10) {
        new DataView(attr.buffer).setInt32(4, answer ?? 4711, true)
        return 0
      }
      open.add(next)
      return next++
    },
  }
  return { sys, open }
}

describe('loading', () => {
  it('leaves the link open, and nothing else', () => {
    const { sys, open } = fakeKernel({})
    expect([...open]).toEqual([])
    expect([attach(sys, RUN)]).toEqual([...open])
  })

  it('tries again where a signal came between', () => {
    expect(attach(fakeKernel({}, 4).sys, RUN)).toBeGreaterThan(0)
    expect(() => attach(fakeKernel({}, 99).sys, RUN)).toThrow('look-up: EAGAIN')
  })

  it.each([
    ['the look-up', { 5: -EPERM }],
    ['the run of the look-up', { 10: -EPERM }],
    ['the map', { 0: -EPERM }],
    ['the types', { 18: -EINVAL }],
    ['the link', { 28: -EPERM }],
  ])('leaves nothing open where %s is refused', (_, answers) => {
    const { sys, open } = fakeKernel(answers)
    expect(() => attach(sys, RUN)).toThrow(Unavailable)
    expect([...open]).toEqual([])
  })
})
