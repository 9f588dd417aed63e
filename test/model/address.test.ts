import { isIP } from 'node:net'
import { describe, expect, it } from 'vitest'
import { compareIp, inNet, ipText, ipv6, maskBits, parseIp } from '../../src/model/address.ts'
import { scopeOf } from '../../src/model/scope.ts'

const ip = (text: string) => {
  const parsed = parseIp(text)
  if (parsed === null) throw new Error(`test has a bad address: ${text}`)
  return parsed
}

describe('canonical text (RFC 5952)', () => {
  // the examples of RFC 5952 sections 1 and 4, and RFC 4291 section 2.2
  it.each([
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:DB8::ABCD', '2001:db8::abcd'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['::1:0', '::1:0'],
    ['1::', '1::'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::FFFF:C000:0201', '::ffff:192.0.2.1'],
    ['::ffff:0.0.0.0', '::ffff:0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
  ])('%s is %s', (text, canonical) => expect(ipText(ip(text))).toBe(canonical))

  it('reads back what it prints, and node agrees that it is an address (seed 1)', () => {
    let seed = 1
    const word = () => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
      return seed % 3 === 0 ? 0 : seed % 5 === 0 ? seed & 0xffff : seed
    }
    for (let i = 0; i < 2000; i++) {
      const address = ipv6(word(), word(), word(), word())
      const text = ipText(address)
      expect(isIP(text)).toBe(6)
      expect(parseIp(text)).toEqual(address)
    }
  })
})

it.each([
  '',
  '1.2.3',
  '1.2.3.256',
  '1.2.3.4.5',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  'g::',
  '::1%lo',
])('%j is no address', text => expect(parseIp(text)).toBeNull())

describe('scope', () => {
  // one row per entry of the IANA special-purpose registries, and their borders
  it.each([
    ['0.0.0.0', 'any'],
    ['::', 'any'],
    ['::ffff:0.0.0.0', 'any'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.255', 'loopback'],
    ['128.0.0.0', 'public'],
    ['::1', 'loopback'],
    ['::1:0', 'public'],
    ['::ffff:127.0.0.53', 'loopback'],
    ['::ffff:192.168.1.1', 'private'],
    ['::ffff:8.8.8.8', 'public'],
    ['169.254.1.1', 'link-local'],
    ['fe80::1', 'link-local'],
    ['febf:ffff::1', 'link-local'],
    ['fec0::1', 'private'],
    ['fc00::1', 'private'],
    ['fdff::1', 'private'],
    ['fb00::1', 'public'],
    ['10.0.0.1', 'private'],
    ['11.0.0.1', 'public'],
    ['100.63.255.255', 'public'],
    ['100.64.0.0', 'private'],
    ['100.127.255.255', 'private'],
    ['100.128.0.0', 'public'],
    ['172.15.255.255', 'public'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.0', 'public'],
    ['192.0.0.8', 'private'],
    ['192.0.0.9', 'public'],
    ['192.0.2.1', 'private'],
    ['198.18.0.1', 'private'],
    ['198.20.0.0', 'public'],
    ['198.51.100.7', 'private'],
    ['203.0.113.7', 'private'],
    ['224.0.0.251', 'multicast'],
    ['ff02::fb', 'multicast'],
    ['255.255.255.255', 'private'],
    ['2001:db8::1', 'private'],
    ['2001:db9::1', 'public'],
    ['3fff:0fff::1', 'private'],
    ['3fff:1000::1', 'public'],
    ['2001:2::1', 'private'],
    ['2001:20::1', 'public'],
    ['2001:200::1', 'public'],
    ['2606:4700::1', 'public'],
  ])('%s is %s', (text, scope) => expect(scopeOf(ip(text))).toBe(scope))
})

it.each([
  ['10.1.2.3', '10.0.0.0', 8, true],
  ['11.1.2.3', '10.0.0.0', 8, false],
  ['::ffff:10.1.2.3', '10.0.0.0', 8, true],
  ['10.1.2.3', '::', 0, false],
  ['fe80::1', 'fe80::', 10, true],
  ['2001:db8:8000::', '2001:db8::', 33, false],
  ['1.2.3.4', '1.2.3.4', 32, true],
  ['255.0.0.1', '0.0.0.0', 0, true],
])('%s in %s/%i: %s', (a, net, bits, expected) =>
  expect(inNet(ip(a), ip(net), bits)).toBe(expected),
)

it('orders addresses as numbers, IPv4 first', () => {
  const sorted = ['::1', '10.0.0.2', '9.255.0.1', '::', '10.0.0.10'].map(ip).sort(compareIp)
  expect(sorted.map(ipText)).toEqual(['9.255.0.1', '10.0.0.2', '10.0.0.10', '::', '::1'])
})

describe('a netmask', () => {
  it.each(Array.from({ length: 33 }, (_, bits) => bits))('of %i ones', bits => {
    const text = '1'.repeat(bits).padEnd(32, '0')
    expect(maskBits(Number.parseInt(text, 2))).toBe(bits)
  })

  it.each([0xff00ff00, 0x7fffffff, 1, 0x80000001, 0xfffffffd])('with holes has none: %i', mask =>
    expect(maskBits(mask)).toBeNull(),
  )
})
