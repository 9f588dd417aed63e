import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isLoss, meaningOf } from '../../src/views/statistics/meaning.ts'
import { statisticsView } from '../../src/views/statistics.ts'
import { fakeHost, fixtureHost, wanted } from '../sources/hosts.ts'
import { procOrigin, readView } from './origin.ts'
import { rowsOf, witness } from './witness.ts'

interface Row {
  readonly protocol: string
  readonly name: string
  readonly value: number
  readonly meaning: string | null
}

const nstat = (JSON.parse(witness('nstat.json')) as { kernel: { [name: string]: number } }).kernel

it('statistics of the captured network are those of nstat', async () => {
  const rows = await rowsOf<Row>('statistics', '-a')
  const ours = new Map(rows.map(({ protocol, name, value }) => [protocol + name, value]))
  const names = Object.keys(nstat)
  expect(names.length).toBeGreaterThan(200)
  expect(names.map(name => [name, ours.get(name)])).toEqual(names.map(name => [name, nstat[name]]))
})

it('those that are zero, and settings, are hidden but for -a', async () => {
  const rows = await rowsOf<Row>('statistics')
  const names = rows.map(({ protocol, name }) => protocol + name)
  const told = Object.keys(nstat).filter(name => nstat[name] !== 0)
  expect(names.sort()).toEqual([...new Set([...told, ...names.filter(isGauge)])].sort())
  expect(names).not.toContain('TcpRtoMin')
  const { rows: shown, footer } = readView(statisticsView, fixtureHost('network-6.18'), {
    rows: 'connected',
  })
  expect(footer(shown, shown)).toMatch(
    /^\d+ counters, \d+ zeros and settings not shown: -a shows them$/,
  )
})

/** nstat leaves out what is no counter, and does not know MPTCP's. */
const isGauge = (name: string): boolean => name === 'TcpCurrEstab' || name.startsWith('MPTcpExt')

describe('of the protocols', () => {
  const protocols = async (...argv: readonly string[]): Promise<string[]> => [
    ...new Set((await rowsOf<Row>('-s', '-a', ...argv)).map(({ protocol }) => protocol)),
  ]

  it.each([
    [['-t'], ['Tcp', 'TcpExt', 'MPTcpExt']],
    [['-u'], ['Udp', 'Udp6']],
    [['-u', '-6'], ['Udp6']],
    [['-U'], ['UdpLite', 'UdpLite6']],
    [
      ['-w', '-4'],
      ['Ip', 'IpExt', 'Icmp', 'IcmpMsg'],
    ],
    [['-6'], ['Ip6', 'Icmp6', 'Tcp', 'TcpExt', 'MPTcpExt', 'Udp6', 'UdpLite6']],
  ])('%j gives %j', async (argv, expected) => expect(await protocols(...argv)).toEqual(expected))

  it('come by layer, and in each as the kernel has them', async () => {
    expect(await protocols()).toEqual(
      'Ip IpExt Ip6 Icmp IcmpMsg Icmp6 Tcp TcpExt MPTcpExt Udp Udp6 UdpLite UdpLite6'.split(' '),
    )
    const tcp = (await rowsOf<Row>('-s', '-a', 'protocol = Tcp')).map(({ name }) => name)
    const line = /^Tcp: (.*)$/m.exec(
      readFileSync('fixtures/hosts/network-6.18/proc/net/snmp', 'utf8'),
    )![1]!
    expect(tcp).toEqual(line.split(' '))
  })
})

describe('the meaning', () => {
  it.each(['network-6.18', 'kernel-2.6.32'])('of every counter of %s is told', host => {
    const { rows } = readView(statisticsView, fixtureHost(host))
    expect(rows.length).toBeGreaterThan(200)
    const untold = rows.filter(({ protocol, name }) => meaningOf(protocol, name) === null)
    expect(untold.map(({ protocol, name }) => protocol + name)).toEqual([])
  })

  it.each([
    ['Icmp6', 'OutType143', 'sent: type 143'],
    ['Icmp', 'InEchoReps', 'received: echo reply'],
    ['Ip', 'NewInSevenPointNine', null],
    ['Dccp', 'InSegs', null],
    ['Tcp', 'constructor', null],
    ['__proto__', 'InSegs', null],
  ])('of %s %s is %s', (protocol, name, meaning) => expect(meaningOf(protocol, name)).toBe(meaning))

  it('what counts losses is among what has a meaning', () => {
    expect(isLoss('TcpExt', 'ListenOverflows')).toBe(true)
    expect(isLoss('TcpExt', 'DelayedACKs')).toBe(false)
    expect(isLoss('IpExt', 'InNoRoutes')).toBe(true)
  })
})

it('looked at again, they tell what moved and how fast', () => {
  const host = (segments: number, opens: number) =>
    procOrigin(
      fakeHost({ 'proc/net/snmp': `Tcp: ActiveOpens InSegs\nTcp: ${opens} ${segments}\n` }),
    )
  const look = statisticsView.follow!(wanted({ changes: true, rows: 'connected' }))
  expect(
    look(
      host(100, 7),
      () => {},
      () => 1,
    ),
  ).toBeNull()
  const reading = look(
    host(160, 7),
    () => {},
    () => 3,
  )!
  expect(reading.rows).toEqual([{ protocol: 'Tcp', name: 'InSegs', value: 160n, rate: 30 }])
  expect(reading.footer(reading.rows, reading.rows)).toBe(
    '1 counter, 1 that stand still not shown: -a shows it',
  )
})
