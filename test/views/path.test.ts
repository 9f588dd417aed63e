import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/base/errors.ts'
import type { Stage } from '../../src/model/path.ts'
import type { Host } from '../../src/sources/index.ts'
import { procOwners } from '../../src/sources/owners-proc.ts'
import { procSockets } from '../../src/sources/sockets-proc.ts'
import { pathView } from '../../src/views/path.ts'
import type { Origin } from '../../src/views/index.ts'
import { fakeHost, fixtureHost, wanted } from '../sources/hosts.ts'

const originOf = (host: Host): Origin => ({
  host,
  sockets: () => procSockets(host),
  owners: () => procOwners(host),
  choose: sources => sources.find(({ name }) => name === 'proc')!,
})

/** What the view tells between two hosts that are one, `seconds` apart. */
const between = (
  before: Host,
  after: Host,
  seconds: number,
  rows: 'all' | 'connected' = 'connected',
) => {
  const problems: Problem[] = []
  const look = pathView.follow!(wanted({ rows }))
  const report = (problem: Problem): void => void problems.push(problem)
  let now = 100
  expect(look(originOf(before), report, () => now)).toBeNull()
  now += seconds
  const reading = look(originOf(after), report, () => now)!
  const stage = (name: string, direction: Stage['direction'] = 'receive'): Stage =>
    reading.rows.find(row => row.name === name && row.direction === direction)!
  return { ...reading, stage, problems }
}

const uptime = (host: Host): number => Number(host.fs.text('proc/uptime', 'latin1').split(' ')[0])

describe('half a second of a host in trouble', () => {
  const before = fixtureHost('path-before')
  const after = fixtureHost('path-after')
  const seconds = uptime(after) - uptime(before)
  const { rows, stage, facts, loss, problems } = between(before, after, seconds)

  it('is read without a problem', () => expect(problems).toEqual([]))

  it('loses packets at the stages that the faults are about, and at no other', () => {
    const lossy = rows
      .filter(({ verdict }) => verdict === 'loss')
      .map(each => `${each.direction} ${each.name}`)
    expect(lossy).toEqual(['receive UDP', 'receive sockets'])
    expect(loss).toBe(true)
  })

  // differences of the two files, by hand: Udp: 0 207 2061 2277 2061, and half a second later 0 249 2481 2739 2481
  it.each([
    ['RcvbufErrors', 2481 - 2061],
    ['NoPorts', 249 - 207],
  ])('tells %s, and how often in a second', (name, delta) => {
    const counter = stage('UDP').counters.find(each => each.name === name && each.group === 'Udp')!
    expect(counter).toMatchObject({ delta: BigInt(delta), source: '/proc/net/snmp Udp' })
    expect(counter.rate).toBeCloseTo(delta / seconds, 2)
  })

  it('names the socket that loses, with its process, and not its sender', () => {
    const { sockets } = stage('sockets')
    expect(
      sockets.map(({ socket }) => [socket.proto, socket.local.port, socket.owners]),
    ).toMatchObject([['udp', 5140, [{ pid: 10, comm: 'python3' }]]])
    expect(sockets[0]!.delta).toBe(420)
  })

  it('retransmits, which is no loss of this host', () => {
    expect(stage('TCP', 'transmit').verdict).toMatch(/ok|info/)
  })

  it('says how long it looked, and where', () => {
    expect(facts(rows)).toMatchObject({
      interval_s: Math.round(seconds * 1000) / 1000,
      source: { links: 'proc', sockets: 'proc', owners: 'proc' },
    })
  })

  it('with --all gives the counters that stand still too', () => {
    const all = between(before, after, seconds, 'all').stage('UDP').counters
    expect(all.length).toBeGreaterThan(stage('UDP').counters.length)
    expect(all.find(({ name }) => name === 'MemErrors')).toMatchObject({ delta: 0n, rate: 0 })
  })
})

describe('a captured tree', () => {
  it('has one reading, and that is told as totals', () => {
    const host = fixtureHost('path-after')
    const { facts, stage, rows } = between(host, host, 1)
    expect(facts(rows)['interval_s']).toBeNull()
    expect(stage('UDP').counters.find(({ name }) => name === 'RcvbufErrors')).toMatchObject({
      delta: null,
      rate: null,
      total: 2481n,
    })
  })
})

describe('a host where little can be read', () => {
  it('shows no loss where no file is there, and says that it does not know', () => {
    const tree = (seconds: number) => ({ 'proc/net/tcp': '\n', 'proc/uptime': `${seconds}.00 1\n` })
    const { rows, problems } = between(fakeHost(tree(1)), fakeHost(tree(2)), 1)
    expect(problems).toEqual([])
    expect(rows.every(({ verdict }) => verdict === 'ok')).toBe(true)
    expect(rows.find(({ name }) => name === 'UDP')!.known).toBe(false)
  })

  it('tells what it may not read, and goes on', () => {
    const refused = Object.assign(new Error('EACCES: fake'), { code: 'EACCES' })
    const tree = (seconds: number) => ({
      'proc/net/tcp': '\n',
      'proc/net/netstat': refused,
      'proc/net/snmp': `Udp: NoPorts\nUdp: ${seconds}\n`,
      'proc/uptime': `${seconds}.00 1\n`,
    })
    const { stage, problems } = between(fakeHost(tree(1)), fakeHost(tree(3)), 1)
    expect(problems).toContainEqual({ at: '/proc/net/netstat', problem: 'cannot be read (EACCES)' })
    expect(stage('UDP').counters).toMatchObject([{ name: 'NoPorts', delta: 2n }])
  })

  it('keeps the groups of a file of which one is broken', () => {
    const tree = (seconds: number) => ({
      'proc/net/tcp': '\n',
      'proc/net/snmp': `Ip: InReceives InHdrErrors\nIp: 5\nUdp: NoPorts\nUdp: ${seconds}\n`,
      'proc/uptime': `${seconds}.00 1\n`,
    })
    const { stage, problems } = between(fakeHost(tree(1)), fakeHost(tree(3)), 1)
    expect(problems.map(({ at }) => at)).toEqual(['net/snmp:2', 'net/snmp:2'])
    expect(stage('IP').known).toBe(true)
    expect(stage('UDP').counters).toMatchObject([{ delta: 2n }])
  })
})

it('--totals takes one reading', () => {
  const host = fixtureHost('path-after')
  const reading = pathView.read(originOf(host), wanted(), () => {})
  expect(reading.facts(reading.rows)['interval_s']).toBeNull()
  expect(reading.rows.find(({ name }) => name === 'UDP')!.verdict).toBe('loss')
})
