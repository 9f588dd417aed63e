import { HEX_DIGIT } from '../base/ascii.ts'
import { swap32 } from '../base/bytes.ts'
import type { Address, InetLine } from '../model/lines.ts'

const [NEWLINE, BLANK, COLON, ZERO, NINE] = [10, 32, 58, 48, 57]

/** Hex digits of an address. */
const IPV4 = 8
const IPV6 = 32

/** Blanks and colons of ` 01 00000000:00000000 00:00000000 00000000 `, what stands between ports and uid. */
const SEPARATORS = [
  [0, BLANK],
  [3, BLANK],
  [12, COLON],
  [21, BLANK],
  [24, COLON],
  [33, BLANK],
  [42, BLANK],
] as const
const MIDDLE = 43

/** `0000` */
const ZEROS = 0x30303030

const MOST_U32 = 0xffffffff
const MOST_INT = 0x7fffffff

/** Most digits of a decimal that is read here. */
const MOST = 15

/** Reads the numbers of one file where they stand. */
class Digits {
  /** all that was taken for hex digits, as bits: above 15, one was none */
  seen = 0
  /** where the last decimal ended; -1: there was none, or too long a one */
  end = 0
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private readonly littleEndian: boolean

  constructor(bytes: Uint8Array, littleEndian: boolean) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.littleEndian = littleEndian
  }

  hex(at: number, count: number): number {
    const { bytes } = this
    let value = 0
    for (let i = at; i < at + count; i++) {
      const digit = HEX_DIGIT[bytes[i]!]!
      this.seen |= digit
      value = (value << 4) | (digit & 15)
    }
    return value >>> 0
  }

  /** Eight of them; most of these numbers are 0, which two comparisons tell. */
  hex32(at: number): number {
    const { view } = this
    if (view.getUint32(at) === ZEROS && view.getUint32(at + 4) === ZEROS) return 0
    return this.hex(at, 8)
  }

  address(at: number, length: number, into: Address): void {
    const v6 = length === IPV6
    into.v = v6 ? 6 : 4
    into.a = v6 ? this.word(at) : 0
    into.b = v6 ? this.word(at + 8) : 0
    into.c = v6 ? this.word(at + 16) : 0xffff
    into.d = this.word(at + length - 8)
  }

  /** blanks, digits, and behind them `ends` */
  decimal(from: number, ends: number): number {
    const { bytes } = this
    let at = from
    while (bytes[at] === BLANK) at++
    const start = at
    let value = 0
    for (; bytes[at]! >= ZERO && bytes[at]! <= NINE; at++) value = value * 10 + (bytes[at]! - ZERO)
    const ended = bytes[at] === ends || (ends === BLANK && bytes[at] === NEWLINE)
    this.end = from >= 0 && ended && at > start && at - start <= MOST ? at : -1
    return value
  }

  private word(at: number): number {
    return this.littleEndian ? swap32(this.hex(at, 8)) : this.hex(at, 8)
  }
}

/**
 * Reads rows into `line` where they stand, if each byte is as the kernel prints it:
 * `%4d: %08X:%04X %08X:%04X %02X %08X:%08X %02X:%08lX %08X %5u %8d %lu`. Otherwise gives false, and
 * net-tools' own way of reading has to tell. A long list is read much faster this way.
 */
export const kernelLines = (
  bytes: Uint8Array,
  littleEndian: boolean,
  line: InetLine,
): ((from: number, to: number) => boolean) => {
  const digits = new Digits(bytes, littleEndian)
  return (from, to) => {
    digits.decimal(from, COLON)
    const local = digits.end + 2
    const length = bytes[local + IPV4] === COLON ? IPV4 : IPV6
    const remote = local + length + 6
    const middle = remote + length + 5
    if (digits.end < 0 || middle + MIDDLE > to) return false
    if (!separated(bytes, local, remote, length, middle)) return false
    digits.seen = 0
    digits.address(local, length, line.local)
    line.localPort = digits.hex(local + length + 1, 4)
    digits.address(remote, length, line.remote)
    line.remotePort = digits.hex(remote + length + 1, 4)
    line.state = digits.hex(middle + 1, 2)
    line.txQueue = digits.hex32(middle + 4)
    line.rxQueue = digits.hex32(middle + 13)
    line.timer = digits.hex(middle + 22, 2)
    line.timerTicks = digits.hex32(middle + 25)
    line.retransmits = digits.hex32(middle + 34)
    const uid = digits.decimal(middle + MIDDLE, BLANK)
    const probes = digits.decimal(digits.end, BLANK)
    if (uid > MOST_U32 || probes > MOST_INT) return false
    line.uid = uid | 0
    line.probes = probes
    line.inode = digits.decimal(digits.end, BLANK)
    return digits.seen < 16 && digits.end >= 0 && digits.end < to
  }
}

const separated = (
  bytes: Uint8Array,
  local: number,
  remote: number,
  length: number,
  middle: number,
): boolean => {
  if (bytes[local - 1] !== BLANK || bytes[remote - 1] !== BLANK) return false
  if (bytes[local + length] !== COLON || bytes[remote + length] !== COLON) return false
  for (const [at, byte] of SEPARATORS) if (bytes[middle + at] !== byte) return false
  return true
}
