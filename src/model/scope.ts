import { once } from '../base/once.ts'
import { inNet, isAny, isMapped, parseIp, type Ip, type Scope } from './address.ts'

/**
 * The IANA special-purpose registries (iana-ipv4-special-registry, iana-ipv6-special-registry), first
 * match wins, so that the reachable exceptions stand before the block they are cut from. Teredo
 * (2001::/32) and 6to4 (2002::/16) are "N/A" there: addresses of theirs reach the Internet, so public.
 */
const TABLE: readonly [net: string, scope: Scope][] = [
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['192.0.0.9/32', 'public'],
  ['192.0.0.10/32', 'public'],
  ['0.0.0.0/8', 'private'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'private'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'private'],
  ['192.0.2.0/24', 'private'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'private'],
  ['198.51.100.0/24', 'private'],
  ['203.0.113.0/24', 'private'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'private'],
  ['::1/128', 'loopback'],
  ['fe80::/10', 'link-local'],
  ['ff00::/8', 'multicast'],
  ['fc00::/7', 'private'],
  ['fec0::/10', 'private'],
  ['2001::/32', 'public'],
  ['2001:1::1/128', 'public'],
  ['2001:1::2/128', 'public'],
  ['2001:1::3/128', 'public'],
  ['2001:3::/32', 'public'],
  ['2001:4:112::/48', 'public'],
  ['2001:20::/28', 'public'],
  ['2001:30::/28', 'public'],
  ['2001::/23', 'private'],
  ['2001:db8::/32', 'private'],
  ['3fff::/20', 'private'],
  ['5f00::/16', 'private'],
  ['64:ff9b:1::/48', 'private'],
  ['100::/64', 'private'],
  ['100:0:0:1::/64', 'private'],
]

interface Rule {
  readonly net: Ip
  readonly bits: number
  readonly scope: Scope
}

/** Of IPv4 one word and one mask decide, and most addresses of a long list are IPv4. */
interface Rule4 {
  readonly word: number
  readonly mask: number
  readonly scope: Scope
}

const rulesOf = (v: 4 | 6): Rule[] =>
  TABLE.filter(([net]) => net.includes(':') === (v === 6)).map(([net, scope]) => {
    const [address, bits] = net.split('/')
    return { net: parseIp(address!)!, bits: Number(bits), scope }
  })

// made as addresses come that ask for them: most runs meet few kinds, and all would take them 2 ms
const four = once((): readonly Rule4[] =>
  rulesOf(4).map(({ net, bits, scope }) => ({
    word: net.d,
    mask: (-1 << (32 - bits)) >>> 0,
    scope,
  })),
)
const six = once((): readonly Rule[] => rulesOf(6))
/** What may hold an IPv4 address, by its first byte; one scope where that byte decides. */
const byFirst: (Scope | readonly Rule4[])[] = []

const makeByFirst = (byte: number): Scope | readonly Rule4[] => {
  const may = four().filter(({ word, mask }) => (((byte << 24) ^ word) & mask & 0xff000000) === 0)
  const [first] = may
  if (first === undefined) return 'public'
  return (first.mask & 0xffffff) === 0 ? first.scope : may
}

/** The scope of an address; a v4-mapped one has that of its IPv4 address. */
export const scopeOf = (ip: Ip): Scope => {
  if (isAny(ip)) return 'any'
  if (ip.v === 6 && !isMapped(ip)) {
    return six().find(rule => inNet(ip, rule.net, rule.bits))?.scope ?? 'public'
  }
  const first = ip.d >>> 24
  const may = (byFirst[first] ??= makeByFirst(first))
  if (typeof may === 'string') return may
  return may.find(({ word, mask }) => (ip.d & mask) >>> 0 === word)?.scope ?? 'public'
}
