import { swap32 } from '../base/bytes.ts'
import { Scan } from '../base/scan.ts'
import { ipv4, ipv6 } from '../model/address.ts'
import type { GroupLine } from '../model/lines.ts'
import { netLines } from './net-lines.ts'

const TAB = 9

/** Longest name that is taken. */
const NAME = 15

/** Digits of a word, and the most that are taken for an address of IPv6. */
const WORD = 8
const ADDRESS = 64

/**
 * /proc/net/igmp or igmp6, line by line as net-tools reads it, which tells one from the other by whether
 * the first line has the word Device. Calls `visit` with each group in turn, always in the same object,
 * and `bogus` for each line that net-tools refuses, with its number from 0.
 */
export const eachGroupLine = (
  bytes: Uint8Array,
  littleEndian: boolean,
  visit: (line: GroupLine) => void,
  bogus: (file: 'igmp' | 'igmp6', line: number) => void,
): void => {
  const scan = new Scan()
  const line: GroupLine = { device: '', users: 0, group: ipv4(0) }
  let header: string | null = null
  netLines(bytes, (from, to, number) => {
    scan.load(bytes, from, to)
    header ??= textOf(bytes, from, to)
    if (!header.includes('Device')) {
      if (readIgmp6(scan, line)) visit(line)
      else bogus('igmp6', number)
    } else if (number > 0) {
      const isGroup = bytes[from] === TAB
      const read = isGroup ? readGroup : header.startsWith('Idx') ? readDevice : readBareDevice
      if (!read(scan, line, littleEndian)) bogus('igmp', number)
      else if (isGroup) visit(line)
    }
  })
}

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

/** `2<tab>eth0      :     1      V3` */
const readDevice = (scan: Scan, line: GroupLine): boolean => {
  if (!scan.takeInt()) return false
  scan.skipBlanks()
  return readBareDevice(scan, line)
}

/** The same without its number, as old kernels have it: up to the last colon in so many bytes. */
const readBareDevice = (scan: Scan, line: GroupLine): boolean => {
  if (!scan.takeBytes(NAME)) return false
  const text = scan.text()
  // what a shorter line does not write over stays from the one before
  const device = text + line.device.slice(text.length)
  const colon = device.lastIndexOf(':')
  line.device = colon < 0 ? device : device.slice(0, colon)
  return true
}

/** `<tabs>010000E0     1 0:00000000<tabs>0` */
const readGroup = (scan: Scan, line: GroupLine, littleEndian: boolean): boolean => {
  scan.skipBlanks()
  if (!scan.takeHexDigits(WORD)) return false
  const word = Number.parseInt(scan.text(), 16)
  if (!scan.takeInt()) return false
  line.group = ipv4(littleEndian ? swap32(word) : word)
  line.users = scan.int
  return true
}

/** `1    lo              ff020000000000000000000000000001     1 0000000C 0` */
const readIgmp6 = (scan: Scan, line: GroupLine): boolean => {
  if (!scan.takeInt() || !scan.takeWord(NAME)) return false
  line.device = scan.text()
  scan.skipBlanks()
  if (!scan.takeHexDigits(ADDRESS)) return false
  const digits = scan.text()
  if (!scan.takeInt()) return false
  const word = (i: number): number =>
    Number.parseInt(digits.slice(i * WORD, (i + 1) * WORD) || '0', 16)
  line.group = ipv6(word(0), word(1), word(2), word(3))
  line.users = scan.int
  return true
}
