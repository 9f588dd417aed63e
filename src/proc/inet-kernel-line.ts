import { HEX_DIGIT } from '../base/ascii.ts'
import { swap32 } from '../base/bytes.ts'
import type { Address, InetLine } from '../model/lines.ts'

const [NEWLINE, BLANK, COLON, ZERO, NINE] = [10, 32, 58, 48, 57]

/** Hex digits of an address. */
const IPV4 = 8
const IPV6 = 32

/** Bytes from the state to the uid: ` 01 00000000:00000000 00:00000000 00000000 `. */
const MIDDLE = 43

/** `0000` */
const ZEROS = 0x30303030

const MOST_U32 = 0xffffffff
const MOST_INT = 0x7fffffff

/** Most digits of a decimal that is read here. */
const MOST = 15

/**
 * Reads the numbers of one file where they stand, four hex digits at a time: as bytes of one word they
 * are looked at together, in few steps that need no loop.
 */
class Digits {
  /** not 0: some that were taken for hex digits were none, or not as the kernel writes them */
  wrong = 0
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

  hex16(at: number): number {
    const ascii = this.view.getInt32(at)
    if (ascii === ZEROS) return 0
    // bit 6 parts letters (0x41 to 0x46) from digits (0x30 to 0x39)
    const letters = (ascii >>> 6) & 0x01010101
    const nibbles = (ascii & 0x0f0f0f0f) + letters * 9
    this.wrong |=
      (ascii ^ (nibbles + ZEROS + letters * 7)) |
      // a letter stands for 10 to 15, and nothing else does
      (nibbles & 0x10101010) |
      (((nibbles + 0x06060606) ^ (letters << 4)) & 0x10101010)
    const pairs = (nibbles | (nibbles >>> 4)) & 0x00ff00ff
    return (pairs | (pairs >>> 8)) & 0xffff
  }

  hex32(at: number): number {
    return ((this.hex16(at) << 16) | this.hex16(at + 4)) >>> 0
  }

  hex8(at: number): number {
    const { bytes } = this
    const high = HEX_DIGIT[bytes[at]!]!
    const low = HEX_DIGIT[bytes[at + 1]!]!
    this.wrong |= (high | low) & 16
    return (high << 4) | low
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
    const printed = this.hex32(at)
    return this.littleEndian ? swap32(printed) : printed
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
    if (!separated(bytes, local, remote, length) || !parted(bytes, middle)) return false
    digits.wrong = 0
    digits.address(local, length, line.local)
    line.localPort = digits.hex16(local + length + 1)
    digits.address(remote, length, line.remote)
    line.remotePort = digits.hex16(remote + length + 1)
    line.state = digits.hex8(middle + 1)
    line.txQueue = digits.hex32(middle + 4)
    line.rxQueue = digits.hex32(middle + 13)
    line.timer = digits.hex8(middle + 22)
    line.timerTicks = digits.hex32(middle + 25)
    line.retransmits = digits.hex32(middle + 34)
    const uid = digits.decimal(middle + MIDDLE, BLANK)
    const probes = digits.decimal(digits.end, BLANK)
    if (uid > MOST_U32 || probes > MOST_INT) return false
    line.uid = uid | 0
    line.probes = probes
    line.inode = digits.decimal(digits.end, BLANK)
    return digits.wrong === 0 && digits.end >= 0 && digits.end < to
  }
}

const separated = (bytes: Uint8Array, local: number, remote: number, length: number): boolean =>
  bytes[local - 1] === BLANK &&
  bytes[local + length] === COLON &&
  bytes[remote - 1] === BLANK &&
  bytes[remote + length] === COLON

/** Blanks and colons between the ports and the uid. */
const parted = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === BLANK &&
  bytes[at + 3] === BLANK &&
  bytes[at + 12] === COLON &&
  bytes[at + 21] === BLANK &&
  bytes[at + 24] === COLON &&
  bytes[at + 33] === BLANK &&
  bytes[at + 42] === BLANK
