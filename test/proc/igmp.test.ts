import { describe, expect, it } from 'vitest'
import { ipText } from '../../src/model/address.ts'
import { parseIfInet6 } from '../../src/proc/if-inet6.ts'
import { parseFibTrie } from '../../src/proc/fib-trie.ts'
import { parseIgmp, parseIgmp6 } from '../../src/proc/igmp.ts'

// igmp_mc_seq_show() in net/ipv4/igmp.c
const HEADER = 'Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n'
const DEVICE = '2\teth0      :     2      V2\n'
const GROUP = '\t\t\t\tFB0000E0     2 1:0000002C\t\t1\n'

describe('net/igmp', () => {
  it('has the groups of each device', () => {
    const other = '31\tfifteencharname:     1      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n'
    const { rows, problems } = parseIgmp(HEADER + DEVICE + GROUP + other, true)
    expect(problems).toEqual([])
    expect(rows.map(({ group }) => ipText(group))).toEqual(['224.0.0.251', '224.0.0.1'])
    expect(rows).toMatchObject([
      { interface: 'eth0', index: 2, users: 2, timerTicks: 44, reporter: true, querier: 'V2' },
      { interface: 'fifteencharname', index: 31, users: 1, timerTicks: null, reporter: false },
    ])
  })

  it('of a big-endian host has addresses as they are', () => {
    const { rows } = parseIgmp(HEADER + DEVICE + GROUP.replace('FB0000E0', 'E00000FB'), false)
    expect(ipText(rows[0]!.group)).toBe('224.0.0.251')
  })

  it.each([
    ['a group above any device', GROUP, 2, 'a group without a device above it', 1],
    ['seven digits', `${DEVICE}${GROUP.replace('FB0', 'FB')}`, 3, 'not the line of a group', 1],
    ['no users', `${DEVICE}\t\t\t\tFB0000E0\n`, 3, 'not the line of a group', 1],
    ['a device without a number', 'eth0      :     2      V2\n', 2, 'not the line of a device', 1],
    // its groups must not be taken for those of the device above
    ['a broken device', `${DEVICE}x\n${GROUP}`, 3, 'not the line of a device', 2],
  ])('tells of %s', (_, bad, line, problem, count) => {
    const { rows, problems } = parseIgmp(HEADER + bad + DEVICE + GROUP, true)
    expect(rows).toHaveLength(1)
    expect(problems).toHaveLength(count)
    expect(problems[0]).toMatchObject({ at: `net/igmp:${line}` })
    expect(problems[0]!.problem).toContain(problem)
  })

  it('takes no group from a last line that was cut', () => {
    const { rows, problems } = parseIgmp(HEADER + DEVICE + GROUP.trimEnd(), true)
    expect([rows, problems.length]).toEqual([[], 1])
  })
})

// igmp6_mc_seq_show() in net/ipv6/mcast.c
const ROW6 = '2    eth0            ff0200000000000000000001ff000010     3 00000004 0\n'

describe('net/igmp6', () => {
  it('has a group to a line', () => {
    const { rows, problems } = parseIgmp6(ROW6 + ROW6.replace('00000004 0', '00000005 129'))
    expect(problems).toEqual([])
    expect(ipText(rows[0]!.group)).toBe('ff02::1:ff00:10')
    expect(rows).toMatchObject([
      { interface: 'eth0', index: 2, users: 3, timerTicks: null, querier: null, reporter: null },
      { timerTicks: 129 },
    ])
  })

  it.each([
    ['no number', ROW6.replace('2 ', 'x '), 'index is not'],
    ['31 digits', ROW6.replace('ff02', 'f02'), 'group is not 32 hex digits'],
    ['users that are none', ROW6.replace(' 3 ', ' x '), 'users is not'],
    ['nothing', '\n', 'no field 0'],
  ])('loses only a line with %s, and tells', (_, bad, problem) => {
    const { rows, problems } = parseIgmp6(ROW6 + bad + ROW6)
    expect(rows).toHaveLength(2)
    expect(problems).toMatchObject([{ at: 'net/igmp6:2' }])
    expect(problems[0]!.problem).toContain(problem)
  })
})

it('net/if_inet6 has an address to a line, and the number of an interface above 255', () => {
  const text =
    'fe8000000000000000fc00fffe000001 1a4 40 20 80     eth0\n' +
    '00000000000000000000000000000001 01 80 10 80       lo\n'
  const { rows, problems } = parseIfInet6(text)
  expect(problems).toEqual([])
  expect(ipText(rows[0]!.ip)).toBe('fe80::fc:ff:fe00:1')
  expect(rows).toMatchObject([
    { interface: 'eth0', index: 420, prefix: 64, scope: 0x20, flags: 0x80 },
    { interface: 'lo', index: 1, prefix: 128, scope: 0x10 },
  ])
  const broken = parseIfInet6(text.replace('fe80', 'ge80') + text.slice(0, 40))
  expect(broken.rows).toHaveLength(1)
  expect(broken.problems).toMatchObject([{ at: 'net/if_inet6:1' }, { at: 'net/if_inet6:3' }])
})

// fib_trie_seq_show() in net/ipv4/fib_trie.c, of a host with 192.0.2.2/24
const TRIE = `Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
     +-- 127.0.0.0/8 2 0 2
        +-- 127.0.0.0/31 1 0 0
           |-- 127.0.0.0
              /8 host LOCAL
           |-- 127.0.0.1
              /32 host LOCAL
     +-- 192.0.2.0/24 2 0 2
           |-- 192.0.2.0
              /24 link UNICAST
           |-- 192.0.2.2
              /32 host LOCAL
        |-- 192.0.2.255
           /32 link BROADCAST
Local:
           |-- 192.0.2.2
              /32 host LOCAL
`

it("net/fib_trie tells this host's own addresses, each once, and no network", () => {
  const { local, broadcast } = parseFibTrie(TRIE)
  expect(local.map(ipText)).toEqual(['127.0.0.1', '192.0.2.2'])
  expect([...broadcast]).toEqual([0xc00002ff])
  expect(parseFibTrie('x\n /32 host LOCAL\n').local).toEqual([])
})
