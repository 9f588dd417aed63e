import { describe, expect, it } from 'vitest'
import { NAMES } from '../../helpers/names.ts'
import { parseFilter } from '../../../src/query/filter.ts'
import { socketsView } from '../../../src/views/sockets.ts'
import type { SocketRow } from '../../../src/views/sockets/row.ts'
import { UsageError } from '../../../src/base/errors.ts'
import { end, inetRow, unixRow } from './rows.ts'

const { columns, ends, words } = socketsView
const filterOf = (filter: string) =>
  parseFilter([filter], { view: 'sockets', columns, ends, words, names: NAMES })

/** An end as tables write it, in the family that its address has. */
const rowAt = (local: string, remote = '0.0.0.0:0'): SocketRow => {
  const endOf = (text: string) => {
    const colon = text.lastIndexOf(':')
    return end(text.slice(0, colon).replace(/[[\]]/g, ''), Number(text.slice(colon + 1)))
  }
  return inetRow({
    family: local.includes('[') ? 'inet6' : 'inet',
    local: endOf(local),
    remote: endOf(remote),
  })
}

const ROWS = {
  v4: rowAt('127.0.0.1:80'),
  ten: rowAt('10.1.2.3:8080'),
  any: rowAt('0.0.0.0:22'),
  v6: rowAt('[::1]:80', '[::]:0'),
  doc: rowAt('[2001:db8::6]:443', '[::]:0'),
  any6: rowAt('[::]:22', '[::]:0'),
  mapped: rowAt('[::ffff:10.1.2.3]:8080', '[::ffff:8.8.8.8]:53'),
  path: unixRow({ path: '/run/Docker.sock' }),
  abstract: unixRow({ path: '@0001f' }),
  unnamed: unixRow({ path: null }),
} as const

const kept = (filter: string): string => {
  const { keep } = filterOf(filter)
  return Object.entries(ROWS)
    .filter(([, row]) => keep(row))
    .map(([name]) => name)
    .join(' ')
}

// which of the rows above; a v4 rule is also about v4-mapped addresses, as ss(8) and the kernel have it
it.each([
  ['src 127.0.0.1', 'v4'],
  ['src = 127.0.0.1', 'v4'],
  ['src == 127.0.0.1:80', 'v4'],
  ['src 127.0.0.1:81', ''],
  ['src 127.0.0.1:http', 'v4'],
  ['src :80', 'v4 v6'],
  ['src *:80', 'v4 v6'],
  ['src *', 'v4 ten any v6 doc any6 mapped'],
  ['src 10.1.2.3', 'ten mapped'],
  ['src 10/8', 'ten mapped'],
  ['src 10.1/16', 'ten mapped'],
  ['src 10.1.2.0/24:8080', 'ten mapped'],
  ['src 10.1.2.3:8000-9000', 'ten mapped'],
  ['src 10/8:22,8080', 'ten mapped'],
  ['src 10.1.2.3,127.0.0.1', 'v4 ten mapped'],
  ['src 10.1.2.3:8080,127.0.0.1:80', 'v4 ten mapped'],
  ['src 0.0.0.0/0', 'v4 ten any mapped'],
  ['src ::/0', 'v6 doc any6 mapped'],
  ['src inet:*', 'v4 ten any'],
  ['src inet6:*', 'v6 doc any6 mapped'],
  ['src inet:10.1.2.3', 'ten'],
  ['src inet6:::1', 'v6'],
  ['src inet6:[::1]:80', 'v6'],
  ['src ::1', 'v6'],
  ['src [::1]', 'v6'],
  ['src [::1]:80', 'v6'],
  ['src [::1]:81', ''],
  ['src ::1/128', 'v6'],
  ['src 2001:db8::/32', 'doc'],
  ['src [2001:db8::]/32:443', 'doc'],
  ['src [2001:db8::/32]', 'doc'],
  ['src 2001:DB8:0::0006', 'doc'],
  ['src ::ffff:10.1.2.3', 'mapped'],
  ['src ::ffff:0:0/96', 'mapped'],
  ['src localhost', 'v4 v6'],
  ['src localhost:80', 'v4 v6'],
  ['src six.example:443', 'doc'],
  ['src inet6:localhost', 'v6'],
  ['src != 10/8', 'v4 any v6 doc any6'],
  ['not src 10/8', 'v4 any v6 doc any6 path abstract unnamed'],
  ['dst 8.8.8.8', 'mapped'],
  ['dst 8.8.8.8:53', 'mapped'],
  ['dst :53', 'mapped'],
  ['dst != 8.8.8.8', 'v4 ten any v6 doc any6'],
  [':80', 'v4 v6'],
  [':53', 'mapped'],
  ['!:80', 'ten any doc any6 mapped path abstract unnamed'],
  ['8.8.8.8', 'mapped'],
  ['10/8', 'ten mapped'],
  ['[::1]:80', 'v6'],
  ['::1', 'v6'],
  ['2001:db8::6', 'doc'],
  ['*:22', 'any any6'],
  ['local.address = 10.0.0.0/8', 'ten mapped'],
  ['local.address = 10.1.2.3,::1', 'ten v6 mapped'],
  ['local.address != 10/8', 'v4 any v6 doc any6'],
  ['local ~ ^10', 'ten'],
  ['src unix:*', 'path abstract unnamed'],
  ['src unix:', 'path abstract unnamed'],
  ['src unix:/run/*', 'path'],
  ['src unix:/RUN/docker.soc?', 'path'],
  ['src unix:/run/[a-d]*', 'path'],
  ['src unix:/run/[!d]*', ''],
  ['src /run/docker.sock', 'path'],
  ['src @0001f', 'abstract'],
  ['src unix:*.sock', 'path'],
  ['src unix:/run/docker\\.sock', 'path'],
  ['autobound', 'abstract unnamed'],
  ['sport >= 443 and not src 10/8', 'doc'],
  ['scope = loopback', 'v4 v6'],
  ['scope=loopback,any', 'v4 any v6 any6'],
  ['family = INET6 and sport = :80', 'v6'],
])('%s keeps %s', (filter, names) => expect(kept(filter)).toBe(names))

it('autobound is about the range that the host tells', () => {
  const { keep } = filterOf('autobound')
  // as NAMES has it
  const ports = [32767, 32768, 60999, 61000]
  expect(ports.filter(port => keep(rowAt(`10.0.0.1:${port}`)))).toEqual([32768, 60999])
})

describe('what the kernel tells with --info', () => {
  const INFO = { tcp: null, congestion: null, congestionInfo: null, ulp: null, shutdown: null }
  const more = { ...INFO, tos: null, tclass: null, classId: null }
  const row = inetRow({ info: { ...more, mark: 0x12, cgroupId: 4711n, ifindex: 2 } })
  const unmarked = inetRow({ info: { ...more, mark: null, cgroupId: null, ifindex: 0 } })

  it.each([
    ['fwmark 0x12', true],
    ['fwmark = 18', true],
    ['fwmark 0x13', false],
    ['fwmark 0x10/0xf0', true],
    ['fwmark 2/0xf', true],
    ['fwmark 0x10/0x1', false],
    ['fwmark != 0x12', false],
    ['mark = 18', true],
    ['cgroup /system.slice', true],
    ['cgroup = 4711', true],
    ['cgroup != /system.slice', false],
    ['dev eth0', true],
    ['dev = 2', true],
    ['dev lo', false],
    ['dev != lo', true],
  ])('%s: %s', (filter, holds) => expect(filterOf(filter).keep(row)).toBe(holds))

  it.each(['fwmark 0x12', 'fwmark != 0x12', 'cgroup 1', 'cgroup != 1'])(
    '%s: a socket that tells none matches nothing',
    filter => expect(filterOf(filter).keep(unmarked)).toBe(false),
  )
})

describe('a mistake is marked', () => {
  it.each([
    ['src 10', 4, 'an address'],
    ['src 10.0.0.300', 4, 'an address'],
    ['src 10.0.0.0/33', 13, 'at most 32 bits'],
    ['src ::1/129', 8, 'at most 128 bits'],
    ['src 10.0.0.1:x', 13, 'a port'],
    ['src 10.0.0.1:80-79', 13, 'a range from low to high'],
    ['src ::1:x', 4, 'in brackets'],
    ['src [::1', 4, 'in brackets'],
    ['src nosuch.example', 4, 'a host that has an address; nobody knows nosuch.example'],
    ['src 10.0.0.1,nosuch', 13, 'a host that has an address'],
    ['src link:eth0', 4, 'inet:, inet6: or unix:'],
    ['src inet6:10.0.0.1', 10, 'an address of inet6'],
    ['dst unix:/run/x', 4, 'an address, as the kernel does not tell the path of a peer'],
    ['src > 10.0.0.1', 4, 'one of = != ~'],
    ['local.address = 10.0.0.1:80', 16, 'without a port'],
    ['fwmark x', 7, 'a mark'],
    ['dev eth7', 4, 'a network device or its index; did you mean eth0?'],
    ['dev wlan', 4, 'a network device or its index: lo eth0'],
    ['cgroup /nosuch', 7, 'the path of a cgroup'],
    ['proto = tpc', 8, 'did you mean tcp?'],
    ['scope = privat', 8, 'did you mean private?'],
    ['sprot = 22', 0, 'did you mean sport?'],
    ['autobuond', 0, 'did you mean autobound?'],
  ])('%s', (filter, at, expected) => {
    const refused = (): unknown => filterOf(filter)
    expect(refused).toThrow(UsageError)
    try {
      refused()
    } catch (error) {
      const { mark } = error as UsageError
      expect(mark).toEqual({ at, expected: expect.stringContaining(expected) })
    }
  })
})
