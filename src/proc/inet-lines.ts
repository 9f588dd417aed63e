import { HEX_DIGIT } from '../base/ascii.ts'
import { swap32 } from '../base/bytes.ts'
import { Scan } from '../base/scan.ts'
import type { Address, InetLine } from '../model/lines.ts'
import { kernelLines } from './inet-kernel-line.ts'
import { netLines } from './net-lines.ts'

const COLON = 58
const ZERO = 48

/** Hex digits of 32 bits, and of 64. */
const WORD = 8
const LONG = 16

/** Longest run of hex digits that is taken for an address. */
const ADDRESS = 64

/** Fields without which net-tools takes a line for broken: up to `retrnsmt`, and one less for what is not tcp. */
const TCP_FIELDS = 11
const OTHER_FIELDS = 10

const wordsOf = (): Address => ({ v: 4, a: 0, b: 0, c: 0, d: 0 })

/**
 * /proc/net/{tcp,udp,udplite,raw}{,6}, line by line as net-tools reads it; see parseInet() in inet.ts
 * for who prints it. Calls `visit` with each row in turn, always in the same object, and `bogus` for
 * each line that net-tools refuses. An address of more than eight digits is IPv6, whatever the file.
 */
export const eachInetLine = (
  bytes: Uint8Array,
  tcp: boolean,
  littleEndian: boolean,
  visit: (line: InetLine) => void,
  bogus: () => void,
): void => {
  const scan = new Scan()
  const line: InetLine = {
    local: wordsOf(),
    localPort: 0,
    remote: wordsOf(),
    remotePort: 0,
    state: 0,
    txQueue: 0,
    rxQueue: 0,
    timer: 0,
    timerTicks: 0,
    retransmits: 0,
    uid: null,
    probes: null,
    inode: null,
  }
  const fromKernel = kernelLines(bytes, littleEndian, line)
  const least = tcp ? TCP_FIELDS : OTHER_FIELDS
  netLines(bytes, (from, to, number) => {
    if (number === 0) return
    if (!fromKernel(from, to)) {
      scan.load(bytes, from, to)
      if (readLine(scan, bytes, line, littleEndian) < least) return bogus()
    }
    visit(line)
  })
}

/** Any line. How many fields there were. */
const readLine = (scan: Scan, bytes: Uint8Array, line: InetLine, littleEndian: boolean): number => {
  line.retransmits = line.uid = line.probes = line.inode = null
  if (!scan.takeInt()) return 0
  if (!scan.take(COLON)) return 1
  scan.skipBlanks()
  if (!scan.takeHexDigits(ADDRESS)) return 1
  const { from, to } = scan
  if (!scan.take(COLON) || !scan.takeHexInt()) return 2
  line.localPort = scan.int
  scan.skipBlanks()
  if (!scan.takeHexDigits(ADDRESS)) return 3
  const v6 = to - from > WORD
  readAddress(bytes, from, to, v6, littleEndian, line.local)
  readAddress(bytes, scan.from, scan.to, v6, littleEndian, line.remote)
  if (!scan.take(COLON) || !scan.takeHexInt()) return 4
  line.remotePort = scan.int
  if (!scan.takeHexInt()) return 5
  line.state = scan.int
  return readNumbers(scan, line)
}

/** What follows the state; how many fields there were then, from the row's number on. */
const readNumbers = (scan: Scan, line: InetLine): number => {
  if (!scan.takeHexLong()) return 6
  line.txQueue = scan.long
  if (!scan.take(COLON) || !scan.takeHexLong()) return 7
  line.rxQueue = scan.long
  if (!scan.takeHexInt()) return 8
  line.timer = scan.int
  if (!scan.take(COLON) || !scan.takeHexLong()) return 9
  line.timerTicks = scan.long
  if (!scan.takeHexLong()) return 10
  line.retransmits = scan.long
  if (!scan.takeInt()) return 11
  line.uid = scan.int
  if (!scan.takeInt()) return 12
  line.probes = scan.int
  if (!scan.takeLong()) return 13
  line.inode = scan.long
  return 14
}

/** Words of eight digits, those of IPv4 one; what is missing is 0. */
const readAddress = (
  bytes: Uint8Array,
  from: number,
  to: number,
  v6: boolean,
  littleEndian: boolean,
  into: Address,
): void => {
  const word = (part: number): number => {
    const start = from + part * WORD
    const printed = hexWord(bytes, start, v6 ? Math.min(to, start + WORD) : to)
    return littleEndian ? swap32(printed) : printed
  }
  into.v = v6 ? 6 : 4
  into.a = v6 ? word(0) : 0
  into.b = v6 ? word(1) : 0
  into.c = v6 ? word(2) : 0xffff
  into.d = word(v6 ? 3 : 0)
}

/** 32 bits of a number in hex digits; all of them set where it has more than 64. */
const hexWord = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from
  while (at < to - LONG && bytes[at] === ZERO) at++
  if (to - at > LONG) return 0xffffffff
  let value = 0
  for (; at < to; at++) value = (value << 4) | HEX_DIGIT[bytes[at]!]!
  return value >>> 0
}
