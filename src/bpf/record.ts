import { ParseError, Unavailable } from '../base/errors.ts'

/**
 * What owners.bpf.c writes: records of u32 in the byte order of the host, each told by its first word.
 *
 *   PREAMBLE    0xf04e5354, version, filtered           first; again at the end of a list of one file
 *   PROCESS     0xffffffff, pid, uid, alone, comm[16]   whose descriptors follow
 *   DESCRIPTOR  fd, inode, references                   one socket; an fd is below 0x80000000
 *   END         0xfffffffe                              behind the last task; without it, the list is cut short
 *
 * uid is the effective one. alone is 1 where no other process shares the table of descriptors, and 0
 * where one may. references is how many hold the socket's file: descriptors of all processes, those on
 * their way in a message, and system calls that wait.
 *
 * A process may come several times, with the same descriptors: when several read at once, when a new
 * one appears behind END, and where the first thread has exited and others share its descriptors.
 * Lists of several iterators, one behind the other, make one list.
 */
export const VERSION = 2
export const MARK = { preamble: 0xf04e5354, process: 0xffffffff, end: 0xfffffffe }
export const WORDS = { preamble: 3, process: 8, descriptor: 3, end: 1 }
const NO_FD = 0x80000000
const COMM_AT = 16
const COMM_LENGTH = 16

export type Visit = (pid: number, fd: number, inode: number, references: number) => void

/** A process as the program saw it. */
export interface RecordedProcess {
  readonly uid: number
  readonly comm: string
  /** nobody else has its descriptors, as far as each of its records knows */
  readonly alone: boolean
}

export interface OwnerRecords {
  /** the program told a reader who is not root only about himself */
  readonly filtered: boolean
  process(pid: number): RecordedProcess | null
  /** every descriptor of every process, once */
  visit(visit: Visit): void
}

/**
 * The records, all checked before any is visited: a ParseError says at which byte they break. Records
 * of another version are Unavailable.
 */
export const decodeOwners = (bytes: Uint8Array, file: string): OwnerRecords => {
  const words = wordsOf(bytes, file)
  const { filtered, processAt, repeated, shared } = check(words, file)
  return {
    filtered,
    process: pid => {
      const at = processAt.get(pid)
      if (at === undefined) return null
      return { uid: words[at + 2]!, comm: commAt(words, at), alone: !shared.has(pid) }
    },
    visit: visit => visitAll(words, repeated, visit),
  }
}

/** A view of the bytes, which a file cut within a word has not. */
const wordsOf = (bytes: Uint8Array, file: string): Uint32Array => {
  if (bytes.length === 0) throw new ParseError(`${file}:0`, 'no record', '')
  if (bytes.length % 4 !== 0) {
    const whole = bytes.length - (bytes.length % 4)
    throw new ParseError(`${file}:${whole}`, 'cut within a record', `${bytes.length - whole} bytes`)
  }
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4)
}

interface Checked {
  readonly filtered: boolean
  /** the first PROCESS record of each pid */
  readonly processAt: ReadonlyMap<number, number>
  /** pids whose descriptors may come twice */
  readonly repeated: ReadonlySet<number>
  /** pids of which a record does not say that they are alone */
  readonly shared: ReadonlySet<number>
}

const check = (words: Uint32Array, file: string): Checked => {
  checkPreamble(words, file)
  const processAt = new Map<number, number>()
  const repeated = new Set<number>()
  const shared = new Set<number>()
  let ended = false
  for (let at = 0; at < words.length;) {
    const mark = words[at]!
    const next = at + lengthOf(mark, at, file)
    if (next > words.length) throw cut(words, at, file)
    at = next
    if (mark === MARK.end) ended = true
    if (mark !== MARK.process) continue
    const from = next - WORDS.process
    const pid = words[from + 1]!
    if (pid === 0) throw new ParseError(`${file}:${from * 4}`, 'not a pid', '0')
    if (processAt.has(pid)) repeated.add(pid)
    else processAt.set(pid, from)
    if (words[from + 3] !== 1) shared.add(pid)
    at = endOfDescriptors(words, next, file, () => repeated.add(pid))
  }
  if (!ended) throw new ParseError(`${file}:${words.length * 4}`, 'cut short: no END record', '')
  return { filtered: words[2] !== 0, processAt, repeated, shared }
}

/** Where the descriptors end that begin at `from`; most records are such. */
const endOfDescriptors = (
  words: Uint32Array,
  from: number,
  file: string,
  again: () => void,
): number => {
  let lastFd = -1
  let at = from
  for (; at < words.length; at += WORDS.descriptor) {
    const fd = words[at]!
    if (fd >= NO_FD) return at
    // of one task they come in ascending order, so this one has been here before
    if (fd <= lastFd) again()
    lastFd = fd
  }
  if (at > words.length) throw cut(words, at - WORDS.descriptor, file)
  return at
}

const cut = (words: Uint32Array, at: number, file: string): ParseError =>
  new ParseError(`${file}:${at * 4}`, 'cut within a record', `${words.length - at} words`)

const checkPreamble = (words: Uint32Array, file: string): void => {
  if (words[0] !== MARK.preamble) {
    throw new ParseError(`${file}:0`, 'not a list of tsnetstat', hex(words[0]!))
  }
  if (words.length < WORDS.preamble) throw new ParseError(`${file}:0`, 'cut within a record', '')
  if (words[1] !== VERSION) {
    throw new Unavailable(`${file}: records of version ${words[1]}, this program reads ${VERSION}`)
  }
}

/** Of a record behind which descriptors may stand, or of the last; throws where it is neither. */
const lengthOf = (mark: number, at: number, file: string): number => {
  if (mark < NO_FD) throw new ParseError(`${file}:${at * 4}`, 'no process yet', `fd ${mark}`)
  if (mark === MARK.process) return WORDS.process
  if (mark === MARK.preamble) return WORDS.preamble
  if (mark === MARK.end) return WORDS.end
  throw new ParseError(`${file}:${at * 4}`, 'unknown record', hex(mark))
}

const visitAll = (words: Uint32Array, repeated: ReadonlySet<number>, visit: Visit): void => {
  const seen = new Map<number, Set<number | string>>([...repeated].map(pid => [pid, new Set()]))
  for (let at = 0; at < words.length;) {
    const mark = words[at]!
    if (mark !== MARK.process) {
      at += mark === MARK.end ? WORDS.end : WORDS.preamble
      continue
    }
    const pid = words[at + 1]!
    const known = seen.get(pid)
    at += WORDS.process
    for (let fd = words[at]!; fd < NO_FD; fd = words[at]!) {
      const inode = words[at + 1]!
      if (known === undefined || isNew(known, fd, inode)) visit(pid, fd, inode, words[at + 2]!)
      at += WORDS.descriptor
    }
  }
}

/** Adds the pair; as one number where both fit the 53 bits that a number has. */
const isNew = (known: Set<number | string>, fd: number, inode: number): boolean => {
  const pair = fd < 2 ** 21 ? inode * 2 ** 21 + fd : `${inode} ${fd}`
  if (known.has(pair)) return false
  known.add(pair)
  return true
}

/** Up to the first NUL; invalid UTF-8 is marked, as in what is read from /proc. */
const commAt = (words: Uint32Array, at: number): string => {
  const comm = Buffer.from(words.buffer, words.byteOffset + at * 4 + COMM_AT, COMM_LENGTH)
  const end = comm.indexOf(0)
  return comm.toString('utf8', 0, end < 0 ? COMM_LENGTH : end)
}

const hex = (word: number): string => `0x${word.toString(16).padStart(8, '0')}`
