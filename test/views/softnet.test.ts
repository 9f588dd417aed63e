import { describe, expect, it } from 'vitest'
import { Failure } from '../../src/base/errors.ts'
import { softnetView } from '../../src/views/softnet.ts'
import { fakeHost, fixtureHost, wanted } from '../sources/hosts.ts'
import { readView } from './origin.ts'

const TOTALS = [
  'cpu',
  'processed',
  'dropped',
  'time_squeeze',
  'cpu_collision',
  'received_rps',
  'flow_limit_count',
  'backlog_len',
  'input_qlen',
  'process_qlen',
]

/** Rows of the view, as lists of the values of its columns. */
const values = (name: string) =>
  readView(softnetView, fixtureHost(name)).rows.map(row =>
    softnetView.columns.filter(({ key }) => TOTALS.includes(key)).map(({ value }) => value(row)),
  )

it('names its columns as DESIGN.md section 5 does', () => {
  expect(softnetView.shown(wanted())).toEqual(TOTALS)
  expect(softnetView.whole(wanted())).toEqual(TOTALS)
})

// the hex numbers of each fixture, read by hand
it.each([
  [
    'kernel-2.6.32, 9 columns',
    'kernel-2.6.32',
    [[0, 0x4a3f10, 0, 7, 2, null, null, null, null, null]],
  ],
  [
    'article, 11 columns',
    'article',
    [
      [0, 0x2b1d7, 0, 3, 0, 0, 0, null, null, null],
      [1, 0x19f02, 12, 14, 0, 529, 0, null, null, null],
    ],
  ],
  [
    'container, 13 columns',
    'container',
    [
      [0, 0x9a0113, 0, 21, 0, 62, 0, 0, null, null],
      [1, 0x8800f1, 0, 9, 0, 0, 0, 4, null, null],
      [2, 0x71c20a, 1, 0, 0, 0, 0, 0, null, null],
      [3, 0x6d0001, 0, 0, 0, 0, 0, 0, null, null],
    ],
  ],
  [
    'big-endian, 15 columns, CPU 1 offline',
    'big-endian',
    [
      [0, 0x11f002, 0, 1, 0, 0, 0, 0, 0, 0],
      [2, 0xffffff07, 3, 0, 0, 64, 2, 9, 7, 2],
    ],
  ],
  [
    'hostile, 17 columns in the last line',
    'hostile',
    [
      [0, 0x11, 0, 0, 0, 0, 0, 0, 0, 0],
      [5, 0x55, 5, 6, 0, 0, 0, 0, 0, 0],
    ],
  ],
  ['empty', 'empty', []],
])('reads the host %s', (_, name, expected) => expect(values(name)).toEqual(expected))

it('tells the broken lines of the hostile host', () => {
  const { problems } = readView(softnetView, fixtureHost('hostile'))
  expect(problems.map(({ at }) => at)).toEqual([2, 3, 4, 5].map(n => `net/softnet_stat:${n}`))
})

it('says that the counters are of the whole machine', () => {
  const reading = readView(softnetView, fixtureHost('container'))
  expect(reading.aside).toContain('namespace')
  expect(reading.facts(reading.rows)).toEqual({ source: { softnet: 'proc' } })
  expect(reading.notes(reading.rows)).toEqual([])
})

it('fails with the reason where the file is not there', () => {
  const read = () => readView(softnetView, fakeHost({ 'proc/1/fd/3': '' }))
  expect(read).toThrow(new Failure('/proc/net/softnet_stat cannot be read (ENOENT)'))
})

describe('losses stand out', () => {
  const tone = (key: string) => {
    const row = readView(softnetView, fixtureHost('big-endian')).rows[1]!
    return softnetView.columns.find(column => column.key === key)?.tone?.(row)
  }

  it.each([
    ['dropped', 'warn'],
    ['flow_limit_count', 'warn'],
    ['received_rps', 'plain'],
    ['time_squeeze', 'plain'],
  ])('%s: %s', (key, expected) => expect(tone(key)).toBe(expected))
})
