import { ParseError } from '../base/errors.ts'
import { parseLines, type Fields, type Parsed } from '../base/text.ts'
import { ipv4, isAny } from '../model/address.ts'
import type { Route4, Route6 } from '../model/route.ts'
import { address6, addressWord } from './address.ts'

/** The columns that a route is made of, in the order of the header. */
const COLUMNS = [
  'Iface',
  'Destination',
  'Gateway',
  'Flags',
  'RefCnt',
  'Use',
  'Metric',
  'Mask',
  'MTU',
  'Window',
  'IRTT',
] as const

/**
 * /proc/net/route, whose columns are found by the header; fib_route_seq_show() in net/ipv4/fib_trie.c.
 * Addresses are printed as words of the host. Only the main table, and of a route's next hops only
 * the first. A header without one of the columns gives no row and one problem.
 */
export const parseRoute = (
  text: string,
  littleEndian: boolean,
  file = 'net/route',
): Parsed<Route4> => {
  let header: readonly string[] | null = null
  let places: Places | null = null
  return parseLines(text, file, 0, f => {
    if (header === null) {
      header = Array.from({ length: f.count }, (_, i) => f.word(i, 'column'))
      places = placesOf(header, f.at)
      return null
    }
    return places === null ? null : readRoute(f, places, header.length, littleEndian)
  })
}

/** The words of a header, which blanks and bars part. */
export const headerWords = (header: string): string[] =>
  header.split(/[\s|]+/).filter(word => word !== '')

/** The first of these columns that a header lacks, where it must have them in this order; null: none. */
export const missingColumn = (header: string, columns: readonly string[]): string | null => {
  const words = headerWords(header)
  let from = 0
  for (const column of columns) {
    const at = words.indexOf(column, from)
    if (at < 0) return column
    from = at + 1
  }
  return null
}

type Places = Readonly<Record<(typeof COLUMNS)[number], number>>

const placesOf = (header: readonly string[], at: string): Places => {
  const missing = missingColumn(header.join(' '), COLUMNS)
  if (missing !== null) throw new ParseError(at, `no column ${missing}`, header.join(' '))
  return Object.fromEntries(COLUMNS.map(column => [column, header.indexOf(column)])) as Places
}

const readRoute = (f: Fields, at: Places, columns: number, littleEndian: boolean): Route4 => {
  // the colon of an alias (`eth0:1`, before 2.2) makes two words of its name
  const more = Math.max(0, f.count - columns)
  const name = Array.from({ length: more + 1 }, (_, i) => f.word(at.Iface + i, 'Iface')).join(':')
  const address = (column: 'Destination' | 'Gateway' | 'Mask'): number =>
    addressWord(f, at[column] + more, 0, 1, column, littleEndian)
  const number = (column: 'RefCnt' | 'Use' | 'Metric' | 'MTU' | 'Window' | 'IRTT'): number =>
    f.u32(at[column] + more, column)
  const gateway = address('Gateway')
  return {
    family: 'inet',
    destination: ipv4(address('Destination')),
    mask: address('Mask'),
    gateway: gateway === 0 ? null : ipv4(gateway),
    flags: f.hex(at.Flags + more, 'Flags'),
    metric: number('Metric'),
    refs: number('RefCnt'),
    use: number('Use'),
    mss: number('MTU'),
    window: number('Window'),
    irtt: number('IRTT'),
    interface: name === '*' ? null : name,
  }
}

/**
 * /proc/net/ipv6_route, no header, rows of all tables; ipv6_route_native_seq_show() in
 * net/ipv6/ip6_fib.c. A route without a device ends before its name.
 */
export const parseIpv6Route = (text: string, file = 'net/ipv6_route'): Parsed<Route6> =>
  parseLines(text, file, 0, f => {
    const gateway = address6(f, 4, 'gateway', false)
    return {
      family: 'inet6',
      destination: address6(f, 0, 'destination', false),
      prefix: prefix(f, 1, 'prefix length'),
      source: address6(f, 2, 'source', false),
      sourcePrefix: prefix(f, 3, 'source prefix length'),
      gateway: isAny(gateway) ? null : gateway,
      metric: f.hex(5, 'metric'),
      refs: f.hex(6, 'refcnt'),
      use: f.hex(7, 'use'),
      flags: f.hex(8, 'flags'),
      interface: f.count > 9 ? f.word(9, 'device') : null,
    }
  })

const prefix = (f: Fields, i: number, name: string): number => {
  const bits = f.hex(i, name)
  return bits <= 128 ? bits : f.refuse(i, name, 'at most 128')
}
