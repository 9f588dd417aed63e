import { describe, expect, it } from 'vitest'
import type { Column } from '../../src/model/table.ts'
import { groupRows, type Group } from '../../src/query/group.ts'
import { groupingOf } from '../../src/query/group-columns.ts'
import { column, type Row } from './columns.fake.ts'

const bytes = (row: Row): number | null => row['bytes'] as number | null

const COLUMNS = [
  column('proto', 'text', {
    short: 'p',
    text: row => `${String(row['proto'])}${row['six'] ? '6' : ''}`,
    order: row => ['tcp', 'udp'].indexOf(String(row['proto'])),
  }),
  column('end', 'text', { parts: ['end.address', 'end.port'], cut: 'middle' }),
  column('end.address', 'text'),
  column('end.port', 'number', { align: 'right' }),
  column('scope', 'text', { parts: ['end.port'], from: 100, narrow: 's' }),
  column('bytes', 'number', {
    short: 'b',
    help: 'bytes',
    sum: bytes,
    sumText: sum => `${sum} B`,
    tone: row => (row['bytes'] ? 'warn' : 'plain'),
  }),
  column('memory', 'text', { parts: ['memory.all', 'memory.limit'], sum: bytes }),
  column('memory.all', 'number', { sum: bytes }),
  column('memory.limit'),
  column('pids', 'number', {
    each: 'owners',
    order: () => 0,
    text: (row, i) => `#${pidsOf(row)[i]}`,
  }),
  column('process', 'text', {
    each: 'owners',
    rank: 0,
    text: (row, i) => `/bin/${pidsOf(row)[i]}`,
    brief: (row, i) => `b${pidsOf(row)[i]}`,
  }),
]
const pidsOf = (row: Row): number[] => row['pids'] as number[]

const groupingBy = (...by: string[]) => groupingOf(by, COLUMNS)
const columnBy = (by: string, key: string): Column<Group<Row>> =>
  groupingBy(by).columns.find(each => each.key === key)!

/** One group of all these rows. */
const groupOf = (...rows: Row[]): Group<Row> => ({
  rows,
  members: rows.map(row => ({ row, at: 0 })),
})

describe('the columns of groups', () => {
  it('are the keys, the count, and what adds up', () => {
    expect(groupingBy('proto').columns.map(({ key }) => key)).toEqual([
      'proto',
      'count',
      'bytes',
      'memory',
      'memory.all',
    ])
  })

  it.each([
    ['a key that would add up is a key', ['bytes'], ['bytes', 'count', 'memory', 'memory.all']],
    [
      'a composite brings its parts',
      ['end'],
      ['end', 'end.address', 'end.port', 'count', 'bytes', 'memory', 'memory.all'],
    ],
    [
      'each once',
      ['end.port', 'end'],
      ['end.port', 'end', 'end.address', 'count', 'bytes', 'memory', 'memory.all'],
    ],
    [
      'its parts do not add up either',
      ['memory'],
      ['memory', 'memory.all', 'memory.limit', 'count', 'bytes'],
    ],
  ])('%s', (_, by, expected) => {
    expect(groupingBy(...by).columns.map(({ key }) => key)).toEqual(expected)
  })

  it('have sums of what is shown in text, of what is whole in data', () => {
    const { shown, whole } = groupingBy('end', 'scope')
    expect(shown(['proto', 'bytes', 'pids'])).toEqual(['end', 'scope', 'count', 'bytes'])
    expect(whole(['end.port', 'memory.all', 'memory.limit', 'bytes'])).toEqual([
      'end.address',
      'end.port',
      'scope',
      'count',
      'memory.all',
      'bytes',
    ])
  })

  it('put a column that takes what the others leave at the end of a table', () => {
    const { shown, whole } = groupingBy('process', 'proto')
    expect(shown(['bytes'])).toEqual(['proto', 'count', 'bytes', 'process'])
    expect(whole(['bytes'])).toEqual(['process', 'proto', 'count', 'bytes'])
  })

  it('of a narrow terminal go in this order: sums, later keys, earlier keys, the count', () => {
    const { columns } = groupingBy('proto', 'scope')
    const byRank = columns.toSorted((x, y) => x.rank - y.rank).map(({ key }) => key)
    expect(byRank).toEqual(['bytes', 'memory', 'memory.all', 'scope', 'proto', 'count'])
  })

  it('tell groups apart by the parts of a composite, not by its text', () => {
    expect(groupingBy('end').keys.map(({ key }) => key)).toEqual(['end.address', 'end.port'])
    expect(groupingBy('scope').keys.map(({ key }) => key)).toEqual(['scope'])
  })

  it('keep header, short name and type, and are shown at every width', () => {
    expect(columnBy('scope', 'scope')).toMatchObject({ header: 'scope', narrow: 's', type: 'text' })
    expect(columnBy('scope', 'scope').from).toBeUndefined()
    expect(columnBy('proto', 'proto').short).toBe('p')
    expect(columnBy('proto', 'bytes').short).toBe('b')
  })
})

describe('a key', () => {
  const tcp = { proto: 'tcp', six: false }
  const tcp6 = { proto: 'tcp', six: true }
  const proto = columnBy('proto', 'proto')

  it.each([
    ['all rows have it', [tcp6, tcp6], 'tcp6'],
    ['they differ: then it is the value', [tcp, tcp6], 'tcp'],
  ])('has the text of its rows where %s', (_, rows, expected) => {
    expect(proto.text!(groupOf(...rows), 0)).toBe(expected)
    expect(proto.value(groupOf(...rows))).toBe('tcp')
  })

  it.each([
    ['empty for a name', 'x', '', 'x'],
    ['empty for no name', null, '', ''],
    ['unknown', null, null, null],
  ])('that is %s', (_, value, text, expected) => {
    const shape = column('k', 'text', { text: () => text })
    const [key] = groupingOf(['k'], [shape]).columns
    expect(key!.text!(groupOf({ k: value }), 0)).toBe(expected)
  })

  it('orders as it does among rows', () => {
    expect(proto.order!(groupOf({ proto: 'udp' }), 0)).toBe(1)
  })

  it('orders by several things in turn, as it does among rows', () => {
    const shape = column('k', 'text', {
      levels: 2,
      order: (row, level) => row[`l${level}`] as number,
    })
    const [key] = groupingOf(['k'], [shape]).columns
    expect([0, 1].map(level => key!.order!(groupOf({ l0: 3, l1: 5 }), level))).toEqual([3, 5])
    expect(key!.levels).toBe(2)
  })

  it('of a list is one of its values, none or unknown', () => {
    const pid = columnBy('pids', 'pids')
    const groups = groupRows(
      [{ pids: [7, 9] }, { pids: [] }, { pids: null }],
      groupingBy('pids').keys,
    )
    expect(groups.map(group => pid.value(group))).toEqual([7, 9, undefined, null])
    expect(groups.map(group => pid.text!(group, 0))).toEqual(['#7', '#9', '-', null])
    expect([pid.each, pid.order, pid.absent]).toEqual([undefined, undefined, '-'])
  })

  it('of a list has its short text too', () => {
    const process = columnBy('process', 'process')
    const group = { rows: [], members: [{ row: { pids: [7, 9], process: ['p', 'q'] }, at: 1 }] }
    expect(process.text!(group, 0)).toBe('/bin/9')
    expect(process.brief!(group, 0, 5)).toBe('b9')
  })
})

describe('a sum', () => {
  const sum = columnBy('proto', 'bytes')

  it.each([
    [[3, 4], 7, '7 B'],
    [[null, 4], 4, '4 B'],
    [[null], null, null],
    [[undefined], undefined, ''],
  ])('of %j is %j, shown as %j', (values, value, text) => {
    const group = groupOf(...values.map(each => ({ bytes: each })))
    expect([sum.value(group), sum.text!(group, 0)]).toEqual([value, text])
  })

  it('warns where a row that is part of it does', () => {
    expect(sum.tone!(groupOf({ bytes: 0 }, { bytes: 3 }))).toBe('warn')
    expect(sum.tone!(groupOf({ bytes: 0 }))).toBe('plain')
    const listener = column('q', 'number', { sum: () => undefined, tone: () => 'warn' })
    const [, , queue] = groupingOf(['n'], [column('n'), listener]).columns
    expect(queue!.tone!(groupOf({ q: 3 }))).toBe('plain')
  })

  it('of a composite stands for the sums of its parts', () => {
    expect(columnBy('proto', 'memory').parts).toEqual(['memory.all'])
  })

  it('says that it is one', () => expect(sum.help).toBe('sum of: bytes'))
})
