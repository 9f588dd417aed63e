import { arch } from 'node:os'
import { Unavailable } from '../base/errors.ts'

/** System call numbers, the only thing here that differs between architectures. */
export interface Numbers {
  readonly socket: number
  readonly bind: number
  readonly sendto: number
  readonly recvfrom: number
  readonly setsockopt: number
  readonly close: number
  readonly openat: number
  readonly ppoll: number
  readonly setns: number
  readonly getdents64: number
  readonly readlinkat: number
  readonly bpf: number
  readonly mount: number
  readonly umount2: number
}

/** arch/x86/entry/syscalls/syscall_64.tbl */
const X86_64: Numbers = {
  socket: 41,
  bind: 49,
  sendto: 44,
  recvfrom: 45,
  setsockopt: 54,
  close: 3,
  openat: 257,
  ppoll: 271,
  setns: 308,
  getdents64: 217,
  readlinkat: 267,
  bpf: 321,
  mount: 165,
  umount2: 166,
}

/** include/uapi/asm-generic/unistd.h: what every newer 64-bit architecture has */
const GENERIC: Numbers = {
  socket: 198,
  bind: 200,
  sendto: 206,
  recvfrom: 207,
  setsockopt: 208,
  close: 57,
  openat: 56,
  ppoll: 73,
  setns: 268,
  getdents64: 61,
  readlinkat: 78,
  bpf: 280,
  mount: 40,
  umount2: 39,
}

const BY_ARCH: Readonly<Record<string, Numbers>> = {
  x64: X86_64,
  arm64: GENERIC,
  riscv64: GENERIC,
  loong64: GENERIC,
}

export const numbersFor = (machine: string = arch()): Numbers => {
  const numbers = BY_ARCH[machine]
  if (numbers === undefined) throw new Unavailable(`no system call numbers for ${machine}`)
  return numbers
}
