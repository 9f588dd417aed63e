import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/base/errors.ts'
import { parseSort, sortRows } from '../../src/query/sort.ts'
import { random } from '../random.ts'
import { column, type Row } from './columns.fake.ts'

const COLUMNS = [
  column('n', 'number', { short: 'num' }),
  column('name', 'text'),
  column('up', 'flag'),
  column('pids'),
  column('hand', 'text', { order: row => [Number(row['hand'] === 'right')] }),
]

/** The `id`s of the rows in their new order. */
const sorted = (rows: readonly Row[], keys: string): unknown[] =>
  sortRows(rows, parseSort(keys, COLUMNS, 'things')).map(row => row['id'])

const byN = (values: Row['n'][]): Row[] => values.map(n => ({ n, id: n }))

describe('sortRows', () => {
  it.each([
    ['up, as numbers', 'n', [10, 9, 100], [9, 10, 100]],
    ['down', '-n', [10, 9, 100], [100, 10, 9]],
    ['unknown ones last', 'n', [null, 2, undefined, 1], [1, 2, null, undefined]],
    ['unknown ones last also downwards', '-n', [null, 2, undefined, 1], [2, 1, null, undefined]],
    ['zero is known', '-n', [null, 0, 1], [1, 0, null]],
    ['64-bit counters', 'n', [2n ** 64n - 1n, 5n, 2n ** 63n], [5n, 2n ** 63n, 2n ** 64n - 1n]],
    [
      'neighbours beyond 2^53 apart',
      '-n',
      [2n ** 53n, 2n ** 53n + 1n],
      [2n ** 53n + 1n, 2n ** 53n],
    ],
  ])('%s', (_, keys, values, expected) => expect(sorted(byN(values), keys)).toEqual(expected))

  it.each(['n', '-n'])('leaves ties in their order, sorted by %s', keys => {
    const rows = ['a', 'b', 'c', 'd'].map(id => ({ n: id === 'c' ? null : 1, id }))
    expect(sorted(rows, keys)).toEqual(['a', 'b', 'd', 'c'])
  })

  it.each([
    ['name,-n', ['a3', 'a1', 'b2']],
    ['-name,n', ['b2', 'a1', 'a3']],
    ['-n,name', ['a3', 'b2', 'a1']],
    ['num', ['a1', 'b2', 'a3']],
    [' -name , +n ', ['b2', 'a1', 'a3']],
  ])('keys count from left to right: %s', (keys, expected) => {
    const rows = [
      { id: 'a1', name: 'a', n: 1 },
      { id: 'b2', name: 'b', n: 2 },
      { id: 'a3', name: 'a', n: 3 },
    ]
    expect(sorted(rows, keys)).toEqual(expected)
  })

  it.each([
    ['pids', ['one', 'short', 'long', 'high', 'none', 'unknown']],
    ['-pids', ['high', 'long', 'short', 'one', 'none', 'unknown']],
  ])('lists go by their first element, then the next; empty ones last: %s', (keys, expected) => {
    const rows = [
      { id: 'none', pids: [] },
      { id: 'unknown', pids: null },
      { id: 'long', pids: [620, 2893] },
      { id: 'one', pids: [1, 9999] },
      { id: 'high', pids: [3000] },
      { id: 'short', pids: [620] },
    ]
    expect(sorted(rows, keys)).toEqual(expected)
  })

  it('flags that are not set come first', () => {
    const rows = [true, false].map(up => ({ up, id: up }))
    expect(sorted(rows, 'up')).toEqual([false, true])
  })

  it('a column may order by something else than its value', () => {
    const rows = ['right', 'sinister'].map(hand => ({ hand, id: hand }))
    expect(sorted(rows, 'hand')).toEqual(['sinister', 'right'])
  })

  it('leaves the rows it was given alone', () => {
    const rows = byN([2, 1])
    sorted(rows, 'n')
    expect(rows.map(({ n }) => n)).toEqual([2, 1])
  })
})

describe('sortRows, held against one comparison after the other', () => {
  /** As of addresses: how many things order a row is the row's own affair. */
  const ends = column('ends', 'text', {
    levels: 3,
    order: (row, level) => (row['ends'] as readonly number[])[level] ?? null,
  })
  const columns = [...COLUMNS, ends]
  const levels: { readonly [key: string]: (row: Row) => readonly (number | string | null)[] } = {
    ends: row => [0, 1, 2].map(level => (row['ends'] as readonly number[])[level] ?? null),
    n: row => [row['n'] as number | null],
    name: row => [row['name'] as string],
  }

  const compare = (x: Row, y: Row, keys: string): number => {
    for (const key of keys.split(',')) {
      const ranksOf = levels[key.replace('-', '')]!
      const other = ranksOf(y)
      for (const [i, rank] of ranksOf(x).entries()) {
        if (rank === other[i]) continue
        if (rank === null || other[i]! === null) return rank === null ? 1 : -1
        return rank < other[i]! !== key.startsWith('-') ? -1 : 1
      }
    }
    return 0
  }

  it.each(['ends', '-ends,n', 'n,ends,name', 'name,-ends', '-n,-name,ends', 'name,n,ends,n'])(
    '%s',
    keys => {
      const { below } = random(4)
      for (let list = 0; list < 40; list++) {
        // few values make ties, many of them make ranks that do not fit into one number
        const most = [2, 5, 2 ** 31][list % 3]!
        const rows = Array.from({ length: below(300) }, (_, id) => ({
          id,
          n: below(4) === 0 ? null : below(most),
          name: 'abc'[below(3)]!,
          ends: Array.from({ length: below(4) }, () => below(most)),
        }))
        const expected = rows.toSorted((x, y) => compare(x, y, keys))
        expect(sortRows<Row>(rows, parseSort(keys, columns, 'things'))).toEqual(expected)
      }
    },
  )
})

describe('parseSort', () => {
  it.each(['', ',', ' , '])('%j names no column', keys => {
    expect(() => parseSort(keys, COLUMNS, 'things')).toThrow(UsageError)
  })

  it('a wrong name gets the nearest right one, dash or not', () => {
    expect(() => parseSort('-nmae', COLUMNS, 'things')).toThrow(
      'no column "nmae" in things; did you mean name?',
    )
  })
})
