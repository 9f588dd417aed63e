import { describe, expect, it } from 'vitest'
import type { Value } from '../../src/model/table.ts'
import { groupFooter, groupRows, identity, sumOf } from '../../src/query/group.ts'
import { column, type Row } from './columns.fake.ts'

const N = column('n')
const NAME = column('name', 'text')
const PID = column('pids', 'number', { each: 'owners' })
const COMM = column('comms', 'text', { each: 'owners' })

/** The groups as the ids of their rows. */
const idsBy = (rows: readonly Row[], ...keys: Parameters<typeof groupRows<Row>>[1][number][]) =>
  groupRows(rows, keys).map(group => group.rows.map(({ id }) => id).join(''))

const byN = (...values: Row['n'][]): Row[] => values.map((n, i) => ({ n, id: 'abcdef'[i]! }))

describe('groupRows', () => {
  it.each<[string, Row['n'][], string[]]>([
    ['equal values, in the order of their first rows', [2, 1, 2, 1, 2], ['ace', 'bd']],
    [
      'unknown ones, apart from zero and from nothing',
      [null, 0, undefined, null],
      ['ad', 'b', 'c'],
    ],
    ['no two kinds of value', [1, '1', 1n, true, 'true'], ['ac', 'b', 'd', 'e']],
    ['counters beyond 2^53', [2n ** 53n, 2n ** 53n + 1n, 2n ** 53n], ['ac', 'b']],
    ['whole lists', [[1, 2], [1], [1, 2], [], ['1', 2]], ['ac', 'b', 'd', 'e']],
    ['nothing', [], []],
  ])('puts together %s', (_, values, expected) => {
    expect(idsBy(byN(...values), N)).toEqual(expected)
  })

  it('with two keys, what agrees in both', () => {
    const rows = [
      { id: 'a', n: 1, name: 'x' },
      { id: 'b', n: 2, name: 'x' },
      { id: 'c', n: 1, name: 'x' },
      { id: 'd', n: 1, name: 'y' },
    ]
    expect(idsBy(rows, N, NAME)).toEqual(['ac', 'b', 'd'])
  })

  it('is not misled by text that looks like a border between values', () => {
    const other = column('other', 'text')
    const rows = [
      { id: 'a', name: 'x","y', other: 'z' },
      { id: 'b', name: 'x', other: 'y","z' },
      { id: 'c', name: 'x,y', other: 'z' },
      { id: 'd', name: 'x', other: 'y,z' },
    ]
    expect(idsBy(rows, NAME, other)).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('groupRows by what a row has several of', () => {
  const rows = [
    { id: 'a', pids: [7, 9], comms: ['x', 'x'] },
    { id: 'b', pids: [9], comms: ['x'] },
    { id: 'c', pids: [], comms: [] },
    { id: 'd', pids: null, comms: null },
    { id: 'e', pids: [7], comms: [null] },
  ]

  it('counts a row in the group of each, with none and unknown apart', () => {
    expect(idsBy(rows, PID)).toEqual(['ae', 'ab', 'c', 'd'])
  })

  it('counts a row once, though two of its elements have the same value', () => {
    expect(idsBy(rows, COMM)).toEqual(['ab', 'c', 'de'])
  })

  it('takes two such keys from the same element', () => {
    expect(idsBy(rows, PID, COMM)).toEqual(['a', 'ab', 'c', 'd', 'e'])
  })

  it('has one such key next to another key', () => {
    const mixed = rows.map((row, i) => ({ ...row, n: i % 2 }))
    expect(idsBy(mixed, N, PID)).toEqual(['ae', 'a', 'b', 'c', 'd'])
  })

  it('takes an absent list for an empty one', () => {
    expect(idsBy([{ id: 'a', pids: [] }, { id: 'b' }], PID)).toEqual(['ab'])
  })
})

describe('identity', () => {
  it.each<[Value | undefined, Value | undefined]>([
    [
      { a: 1, b: 'x' },
      { a: 1, b: 'y' },
    ],
    [{ 'a":1,"b': 1 }, { a: 1, b: 1 }],
    [['a,b'], ['a', 'b']],
    [[['a'], 'b'], [['a', 'b']]],
    ['null', null],
    ['undefined', undefined],
    [null, undefined],
    [false, 'false'],
  ])('tells %j from %j', (one, other) => {
    expect(identity(one)).not.toBe(identity(other))
    expect(identity(one)).toBe(identity(structuredClone(one)))
  })
})

describe('sumOf', () => {
  it.each<[string, (number | bigint | null | undefined)[], number | bigint | null | undefined]>([
    ['numbers', [1, 2, 3], 6],
    ['bigints', [2n ** 64n - 1n, 1n], 2n ** 64n],
    ['both', [1, 2n ** 53n, 1], 2n ** 53n + 2n],
    ['what is known', [null, 4, undefined, null, 5], 9],
    ['zero, which is known', [null, 0], 0],
    ['zero before the rest', [0, null, 0n], 0n],
    ['nothing known', [null, undefined, null], null],
    ['no such thing', [undefined, undefined], undefined],
    ['less than nothing', [-5, 3], -2],
    ['no row', [], undefined],
  ])('of %s', (_, parts, expected) => {
    expect(sumOf(parts, part => part)).toBe(expected)
  })
})

describe('groupFooter', () => {
  const rows = [{ pids: [1, 2] }, { pids: [2] }, { pids: [3] }]
  const footerOf = (kept: readonly Row[], shown: number): string =>
    groupFooter('socket', 'owners', kept, groupRows(kept, [PID]), shown)

  it.each([
    [rows.slice(1), 2, '2 groups of 2 sockets'],
    [rows.slice(2), 1, '1 group of 1 socket'],
    [[], 0, '0 groups of 0 sockets'],
    [rows.slice(1), 1, '2 groups of 2 sockets; 1 group not shown with --limit 1'],
    [
      rows,
      1,
      '3 groups of 3 sockets; a socket with several owners counts in the group of each; ' +
        '2 groups not shown with --limit 1',
    ],
  ])('of %j, %i shown', (kept, shown, expected) => expect(footerOf(kept, shown)).toBe(expected))
})
