import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseSnmp, parseSnmp6 } from '../../src/proc/snmp.ts'
import type { CounterGroup } from '../../src/model/counters.ts'

/** What the groups hold, as `Tcp RtoMin 200`. */
const words = (groups: readonly CounterGroup[]): string[] =>
  groups.flatMap(({ group, counters }) =>
    [...counters].map(([name, value]) => `${group} ${name} ${value}`),
  )

it('pairs names with values, in the order of the file', () => {
  const text =
    'Tcp: RtoAlgorithm MaxConn InSegs\nTcp: 1 -1 18446744073709551615\nIpExt: InOctets\nIpExt: 7\n'
  const { rows, problems } = parseSnmp(text, 'net/snmp')
  expect(problems).toEqual([])
  expect(words(rows)).toEqual([
    'Tcp RtoAlgorithm 1',
    'Tcp MaxConn -1',
    'Tcp InSegs 18446744073709551615',
    'IpExt InOctets 7',
  ])
})

it('keeps a group without counters, as IcmpMsg may be', () => {
  expect(parseSnmp('IcmpMsg:\nIcmpMsg:\n', 'net/snmp')).toEqual({
    rows: [{ group: 'IcmpMsg', counters: new Map() }],
    problems: [],
  })
})

const GOOD = 'Udp: InErrors\nUdp: 5\n'

it.each([
  ['fewer values', 'Tcp: A B\nTcp: 1\n', ['Tcp A 1', 'Tcp B null'], 2, 'Tcp has 2 names and 1 val'],
  ['more values', 'Tcp: A\nTcp: 1 2\n', ['Tcp A 1'], 2, 'Tcp has 1 names and 2 values, got "1 2"'],
  ['a word for a value', 'Tcp: A\nTcp: x\n', ['Tcp A null'], 2, 'Tcp A is not a decimal integer'],
  ['a value beyond u64', `Tcp: A\nTcp: ${'9'.repeat(21)}\n`, ['Tcp A null'], 2, 'Tcp A is not'],
  ['no title', 'nothing\n', [], 1, 'no title with a colon, got "nothing"'],
  ['a name twice', 'Tcp: A A\nTcp: 1 2\n', ['Tcp A 1'], 2, 'Tcp names a counter twice, got "A"'],
  ['names alone', 'Tcp: A\n', [], 2, 'no line of values for Tcp'],
])('a group with %s costs no other, and is told', (_, bad, left, line, problem) => {
  const { rows, problems } = parseSnmp(bad + GOOD, 'net/snmp')
  expect(words(rows)).toEqual([...left, 'Udp InErrors 5'])
  expect(problems).toMatchObject([{ at: `net/snmp:${line}` }])
  expect(problems[0]!.problem).toContain(problem)
})

it('tells of names at the end that have no values, and of a last line that was cut', () => {
  expect(parseSnmp(`${GOOD}Tcp: A\n`, 'net/snmp').problems).toMatchObject([{ at: 'net/snmp' }])
  const cut = parseSnmp(`${GOOD}Tcp: A\nTcp: 1`, 'net/snmp')
  expect(cut.problems).toMatchObject([{ at: 'net/snmp:4' }])
  expect(words(cut.rows)).toEqual(['Udp InErrors 5'])
})

it('reads snmp6, whose groups end with their 6', () => {
  const text = 'Ip6InReceives  \t4\nIp6OutRequests\t5\nUdpLite6InErrors 6\nUdp6InErrors 7\n'
  const { rows, problems } = parseSnmp6(text)
  expect(problems).toEqual([])
  expect(words(rows)).toEqual([
    'Ip6 InReceives 4',
    'Ip6 OutRequests 5',
    'UdpLite6 InErrors 6',
    'Udp6 InErrors 7',
  ])
})

it.each([
  ['no 6', 'IpInReceives 4'],
  ['no value', 'Ip6InReceives'],
  ['two values', 'Ip6InReceives 4 5'],
  ['a word for a value', 'Ip6InReceives x'],
  ['nothing behind the 6', 'Ip6 4'],
])('a line of snmp6 with %s costs itself, and is told', (_, bad) => {
  const { rows, problems } = parseSnmp6(`Ip6A 1\n${bad}\nIp6B 2\n`)
  expect(words(rows)).toEqual(['Ip6 A 1', 'Ip6 B 2'])
  expect(problems).toMatchObject([{ at: 'net/snmp6:2' }])
})

// nstat reads the same files, names group and counter in one word, and leaves out settings and gauges
const NO_COUNTERS =
  'IpForwarding IpDefaultTTL TcpRtoAlgorithm TcpRtoMin TcpRtoMax TcpMaxConn TcpCurrEstab'.split(' ')

it('names the counters of this kernel as nstat does', () => {
  const told = execFileSync('nstat', ['-asz'], { encoding: 'utf8' })
  const nstat = [...told.matchAll(/^([A-Z]\w+) /gm)].map(match => match[1])
  const read = (name: string): string => readFileSync(`/proc/net/${name}`, 'latin1')
  const groups = [
    ...parseSnmp(read('snmp'), 'net/snmp').rows,
    ...parseSnmp6(read('snmp6')).rows,
    ...parseSnmp(read('netstat'), 'net/netstat').rows,
  ]
  const ours = groups.flatMap(({ group, counters }) =>
    [...counters.keys()].map(name => group + name),
  )
  const more = ours.filter(name => !nstat.includes(name) && !name.startsWith('MPTcpExt'))
  expect(nstat.filter(name => !ours.includes(name!))).toEqual([])
  expect(more.filter(name => !NO_COUNTERS.includes(name))).toEqual([])
})
