import { writeByte } from '../base/ascii.ts'

/**
 * An IP address as numbers: four u32 words, most significant first. IPv4 stands in its v4-mapped
 * form (::ffff:a.b.c.d) with `v` 4, so that one comparison serves both families; text is made only
 * for what is printed.
 */
export interface Ip {
  readonly v: 4 | 6
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

/** Who can reach an address; `private` is all that IANA lists as not globally reachable. */
export type Scope = 'any' | 'loopback' | 'link-local' | 'private' | 'multicast' | 'public'

export const ipv4 = (word: number): Ip => ({ v: 4, a: 0, b: 0, c: 0xffff, d: word })
export const ipv6 = (a: number, b: number, c: number, d: number): Ip => ({ v: 6, a, b, c, d })

export const isMapped = (ip: Ip): boolean => ip.a === 0 && ip.b === 0 && ip.c === 0xffff
export const isAny = (ip: Ip): boolean =>
  ip.d === 0 && ip.a === 0 && ip.b === 0 && (ip.c === 0 || ip.c === 0xffff)

/** Canonical text: dotted quad, or RFC 5952 (section 5 for v4-mapped addresses). */
export const ipText = (ip: Ip): string => {
  if (ip.v === 4) return dotted(ip.d)
  if (isMapped(ip)) return `::ffff:${dotted(ip.d)}`
  const groups = [ip.a, ip.b, ip.c, ip.d].flatMap(word => [word >>> 16, word & 0xffff])
  const gap = longestZeroRun(groups)
  const hex = (part: number[]): string => part.map(group => group.toString(16)).join(':')
  return gap === null
    ? hex(groups)
    : `${hex(groups.slice(0, gap.from))}::${hex(groups.slice(gap.to))}`
}

// a long list writes the same 256 numbers hundreds of thousands of times, and a short one few of them
const BYTES: string[] = []
const byteText = (byte: number): string => (BYTES[byte] ??= String(byte))

const dotted = (word: number): string =>
  `${byteText(word >>> 24)}.${byteText((word >>> 16) & 255)}.${byteText((word >>> 8) & 255)}.${byteText(word & 255)}`

/** The dotted quad as bytes; returns the offset behind it. */
export const writeDotted = (into: Uint8Array, at: number, word: number): number => {
  let end = writeByte(into, at, word >>> 24)
  for (let shift = 16; shift >= 0; shift -= 8) {
    into[end] = DOT
    end = writeByte(into, end + 1, (word >>> shift) & 255)
  }
  return end
}

const DOT = 46

// RFC 5952 section 4.2: the longest run of at least two zero groups, the first one on a tie
const longestZeroRun = (groups: readonly number[]): { from: number; to: number } | null => {
  let best: { from: number; to: number } | null = null
  for (let from = 0; from < groups.length; from++) {
    let to = from
    while (groups[to] === 0) to++
    if (to - from >= 2 && (best === null || to - from > best.to - best.from)) best = { from, to }
    if (to > from) from = to
  }
  return best
}

/** Reads either family's text, brackets and zone allowed or not as written; null if it is no address. */
export const parseIp = (text: string): Ip | null => {
  if (!text.includes(':')) {
    const word = parseDotted(text)
    return word === null ? null : ipv4(word)
  }
  const halves = text.split('::')
  if (halves.length > 2) return null
  const head = parseGroups(halves[0]!)
  const tail = halves.length === 2 ? parseGroups(halves[1]!) : []
  if (head === null || tail === null) return null
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const g = [...head, ...Array<number>(missing).fill(0), ...tail]
  const word = (i: number): number => g[i]! * 0x10000 + g[i + 1]!
  return ipv6(word(0), word(2), word(4), word(6))
}

const parseDotted = (text: string): number | null => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (match === null) return null
  const bytes = match.slice(1).map(Number)
  if (bytes.some(byte => byte > 255)) return null
  return bytes.reduce((word, byte) => word * 256 + byte, 0)
}

/** `1:2:3` as numbers; a dotted quad may stand last and counts as two groups. */
const parseGroups = (text: string): number[] | null => {
  if (text === '') return []
  const groups: number[] = []
  const words = text.split(':')
  for (const [i, word] of words.entries()) {
    const quad = i === words.length - 1 ? parseDotted(word) : null
    if (quad !== null) groups.push(quad >>> 16, quad & 0xffff)
    else if (/^[0-9a-fA-F]{1,4}$/.test(word)) groups.push(Number.parseInt(word, 16))
    else return null
  }
  return groups
}

/** How many ones an IPv4 netmask begins with; null where ones follow a zero. */
export const maskBits = (mask: number): number | null => {
  const bits = Math.clz32(~mask)
  return mask === (bits === 0 ? 0 : (-1 << (32 - bits)) >>> 0) ? bits : null
}

/** Is `ip` in `net`/`bits`? Bits count within the family of `net`; a v4 net also holds v4-mapped addresses. */
export const inNet = (ip: Ip, net: Ip, bits: number): boolean => {
  let left = net.v === 4 ? bits + 96 : bits
  if (net.v === 6 && ip.v === 4) return false
  for (const word of ['a', 'b', 'c', 'd'] as const) {
    if (left <= 0) return true
    const mask = left >= 32 ? 0xffffffff : (0xffffffff << (32 - left)) >>> 0
    if ((ip[word] & mask) >>> 0 !== (net[word] & mask) >>> 0) return false
    left -= 32
  }
  return true
}

/** Orders as numbers, IPv4 before IPv6. */
export const compareIp = (x: Ip, y: Ip): number =>
  x.v - y.v || x.a - y.a || x.b - y.b || x.c - y.c || x.d - y.d
