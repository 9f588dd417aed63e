import { describe, expect, it } from 'vitest'
import { parseIp } from '../../src/model/address.ts'
import { groupMeaning } from '../../src/views/groups/meaning.ts'
import { ipGroups, rowGroup, type GroupRow, type IpGroups } from './iproute.ts'
import { rowsOf, witness } from './witness.ts'

const theirs = JSON.parse(witness('ip-maddr.json')) as IpGroups[]

it('groups of the captured network are those of ip maddr, with their users', async () => {
  const rows = await rowsOf<GroupRow>('groups')
  expect(rows.map(rowGroup).sort()).toEqual(ipGroups(theirs))
})

it('stand by interface, IPv4 first, then by number', async () => {
  const rows = await rowsOf<GroupRow>('groups')
  const keys = rows.map(({ index, family }) => index * 10 + (family === 'inet' ? 4 : 6))
  expect(keys).toEqual([...keys].sort((x, y) => x - y))
})

it.each([
  ['-4', 'inet'],
  ['-6', 'inet6'],
])('%s gives those of %s alone', async (option, family) => {
  const rows = await rowsOf<GroupRow>('-g', option)
  expect(rows.length).toBeGreaterThan(5)
  expect(new Set(rows.map(row => row.family))).toEqual(new Set([family]))
})

// ipv4-multicast-addresses, ipv6-multicast-addresses; RFC 4291 section 2.7.1
describe('what a group is for', () => {
  it.each([
    ['224.0.0.251', 'mDNS'],
    ['ff02::fb', 'mDNS'],
    ['ff02::1:ff00:10', 'neighbours look for …00:0010'],
    ['232.1.2.3', 'source-specific multicast'],
    ['239.1.2.3', null],
    ['ff05::abcd', null],
  ])('%s: %s', (group, meaning) => expect(groupMeaning(parseIp(group)!)).toBe(meaning))
})
