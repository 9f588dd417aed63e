import { hexDigit } from '../base/ascii.ts'
import { Scan } from '../base/scan.ts'
import type { Address, Route6Line } from '../model/lines.ts'
import { netLines } from './net-lines.ts'

/** Longest name that is taken. */
const NAME = 15

/** What net-tools reads at most of a line. */
const PIECE = 1022

const GROUPS = 8
const GROUP_DIGITS = 4

/**
 * /proc/net/ipv6_route, line by line as net-tools reads it: what a line does not hold stays as the line
 * before left it. Calls `visit` for every line, always with the same object.
 */
export const eachRoute6Line = (bytes: Uint8Array, visit: (line: Route6Line) => void): void => {
  const scan = new Scan()
  const line: Route6Line = {
    destination: { v: 6, a: 0, b: 0, c: 0, d: 0 },
    prefix: 0,
    gateway: { v: 6, a: 0, b: 0, c: 0, d: 0 },
    metric: 0,
    refs: 0,
    use: 0,
    flags: 0,
    device: '',
  }
  const groups = { destination: [], source: [], gateway: [] }
  netLines(
    bytes,
    (from, to) => {
      scan.load(bytes, from, to)
      readLine(scan, line, groups)
      setAddress(line.destination, groups.destination)
      setAddress(line.gateway, groups.gateway)
      visit(line)
    },
    PIECE,
  )
}

/** Each address in eight words of up to four characters, as the lines so far have left them. */
interface Groups {
  readonly destination: string[]
  readonly source: string[]
  readonly gateway: string[]
}

/** Takes what there is, up to the first field that there is not. */
const readLine = (scan: Scan, line: Route6Line, groups: Groups): void => {
  if (!takeGroups(scan, groups.destination) || !scan.takeHexInt(2)) return
  line.prefix = scan.int
  if (!takeGroups(scan, groups.source) || !scan.takeHexInt(2)) return
  if (!takeGroups(scan, groups.gateway)) return
  for (const key of ['metric', 'refs', 'use', 'flags'] as const) {
    if (!scan.takeHexInt(8)) return
    line[key] = scan.int
  }
  if (scan.takeWord(NAME)) line.device = scan.text()
}

const takeGroups = (scan: Scan, groups: string[]): boolean => {
  for (let i = 0; i < GROUPS; i++) {
    if (!scan.takeWord(GROUP_DIGITS)) return false
    groups[i] = scan.text()
  }
  return true
}

/** What is no address leaves the one before. */
const setAddress = (address: Address, groups: readonly string[]): void => {
  const numbers = groups.map(groupOf)
  if (numbers.length < GROUPS || numbers.some(number => number < 0)) return
  const word = (i: number): number => numbers[i]! * 0x10000 + numbers[i + 1]!
  address.a = word(0)
  address.b = word(2)
  address.c = word(4)
  address.d = word(6)
}

const groupOf = (text: string): number => {
  let value = 0
  for (let i = 0; i < text.length; i++) {
    const digit = hexDigit(text.charCodeAt(i))
    if (digit < 0) return -1
    value = value * 16 + digit
  }
  return value
}
