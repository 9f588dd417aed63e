import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/base/errors.ts'
import { inNet } from '../../src/model/address.ts'
import type { Coarse } from '../../src/model/coarse.ts'
import { holds } from '../../src/model/tree.ts'
import { parseFilter, type Filter } from '../../src/query/filter.ts'
import { socketsView } from '../../src/views/sockets.ts'
import type { SocketRow } from '../../src/views/sockets/row.ts'
import { NAMES } from '../helpers/names.ts'
import { end, inetRow, ownerOf, unixRow } from '../views/sockets/rows.ts'
import { caseCount, mutate, Random, seedOf } from './random.ts'

const CASES = caseCount(500_000)
const SLOWEST_MS = 1000

const { columns, ends, words } = socketsView
const parse = (filter: readonly string[]): Filter<SocketRow> =>
  parseFilter(filter, { view: 'sockets', columns, ends, words, names: NAMES })

const ROWS: readonly SocketRow[] = [
  inetRow({ local: end('127.0.0.1', 80), owners: [ownerOf({ pid: 620 }), ownerOf({ pid: 7 })] }),
  inetRow({
    family: 'inet6',
    state: 'ESTABLISHED',
    local: end('::ffff:10.1.2.3', 8080),
    remote: end('::ffff:8.8.8.8', 53),
    owners: null,
    recvQ: null,
  }),
  inetRow({ proto: 'udp', state: 'UNCONN', family: 'inet6', local: end('::', 0) }),
  inetRow({ state: 'TIME_WAIT', remote: end('10.0.0.1', 443), inode: 0, owners: [], uid: null }),
  unixRow({ path: '/run/docker.sock', type: null }),
  unixRow({ state: 'UNCONN' }),
]

const PIECES =
  `state exclude excl established listen bucket all src dst sport dport dev fwmark cgroup autobound v6only
  local.address local.port remote process comm pid 7 recv_q rtt mark proto scope tcp udp any unix: inet: inet6: :80 :ssh
  = == eq != ne neq < lt > gt <= le leq >= ge geq ~ and && & or || | not ! ( ) ( ) , - / : [ ] ' " \\ * 10/8 10.0.0.1
  127.0.0.1:80 [::1]:22 ::1 ::/0 fe80::1 80 443,8000-8100 0x10/0xff 1M 100ms 2s 10Mbit/s yes -bash a.*b (a|b)+ [a-z]{2,9}
  ^$ (?i)x \\d+ localhost six.example nosuch /system.slice lo @abc /run/* 日本 \u0000 \ud800 99999999999999999999 1e3 -1`
    .trim()
    .split(/\s+/)

const VALID = [
  'state established and ( dport = :ssh or sport = :ssh )',
  'state fin-wait-1 state time-wait exclude listen dst 193.233.7/24:80,443',
  '!(src 10/8 | dst [2001:db8::]/32:443) & recv_q >= 1M && process ~ "^/usr/(s?bin)/nginx.*$"',
  'sport = :80,443,8000-8100 or rtt > 100ms and not pid = 620,2890-2899 fwmark 0x10/0xff',
  'src unix:/run/*.sock or local.address = 127.0.0.1,::1 v6only autobound dev lo cgroup /system.slice',
]

const soup = (random: Random): string => {
  const count = random.int(12)
  return Array.from({ length: count }, () => random.pick(PIECES)).join(random.pick([' ', ' ', '']))
}
const noise = (random: Random): string =>
  String.fromCharCode(
    ...Array.from({ length: random.int(30) }, () => random.int(random.pick([128, 0x10000]))),
  )

/** One argument, or one per blank. */
const someFilter = (random: Random): string[] => {
  const kind = random.int(10)
  const text =
    kind < 5 ? soup(random) : kind < 9 ? mutate(random.pick(VALID), random) : noise(random)
  return random.int(2) === 0 ? [text] : text.split(' ')
}

/** Would a source that uses all of this still give the row? */
const passes = ({ states, ends: tree, pids }: Coarse, row: SocketRow): boolean => {
  if (pids !== null && !row.owners?.some(({ pid }) => pids.includes(pid))) return false
  if (states !== null && !states.has(row.state)) return false
  if (row.kind === 'unix') return true
  return holds(tree, leaf => {
    const { ip, port } = row[leaf.end]
    if (leaf.kind === 'net') return inNet(ip, leaf.ip, leaf.bits)
    return port >= leaf.from && port <= leaf.to
  })!
}

/** Throws what is neither a filter nor an error with its place. */
const attempt = (filter: readonly string[]): Filter<SocketRow> | null => {
  try {
    return parse(filter)
  } catch (error) {
    if (!(error instanceof UsageError) || error.mark === null) throw error
    const { message, mark } = error
    if (mark.at >= 0 && mark.at <= message.length && mark.expected !== '') return null
    throw new Error(`no place in ${JSON.stringify(message)}: ${JSON.stringify(mark)}`)
  }
}

describe(`${CASES} filters made by chance`, () => {
  it('end in a predicate or in an error with its place, and soon', { timeout: 120_000 }, () => {
    const random = new Random(seedOf(20261121))
    // to gather the stack of an error takes longer than all else
    Error.stackTraceLimit = 0
    let parsed = 0
    let slowest = 0
    for (let i = 0; i < CASES; i++) {
      const filter = someFilter(random)
      const begin = performance.now()
      const made = attempt(filter)
      const kept = made === null ? [] : ROWS.map(row => made.keep(row))
      slowest = Math.max(slowest, performance.now() - begin)
      if (made === null) continue
      parsed++
      // what a source leaves out, the filter would not have kept
      const lost = ROWS.filter((row, n) => kept[n] && made.coarse && !passes(made.coarse, row))
      if (lost.length > 0) throw new Error(`its source loses rows: ${JSON.stringify(filter)}`)
      if (i % 4 !== 0) continue
      // not keeps all others; what can close the parenthesis would mean something else in it
      const text = filter.join(' ')
      // and states at the beginning are about all that follows only there
      if (/[()"'\\]|^\s*(state|excl)|^\s*$/i.test(text)) continue
      const others = parse(['not', '(', ...filter, ')'])
      if (ROWS.some((row, n) => others.keep(row) === kept[n]))
        throw new Error(`not is no opposite of ${JSON.stringify(filter)}`)
    }
    expect(slowest).toBeLessThan(SLOWEST_MS)
    // many of both kinds, or this tests nothing
    expect(parsed / CASES).toBeGreaterThan(0.1)
    expect(parsed / CASES).toBeLessThan(0.9)
  })

  it.each([
    ['(', 100_000],
    ['!', 100_000],
    ['not ', 20_000],
    ['sport = 80 or ', 20_000],
    ['state listen ', 20_000],
    ['x', 100_000],
    ['80,', 100_000],
    [':80,', 20_000],
    ['80-', 5_000],
    ['process ~ (((((', 5_000],
    ['1.', 50_000],
    ['::', 50_000],
    ['"', 50_000],
  ])('%s, very often, takes no time', (part, times) => {
    const begin = performance.now()
    for (const before of ['', 'sport = ', 'src ', 'process ~ ', 'state '])
      attempt([before + part.repeat(times)])
    expect(performance.now() - begin).toBeLessThan(5 * SLOWEST_MS)
  })
})
