import { HEX_DIGIT } from './ascii.ts'
import { ParseError } from './errors.ts'

const SPACE = 32
const COLON = 58
/** A line of /proc/net/netstat has some 150, one of /proc/interrupts as many as there are CPUs. */
export const MAX_WORDS = 4096

/**
 * The words of one line, which know their file and line. Words end at blanks and at colons, since
 * /proc/net joins pairs with a colon (`0100007F:0016`). One instance serves a whole file.
 */
export class Fields {
  readonly file: string
  line = 0
  count = 0
  private bytes: Uint8Array = new Uint8Array(0)
  private readonly starts: Int32Array
  private readonly ends: Int32Array

  /** `most`: how many words of a line are looked at */
  constructor(file: string, most = MAX_WORDS) {
    this.file = file
    this.starts = new Int32Array(most)
    this.ends = new Int32Array(most)
  }

  /** Takes the words of one line of a text, given as bytes (or as latin1, a byte per character). */
  load(text: string | Uint8Array, from: number, to: number, line: number): void {
    const bytes = bytesOf(text)
    this.bytes = bytes
    this.line = line
    const { starts, ends } = this
    let count = 0
    let at = from
    while (count < starts.length) {
      while (at < to && isGap(bytes[at]!)) at++
      if (at >= to) break
      starts[count] = at
      while (at < to && !isGap(bytes[at]!)) at++
      ends[count++] = at
    }
    this.count = count
  }

  get at(): string {
    return `${this.file}:${this.line}`
  }

  word(i: number, name: string): string {
    if (i >= this.count) throw new ParseError(this.at, `no field ${i} (${name})`, this.whole())
    return textOf(this.bytes, this.starts[i]!, this.ends[i]!)
  }

  /** A hexadecimal u32; the kernel prints `%X` or `%08X`. */
  hex(i: number, name: string): number {
    if (i >= this.count) this.word(i, name)
    const from = this.starts[i]!
    const to = this.ends[i]!
    if (to - from > 8) this.refuse(i, name, 'a hex u32')
    return this.hexDigits(i, name, from, to)
  }

  /** A hexadecimal `%lX`: up to 16 digits. Above 2^53 the last digits are lost. */
  hexLong(i: number, name: string): number {
    if (i >= this.count) this.word(i, name)
    const from = this.starts[i]!
    const to = this.ends[i]!
    if (to - from > 16) this.refuse(i, name, 'a hex u64')
    return this.hexDigits(i, name, from, to)
  }

  /** Eight hex digits, number `part` of a longer field (an IPv6 address is four of them). */
  hexPart(i: number, part: number, parts: number, name: string): number {
    if (i >= this.count) this.word(i, name)
    const from = this.starts[i]!
    if (this.ends[i]! - from !== parts * 8) this.refuse(i, name, `${parts * 8} hex digits`)
    return this.hexDigits(i, name, from + part * 8, from + part * 8 + 8)
  }

  /** A decimal integer of at most 15 digits; a sign is allowed, since the kernel prints some as `%d`. */
  dec(i: number, name: string): number {
    if (i >= this.count) this.word(i, name)
    let from = this.starts[i]!
    const to = this.ends[i]!
    const negative = this.bytes[from] === 45
    if (negative) from++
    if (from === to || to - from > 15) this.refuse(i, name, 'a decimal integer')
    let value = 0
    for (let at = from; at < to; at++) {
      const digit = this.bytes[at]! - 48
      if (digit < 0 || digit > 9) this.refuse(i, name, 'a decimal integer')
      value = value * 10 + digit
    }
    return negative ? -value : value
  }

  /** A decimal u32; old kernels print some as `%d`, so that 4294967294 stands as -2. */
  u32(i: number, name: string): number {
    const value = this.dec(i, name)
    if (value < -0x80000000 || value > 0xffffffff) this.refuse(i, name, 'a u32')
    return value >>> 0
  }

  /** A decimal integer that is not negative. */
  count53(i: number, name: string): number {
    const value = this.dec(i, name)
    return value >= 0 ? value : this.refuse(i, name, 'a count')
  }

  refuse(i: number, name: string, expected: string): never {
    throw new ParseError(this.at, `${name} is not ${expected}`, this.word(i, name))
  }

  private hexDigits(i: number, name: string, from: number, to: number): number {
    if (to - from > 8) return this.longHex(i, name, from, to)
    const { bytes } = this
    let value = 0
    let wrong = 0
    for (let at = from; at < to; at++) {
      const digit = HEX_DIGIT[bytes[at]!]!
      value = (value << 4) | (digit & 15)
      wrong |= digit
    }
    if (wrong > 15) this.refuse(i, name, 'a hex u32')
    return value >>> 0
  }

  /** Above 32 bits numbers are slower. */
  private longHex(i: number, name: string, from: number, to: number): number {
    const low = this.hexDigits(i, name, to - 8, to)
    return this.hexDigits(i, name, from, to - 8) * 2 ** 32 + low
  }

  private whole(): string {
    if (this.count === 0) return ''
    return textOf(this.bytes, this.starts[0]!, this.ends[this.count - 1]!)
  }
}

export const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? Buffer.from(text, 'latin1') : text

export const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

// a control byte never belongs to a word of /proc/net; as a gap it makes the line fail where it stands
const isGap = (code: number): boolean => code <= SPACE || code === COLON
