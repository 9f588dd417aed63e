import { describe, expect, it } from 'vitest'
import { softnetView } from '../../../src/views/softnet.ts'
import { fakeHost, wanted } from '../../sources/hosts.ts'

/** A line of 15 columns. */
const line = (cpu: number, processed: number, dropped: number, squeeze = 0, queued = 0): string => {
  const columns = [processed, dropped, squeeze, 0, 0, 0, 0, 0, 0, 0, 0, queued, cpu, queued, 0]
  return `${columns.map(column => column.toString(16).padStart(8, '0')).join(' ')}\n`
}

const want = wanted({ changes: true })
const columnsOf = (keys: readonly string[]) =>
  keys.map(key => softnetView.columns.find(column => column.key === key)!)

/** What the view tells between two files, in so many seconds, by CPU. */
const between = (before: string, now: string, seconds: number) => {
  let text = before
  let at = 50
  const host = fakeHost({ 'proc/1/x': '' })
  const fs = { ...host.fs, text: () => text }
  const origin = { host: { ...host, fs } } as unknown as Parameters<typeof softnetView.read>[0]
  const look = softnetView.follow!(want)
  expect(
    look(
      origin,
      () => {},
      () => at,
    ),
  ).toBeNull()
  text = now
  at += seconds
  const reading = look(
    origin,
    () => {},
    () => at,
  )!
  const rates = columnsOf(['rates.processed', 'rates.dropped', 'rates.time_squeeze'])
  return {
    ...reading,
    rates: reading.rows.map(row => [row.cpu, ...rates.map(({ value }) => value(row))]),
  }
}

describe('with -c', () => {
  it('shows rates in place of counters, and what is queued now', () => {
    expect(softnetView.shown(want)).toEqual([
      'cpu',
      'rates.processed',
      'rates.dropped',
      'rates.time_squeeze',
      'rates.cpu_collision',
      'rates.received_rps',
      'rates.flow_limit_count',
      'backlog_len',
      'input_qlen',
      'process_qlen',
    ])
  })

  it('tells what came per second', () => {
    const { rates, facts, rows } = between(line(0, 100, 0), line(0, 350, 10, 1, 7), 2.5)
    expect(rates).toEqual([[0, 100, 4, 0.4]])
    expect(rows[0]).toMatchObject({ backlogLen: 7, inputQlen: 7, processed: 350 })
    expect(facts(rows)).toEqual({ source: { softnet: 'proc' }, interval_s: 2.5 })
  })

  it('counts across the wrap of a u32, and no negative number', () => {
    expect(between(line(0, 0xffffff00, 0xffffffff), line(0, 0x100, 1), 1).rates).toEqual([
      [0, 0x200, 2, 0],
    ])
  })

  it('knows a CPU by its number, and knows nothing of one that has just come online', () => {
    const before = line(0, 10, 0) + line(3, 1000, 5)
    const now = line(0, 20, 0) + line(2, 9999, 9) + line(3, 1000, 6)
    expect(between(before, now, 1).rates).toEqual([
      [0, 10, 0, 0],
      [2, null, null, null],
      [3, 0, 1, 0],
    ])
  })

  it('says so where no time went by', () => {
    expect(between(line(0, 1, 0), line(0, 2, 0), 0).rates).toEqual([[0, null, null, null]])
  })

  it('adds up the CPUs in its last line', () => {
    const { footer, rows, aside } = between(
      line(0, 0, 0) + line(1, 0, 0),
      line(0, 100, 0) + line(1, 300, 4),
      2,
    )
    expect(footer(rows, rows)).toBe('2 CPUs: processed/s 200, dropped/s 2')
    expect(aside).toMatch(/^over 2\.0 s, for the whole machine/)
  })
})
