import { describe, expect, it } from 'vitest'
import { ipv4, ipv6 } from '../../../src/model/address.ts'
import { joinEnd, namedHost, numericHost } from '../../../src/render/classic/address.ts'
import type { ClassicNames } from '../../../src/render/classic/names.ts'

// what inet_ntop(3) of glibc 2.36 prints, but for v4-mapped addresses: net-tools cuts off their ::ffff:
describe('a number is printed as inet_ntop(3) prints it', () => {
  it.each([
    ['::', [0x0, 0x0, 0x0, 0x0]],
    ['::1', [0x0, 0x0, 0x0, 0x1]],
    ['::2', [0x0, 0x0, 0x0, 0x2]],
    ['::ffff', [0x0, 0x0, 0x0, 0xffff]],
    ['::0.1.0.0', [0x0, 0x0, 0x0, 0x10000]],
    ['::0.1.0.2', [0x0, 0x0, 0x0, 0x10002]],
    ['::ffff:0.0.0.0', [0x0, 0x0, 0xffff, 0x0]],
    ['::ffff:1.2.3.4', [0x0, 0x0, 0xffff, 0x1020304]],
    ['::ffff:0:102:304', [0x0, 0x0, 0xffff0000, 0x1020304]],
    ['::1.2.3.4', [0x0, 0x0, 0x0, 0x1020304]],
    ['1::', [0x10000, 0x0, 0x0, 0x0]],
    ['0:1::', [0x1, 0x0, 0x0, 0x0]],
    ['::1:0:0:0', [0x0, 0x0, 0x10000, 0x0]],
    ['1:0:0:2::', [0x10000, 0x2, 0x0, 0x0]],
    ['1:0:0:2::3', [0x10000, 0x2, 0x0, 0x3]],
    ['1:0:2:0:3:0:4:0', [0x10000, 0x20000, 0x30000, 0x40000]],
    ['1:2:3:4:5:6:7:8', [0x10002, 0x30004, 0x50006, 0x70008]],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff]],
    ['fe80::5054:ff:fe12:3456', [0xfe800000, 0x0, 0x505400ff, 0xfe123456]],
    ['64:ff9b::102:304', [0x64ff9b, 0x0, 0x0, 0x1020304]],
  ] as const)('%s', (text, [a, b, c, d]) => {
    expect(numericHost(ipv6(a, b, c, d))).toBe(text.replace(/^::ffff:(?=.*\.)/, ''))
  })

  it('192.168.0.1', () => expect(numericHost(ipv4(0xc0a80001))).toBe('192.168.0.1'))
})

const NAMES: ClassicNames = {
  host: ip => (ip.d === 1 ? 'one.example.org' : ip.d === 2 ? 'e\x1b[31m' : null),
  network: () => 'net',
  service: () => null,
  protocol: () => null,
  user: () => null,
}

describe('a name', () => {
  it.each([
    ['of IPv6', ipv6(0x20010db8, 0, 0, 1), 'one.example.org'],
    ['that there is not', ipv6(0x20010db8, 0, 0, 3), '2001:db8::3'],
    ['that could steer a terminal', ipv6(0x20010db8, 0, 0, 2), 'e.[31m'],
    ['of no IPv6 address at all', ipv6(0, 0, 0, 0), '[::]'],
    ['of no IPv4 address at all', ipv4(0), '0.0.0.0'],
    ['of none, v4-mapped', ipv6(0, 0, 0xffff, 0), '0.0.0.0'],
    ['of what net-tools takes for a network', ipv4(5), 'net'],
  ])('%s', (_, ip, text) => expect(namedHost(ip, NAMES)).toBe(text))
})

// netstat 2.10 on a socket with these ends
describe('an end', () => {
  it.each([
    ['255.255.255.255', '65535', '255.255.255.255:65535'],
    ['2001:db8:1234:567:8:9', '45678', '2001:db8:1234:567:45678'],
    ['2001:db8::1:2:3:4', '45678', '2001:db8::1:2:3:4:45678'],
    ['2001:db8::1:2:3:45', '45678', '2001:db8::1:2:3:4:45678'],
    ['localhost', 'a-service-name-of-24-chars-x', 'loca:a-service-name-of-'],
    ['exactly-18-letters', 's2', 'exactly-18-letters:s2'],
  ])('%s and %s: %s', (host, port, text) => expect(joinEnd(host, port, false)).toBe(text))

  it('is whole with -W, but for names longer than net-tools has room for', () => {
    expect(joinEnd('h'.repeat(60), '80', true)).toBe(`${'h'.repeat(60)}:80`)
    expect(joinEnd('h'.repeat(127), '80', true)).toBe('h'.repeat(127))
  })
})
