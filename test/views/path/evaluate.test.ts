import { describe, expect, it } from 'vitest'
import type { Count } from '../../../src/model/path.ts'
import { deltaOf, gravest, movesOf, rateOf, spanOf } from '../../../src/views/path/evaluate.ts'
import { random } from '../../random.ts'
import { readingOf, stageNamed, stagesBetween } from './readings.ts'

const count = (total: bigint, bits: 32 | 64): Count => ({
  id: 'x',
  group: 'x',
  name: 'x',
  source: 'x',
  interface: null,
  cpu: null,
  total,
  bits,
})

const U32 = 2n ** 32n
const U64 = 2n ** 64n

describe('how far a counter went', () => {
  it.each([
    ['forward', 100n, 130n, 32, 30n],
    ['nowhere', 7n, 7n, 32, 0n],
    ['over the wrap of a u32', U32 - 8n, 16n, 32, 24n],
    ['from the last number to zero', U32 - 1n, 0n, 32, 1n],
    ['a u32 that began anew', 5000n, 3n, 32, null],
    ['a u64 that began anew', 5000n, 3n, 64, null],
    ['a u64 far up', U64 - 9n, U64 - 1n, 64, 8n],
  ] as const)('%s', (_, before, now, bits, expected) => {
    expect(deltaOf(count(before, bits), count(now, bits))).toBe(expected)
  })

  it('is not known of one that was not there before', () => {
    expect(deltaOf(undefined, count(9n, 64))).toBeNull()
  })

  it('is never negative, and right wherever a u32 went less than half its way', () => {
    const { u32, below } = random(7)
    for (let i = 0; i < 20_000; i++) {
      const [before, step] = [BigInt(u32()), BigInt(below(2 ** 31))]
      expect(deltaOf(count(before, 32), count((before + step) % U32, 32))).toBe(step)
      const anything = deltaOf(count(before, 32), count(BigInt(u32()), 32))
      expect(anything === null || anything >= 0n).toBe(true)
      const longer = deltaOf(count(BigInt(u32()), 64), count(BigInt(u32()), 64))
      expect(longer === null || longer >= 0n).toBe(true)
    }
  })
})

it.each([
  [30n, 2, 15],
  [1n, 3, 0.333],
  [0n, 1, 0],
  [null, 1, null],
  [5n, null, null],
  // a clock that did not move tells nothing
  [5n, 0, null],
])('a rate: %s in %s s is %s', (delta, seconds, expected) => {
  expect(rateOf(delta, seconds)).toBe(expected)
})

it('the gravest verdict counts', () => {
  expect(gravest([])).toBe('ok')
  expect(gravest(['ok', 'info', 'ok'])).toBe('info')
  expect(gravest(['info', 'loss', 'ok'])).toBe('loss')
})

describe('a counter that went backwards', () => {
  const stages = stagesBetween(
    { 'link rx_missed_errors eth0': 500 },
    { 'link rx_missed_errors eth0': 2 },
  )

  it('is shown as not known, and is no loss', () => {
    const { verdict, counters } = stageNamed(stages, 'NIC ring')
    expect(verdict).toBe('ok')
    expect(counters).toMatchObject([
      { name: 'rx_missed_errors', delta: null, rate: null, total: 2n },
    ])
  })
})

describe('an interface', () => {
  it('that came between the readings is compared with nothing', () => {
    const stages = stagesBetween({}, { 'link rx_missed_errors eth7': 100 })
    expect(stageNamed(stages, 'NIC ring')).toMatchObject({ verdict: 'ok', counters: [] })
  })

  it('that went away is gone', () => {
    const stages = stagesBetween({ 'link rx_missed_errors eth7': 100 }, {})
    expect(stageNamed(stages, 'NIC ring')).toMatchObject({ verdict: 'ok', counters: [] })
  })
})

it('sockets have a time of their own: what they lost is divided by that', () => {
  const before = { ...readingOf(10, {}), socketsAt: 10.5 }
  const now = { ...readingOf(12, {}), socketsAt: 12.1 }
  expect(spanOf(before, now)).toMatchObject({ seconds: 2, socketSeconds: expect.closeTo(1.6) })
})

describe('a span', () => {
  it('over a tree whose clock stands still is one reading: what was counted ever', () => {
    const reading = readingOf(10, { 'Udp NoPorts': 5 })
    const span = spanOf(reading, { ...readingOf(11, { 'Udp NoPorts': 5 }), uptime: reading.uptime })
    expect([span.before, span.seconds]).toEqual([null, null])
    expect(movesOf(span).moved('Udp NoPorts')).toBe(5n)
  })

  it('adds up what CPUs and interfaces counted', () => {
    const at = (cpu0: number, cpu1: number) => ({
      'softnet dropped cpu0': cpu0,
      'softnet dropped cpu1': cpu1,
    })
    const moves = movesOf(spanOf(readingOf(1, at(0, 5)), readingOf(2, at(3, 9))))
    expect(moves.moved('softnet dropped')).toBe(7n)
    expect(moves.counters('softnet dropped').map(({ cpu, delta }) => [cpu, delta])).toEqual([
      [0, 3n],
      [1, 4n],
    ])
  })
})
