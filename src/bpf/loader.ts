import { readAll } from '../base/fs.ts'
import { bpf, buffer, bytesOf, COMMAND, cString, wordAt, type Field, type Kernel } from './call.ts'
import type { Image } from './image.ts'
import { LOOKUP } from './owners.generated.ts'
import { refusal, type Step } from './refusal.ts'

const PROG_TYPE_TRACING = 26
const PROG_TYPE_SYSCALL = 31
const TRACE_ITER = 28
const F_SLEEPABLE = 0x10
const MAP_TYPE_ARRAY = 2
const PSEUDO_MAP_VALUE = 2
const LOG_BYTES = 1 << 20
/** as the kernel has it */
const EVERY_PID = 0

// helpers such as bpf_seq_write() are for programs whose licence is compatible with the kernel's
const LICENSE = 'Dual MIT/GPL'
const NAME = 'tsnetstat'

/**
 * Loads the program and attaches it: the descriptor of a link, whose iterators walk every file of every
 * process. Throws Unavailable with the cause in words.
 */
export const attach = (sys: Kernel, image: Image): number =>
  withProgram(sys, image, program => link(sys, program))

/** Lets `use` have the descriptor of the program, which the kernel relocates to its own types. */
const withProgram = <T>(sys: Kernel, image: Image, use: (program: number) => T): T => {
  const opened: number[] = []
  const keep = (fd: number): number => {
    opened.push(fd)
    return fd
  }
  try {
    const target = functionId(sys)
    const map = keep(createMap(sys, image.variables.size))
    const btf = keep(loadBtf(sys, bytesOf(image.btf)))
    return use(keep(loadProgram(sys, image, { target, map, btf })))
  } finally {
    // a link holds the program, and the program its map and types
    for (const fd of opened) sys.close(fd)
  }
}

/** All that an iterator of the link gives, as this process may see it. */
export const readLink = (sys: Kernel, linkFd: number): Uint8Array => {
  const iterator = call(sys, 'iterator', COMMAND.iterCreate, 8, [[0, linkFd]])
  try {
    return readAll(iterator)
  } finally {
    sys.close(iterator)
  }
}

/** One list, of all processes or behind each other of these (6.1), with nothing left loaded. */
export const readOnce = (
  sys: Kernel,
  image: Image,
  pids: readonly number[] | null = null,
): Uint8Array =>
  withProgram(sys, image, program => {
    const lists = (pids ?? [EVERY_PID]).map(pid => {
      const linkFd = link(sys, program, pid)
      try {
        return readLink(sys, linkFd)
      } finally {
        sys.close(linkFd)
      }
    })
    return lists.length === 1 ? lists[0]! : Buffer.concat(lists)
  })

/** Gives the link a name in a bpf file system: 0600, until chmod says otherwise. */
export const pin = (sys: Kernel, linkFd: number, path: string): void => {
  call(sys, 'pin', COMMAND.objPin, 12, [
    [0, cString(path)],
    [8, linkFd],
  ])
}

const call = (
  sys: Kernel,
  step: Step,
  command: number,
  size: number,
  fields: readonly Field[],
): number => {
  const { result } = bpf(sys, command, size, fields)
  if (result < 0) throw refusal(step, -result)
  return result
}

/** The BTF id of bpf_iter_task_file(), which only a program can ask the kernel for. */
const functionId = (sys: Kernel): number => {
  const program = call(sys, 'look-up', COMMAND.progLoad, 144, [
    ...programFields(PROG_TYPE_SYSCALL, bytesOf(LOOKUP)),
    [44, F_SLEEPABLE],
  ])
  try {
    const { result, attr } = bpf(sys, COMMAND.progRun, 80, [[0, program]])
    if (result < 0) throw refusal('look-up', -result)
    const id = wordAt(attr, 4) | 0
    if (id < 0) throw refusal('look-up result', -id)
    return id
  } finally {
    sys.close(program)
  }
}

const programFields = (type: number, instructions: Uint8Array): Field[] => [
  [0, type],
  [4, instructions.length / 8],
  [8, instructions],
  [16, cString(LICENSE)],
  [48, wordAt(cString(NAME), 0)],
  [52, wordAt(cString(NAME), 4)],
]

/** The program's variables are the one value of an array. */
const createMap = (sys: Kernel, valueSize: number): number =>
  call(sys, 'map', COMMAND.mapCreate, 72, [
    [0, MAP_TYPE_ARRAY],
    [4, 4],
    [8, valueSize],
    [12, 1],
  ])

const loadBtf = (sys: Kernel, btf: Uint8Array): number =>
  call(sys, 'btf', COMMAND.btfLoad, 32, [
    [0, btf],
    [16, btf.length],
  ])

/** Without a log, which costs time; a program that is refused is loaded again to learn why. */
const loadProgram = (
  sys: Kernel,
  image: Image,
  { target, map, btf }: { target: number; map: number; btf: number },
): number => {
  const instructions = withMap(bytesOf(image.instructions), image.variables.loads, map)
  const relocations = bytesOf(image.relocations)
  const functionInfo = buffer(8) // struct bpf_func_info: from instruction 0 on it is
  new DataView(functionInfo.buffer).setUint32(4, image.functionId, true)
  const fields: Field[] = [
    ...programFields(PROG_TYPE_TRACING, instructions),
    [68, TRACE_ITER],
    [72, btf],
    // without it the kernel leaves the relocations out, and says nothing
    [76, functionInfo.length],
    [80, functionInfo],
    [88, 1],
    [108, target],
    [116, relocations.length / 16],
    [128, relocations],
    [136, 16],
  ]
  const { result } = bpf(sys, COMMAND.progLoad, 144, fields)
  if (result >= 0) return result
  const log = buffer(LOG_BYTES)
  const again = bpf(sys, COMMAND.progLoad, 144, [...fields, [24, 1], [28, LOG_BYTES], [32, log]])
  if (again.result >= 0) return again.result
  throw refusal('program', -result, Buffer.from(log.subarray(0, log.indexOf(0))).toString('latin1'))
}

/** Instructions that load a variable's address name the map by its descriptor. */
const withMap = (instructions: Uint8Array, loads: readonly number[], map: number): Uint8Array => {
  const view = new DataView(instructions.buffer)
  for (const load of loads) {
    view.setUint8(load * 8 + 1, (view.getUint8(load * 8 + 1) & 0x0f) | (PSEUDO_MAP_VALUE << 4))
    view.setUint32(load * 8 + 4, map, true)
  }
  return instructions
}

/** Over the files of all processes, or of one by its number in the pid namespace of who reads. */
const link = (sys: Kernel, program: number, pid = EVERY_PID): number => {
  const fields: Field[] = [
    [0, program],
    [8, TRACE_ITER],
  ]
  if (pid === EVERY_PID) return call(sys, 'link', COMMAND.linkCreate, 32, fields)
  const info = buffer(12) // the task of union bpf_iter_link_info: tid, pid, pid_fd
  new DataView(info.buffer).setUint32(4, pid, true)
  return call(sys, 'link', COMMAND.linkCreate, 32, [...fields, [16, info], [24, info.length]])
}
