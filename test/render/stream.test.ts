import { describe, expect, it } from 'vitest'
import type { Column, Screen } from '../../src/model/table.ts'
import { columnsOf } from '../../src/render/format.ts'
import { streamOf } from '../../src/render/stream.ts'

interface Row {
  readonly name: string
  readonly count?: number | null
  readonly rest: string
}

const column = (key: keyof Row, rank: number, over: Partial<Column<Row>> = {}): Column<Row> => ({
  key,
  header: key.toUpperCase(),
  align: 'left',
  type: 'text',
  help: '',
  rank,
  value: row => row[key],
  ...over,
})

const COLUMNS = [
  column('name', 2, { cut: 'middle' }),
  column('count', 1, { align: 'right', tone: row => (row.count ? 'warn' : 'plain') }),
  column('rest', 0),
]

const screen = (width: number | null, over: Partial<Screen> = {}): Screen => ({
  width,
  color: false,
  header: true,
  footer: false,
  ...over,
})

const lines = (rows: readonly Row[], on: Screen, plain = false): string[] => {
  const write = streamOf(COLUMNS, on, plain)
  return rows.map(write).join('').split('\n').slice(0, -1)
}

const A: Row = { name: 'a', count: 1, rest: 'x' }
const LONG: Row = { name: 'a-name-of-some-length', count: 12345678, rest: 'y' }

describe('lines of rows that come one by one', () => {
  it('grow with what they hold, under one header', () => {
    expect(lines([A, LONG, A], screen(null))).toEqual([
      'NAME  COUNT  REST',
      'a         1  x',
      'a-name-of-some-length  12345678  y',
      'a                             1  x',
    ])
  })

  it('have no header where none is wanted', () => {
    expect(lines([A], screen(null, { header: false }))).toEqual(['a         1  x'])
  })

  it('leave out what does not fit, the lowest rank first, and say the header again', () => {
    expect(lines([A, LONG], screen(32))).toEqual([
      'NAME  COUNT  REST',
      'a         1  x',
      'NAME                   REST',
      'a-name-of-some-length  y',
    ])
    expect(lines([A, LONG], screen(20)).slice(2)).toEqual(['REST', 'y'])
  })

  it('forget an unusual row after a hundred others', () => {
    const said = lines([LONG, ...Array<Row>(120).fill(A)], screen(32))
    expect(said.slice(0, 2)).toEqual(['NAME                   REST', 'a-name-of-some-length  y'])
    expect(said.slice(-1)).toEqual(['a         1  x'])
    expect(said.filter(line => line.includes('COUNT'))).toHaveLength(1)
  })

  it.each([1, 2, 3, 5, 8, 13, 21, 34, 55])('are never wider than %i columns', width => {
    const wide = { name: '名前'.repeat(20), count: 7, rest: 'z'.repeat(100) }
    const said = lines([A, LONG, wide, A, LONG], screen(width))
    expect(said.filter(line => columnsOf(line) > width)).toEqual([])
  })

  it('are coloured by tone, headers bold', () => {
    const [head, line] = lines([A], screen(80, { color: true }))
    expect(head).toContain('\x1b[1mNAME\x1b[22m')
    expect(line).toContain('\x1b[33m    1\x1b[39m')
  })
})

describe('lines for pipes', () => {
  it('are never cut, have every column, and no empty field', () => {
    const rows = [
      { name: '', rest: 'two  blanks' },
      { ...LONG, count: null },
    ]
    expect(lines(rows, screen(10), true)).toEqual([
      'NAME  COUNT  REST',
      '-         -  two \\u{20}blanks',
      'a-name-of-some-length      ?  y',
    ])
  })
})

it('what a row calls itself cannot act on the terminal', () => {
  expect(lines([{ name: '\x1b]0;x', count: 1, rest: 'a\nb' }], screen(80))).toEqual([
    'NAME        COUNT  REST',
    '\\u{1b}]0;x      1  a\\u{a}b',
  ])
})
