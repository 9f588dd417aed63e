import { hexDigit } from '../base/ascii.ts'
import { swap32 } from '../base/bytes.ts'
import { Scan } from '../base/scan.ts'
import type { RouteCacheLine } from '../model/lines.ts'
import { ROUTE_FLAGS } from '../model/route.ts'
import { netLines } from './net-lines.ts'
import { headerWords, missingColumn } from './route.ts'

/** Longest name and longest address that are taken. */
const NAME = 15
const ADDRESS = 127

/** What net-tools reads at most of a line. */
const PIECE = 1022

/** Hex digits of an address. */
const WORD = 8

type NumberKey = Exclude<keyof RouteCacheLine, 'device'>

type Take = (
  scan: Scan,
  line: RouteCacheLine,
  address: (key: NumberKey, scan: Scan) => void,
) => boolean

const device: Take = (scan, line) => {
  if (!scan.takeWord(NAME)) return false
  line.device = scan.text()
  return true
}

const flags: Take = (scan, line) => {
  if (!scan.takeHexInt()) return false
  line.flags = scan.int
  return true
}

const int =
  (key: NumberKey): Take =>
  (scan, line) => {
    if (!scan.takeInt()) return false
    line[key] = scan.int
    return true
  }

const address =
  (key: NumberKey): Take =>
  (scan, _, read) => {
    if (!scan.takeWord(ADDRESS)) return false
    read(key, scan)
    return true
  }

export interface Layout {
  /** in the order in which a file must have them */
  readonly columns: readonly (readonly [name: string, take: Take])[]
  /** how many of them a line must have */
  readonly least: number
  /** one that is not up is passed over */
  readonly up: boolean
  /** in place of what is no address, the one read last; otherwise that of the line before */
  readonly last: boolean
}

const COMMON: Layout['columns'] = [
  ['Iface', device],
  ['Destination', address('destination')],
  ['Gateway', address('gateway')],
  ['Flags', flags],
  ['RefCnt', int('refs')],
  ['Use', int('use')],
  ['Metric', int('metric')],
]
const TAIL: Layout['columns'] = [
  ['MTU', int('mss')],
  ['Window', int('window')],
  ['IRTT', int('irtt')],
]

export const ROUTE_LAYOUT: Layout = {
  columns: [...COMMON, ['Mask', address('mask')], ...TAIL],
  least: 10,
  up: true,
  last: false,
}

/** Of Linux 2.2 to 3.5; later ones print the header alone. */
export const CACHE_LAYOUT: Layout = {
  columns: [
    ...COMMON,
    ['Source', address('mask')],
    ...TAIL,
    ['TOS', int('tos')],
    ['HHRef', int('hardwareRefs')],
    ['HHUptod', int('hardwareUpToDate')],
    ['SpecDst', address('specific')],
  ],
  least: 12,
  up: false,
  last: true,
}

/**
 * /proc/net/route or rt_cache, line by line as net-tools reads it: what a line does not hold stays as
 * the line before left it; addresses, as the last one that was shown. Calls `visit` always with the same object. Returns the name of the first
 * column that the header lacks, '' where there is no header, or null where all is there.
 */
export const eachRouteLine = (
  bytes: Uint8Array,
  layout: Layout,
  littleEndian: boolean,
  visit: (line: RouteCacheLine) => void,
): string | null => {
  const scan = new Scan()
  const line = emptyLine()
  let last = 0
  // addresses are looked at when the whole line is known to be good
  const found: [key: NumberKey, address: number | null][] = []
  const hold = (key: NumberKey, word: Scan): void => {
    found.push([key, addressOf(bytes, word, littleEndian)])
  }
  const settle = (): void => {
    for (const [key, address] of found) {
      if (address !== null) last = address
      line[key] = address ?? (layout.last ? last : line[key])
    }
  }
  let plan: readonly (Take | null)[] = []
  let missing: string | null = ''
  netLines(
    bytes,
    (from, to, number) => {
      if (number === 0) {
        const header = Buffer.from(bytes.subarray(from, to)).toString('latin1')
        const names = layout.columns.map(([name]) => name)
        missing = missingColumn(header, names)
        plan = planOf(header, layout)
        return
      }
      if (missing !== null) return
      scan.load(bytes, from, to)
      found.length = 0
      let fields = 0
      for (const take of plan) {
        if (!(take === null ? scan.takeWord() : take(scan, line, hold))) break
        if (take !== null) fields++
      }
      if (fields < layout.least || (layout.up && (line.flags & ROUTE_FLAGS.UP) === 0)) return
      settle()
      if (layout.last && fields < layout.columns.length) line.specific = last
      visit(line)
    },
    PIECE,
  )
  return missing
}

const emptyLine = (): RouteCacheLine => ({
  device: '',
  destination: 0,
  gateway: 0,
  flags: 0,
  refs: 0,
  use: 0,
  metric: 0,
  mask: 0,
  mss: 0,
  window: 0,
  irtt: 0,
  tos: 0,
  hardwareRefs: 0,
  hardwareUpToDate: 0,
  specific: 0,
})

/** What to take of each word up to the last column that is wanted; null: it is passed over. */
const planOf = (header: string, { columns }: Layout): (Take | null)[] => {
  const plan: (Take | null)[] = []
  let next = 0
  for (const word of headerWords(header)) {
    const wanted = columns[next]
    if (wanted === undefined) break
    if (word === wanted[0]) next++
    plan.push(word === wanted[0] ? wanted[1] : null)
  }
  return plan
}

/** The first eight digits; null where they are not that many. */
const addressOf = (bytes: Uint8Array, { from, to }: Scan, littleEndian: boolean): number | null => {
  if (to - from < WORD) return null
  let word = 0
  for (let at = from; at < from + WORD; at++) {
    const digit = hexDigit(bytes[at]!)
    if (digit < 0) return null
    word = word * 16 + digit
  }
  return littleEndian ? swap32(word) : word
}
