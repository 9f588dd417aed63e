import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSnmp, parseSnmp6 } from '../../src/proc/snmp.ts'

const host = (file: string): string =>
  readFileSync(`fixtures/hosts/path-before/proc/net/${file}`, 'latin1')

describe('net/snmp and net/netstat', () => {
  it('keep groups and names in the order of the file', () => {
    const { rows, problems } = parseSnmp(
      'Ip: Forwarding DefaultTTL\nIp: 2 64\nUdp: InDatagrams NoPorts\nUdp: 852 0\n',
    )
    expect(problems).toEqual([])
    expect(rows.map(({ group, counters }) => [group, [...counters]])).toEqual([
      [
        'Ip',
        [
          ['Forwarding', 2n],
          ['DefaultTTL', 64n],
        ],
      ],
      [
        'Udp',
        [
          ['InDatagrams', 852n],
          ['NoPorts', 0n],
        ],
      ],
    ])
  })

  it('hold values of 64 bits, and the one that is negative', () => {
    const { rows } = parseSnmp('Tcp: MaxConn InSegs\nTcp: -1 18446744073709551615\n')
    expect([...rows[0]!.counters.values()]).toEqual([-1n, 2n ** 64n - 1n])
  })

  it('have lines of more than a hundred names on a kernel of today', () => {
    const text = host('netstat')
    const { rows, problems } = parseSnmp(text, 'net/netstat')
    expect(problems).toEqual([])
    // what awk would count
    const words =
      text
        .split('\n')
        .filter(line => line.startsWith('TcpExt:'))[0]!
        .split(' ').length - 1
    const tcpExt = rows.find(({ group }) => group === 'TcpExt')!
    expect(tcpExt.counters.size).toBe(words)
    expect(words).toBeGreaterThan(100)
  })

  it.each([
    ['a value too few', 'Udp: A B\nUdp: 1\n', 'x:2', 'Udp has 2 names, got "1 values"'],
    ['a value too many', 'Udp: A\nUdp: 1 2\n', 'x:2', 'Udp has 1 names, got "2 values"'],
    ['no number', 'Udp: A\nUdp: ten\n', 'x:2', 'A is not a decimal integer, got "ten"'],
    ['21 digits', `Udp: A\nUdp: ${'1'.repeat(21)}\n`, 'x:2', 'A is not a decimal integer'],
    ['another group below', 'Udp: A\nTcp: 1\n', 'x:2', 'no values of Udp, got "Tcp"'],
    ['names at the end', 'Ip: A\nIp: 1\nUdp: A\n', 'x:3', 'names without values, got "Udp"'],
    ['an empty line', '\nUdp: A\nUdp: 1\n', 'x:1', 'no field 0 (group)'],
    ['a cut last line', 'Udp: A\nUdp: 1', 'x:2', 'the file ends inside this line'],
  ])('tell %s', (_, text, at, problem) => {
    const { problems } = parseSnmp(text, 'x')
    expect(problems[0]).toMatchObject({ at })
    expect(problems[0]!.problem).toContain(problem)
  })

  it('lose one group alone', () => {
    const { rows } = parseSnmp('Ip: A B\nIp: 1\nUdp: A\nUdp: 7\n', 'x')
    expect(rows.map(({ group }) => group)).toEqual(['Udp'])
  })
})

it('net/snmp6 has a counter per line', () => {
  const { rows, problems } = parseSnmp6(
    'Ip6InReceives                   \t2\nUdp6NoPorts \t18446744073709551615\n',
  )
  expect(problems).toEqual([])
  expect(rows).toEqual([
    { name: 'Ip6InReceives', value: 2n },
    { name: 'Udp6NoPorts', value: 2n ** 64n - 1n },
  ])
  expect(parseSnmp6('Ip6InReceives\nIp6InDelivers 3\n', 'x').problems).toMatchObject([
    { at: 'x:1' },
  ])
  expect(parseSnmp6(host('snmp6')).problems).toEqual([])
})
