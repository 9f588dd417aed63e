import { describe, expect, it } from 'vitest'
import { markedSince, signed, sortable, type Marked } from '../../../src/cli/watch/marks.ts'
import type { Column } from '../../../src/model/table.ts'
import type { Row } from '../../render/tables.ts'
import { frameOf, SHAPES } from './frames.ts'

/** The last of these frames, compared with those before it. */
const after = (...frames: Parameters<typeof frameOf>[0][]): Marked =>
  frames.reduce<Marked | null>((before, rows) => markedSince(before, frameOf(rows)), null)!

/** What stands in each row of the table drawn of it: its sign and its name. */
const rowsOf = (marked: Marked, by: string | null = null, down = false): string[] => {
  const column = sortable(marked.frame).find(({ key }) => key === by) ?? null
  const table = signed(marked, column, down)
  return table.rows.map(row => `${table.columns[0]!.value(row)}${(row as Row)['name']}`)
}

/** The tones of the row of that name, its sign's first. */
const tonesOf = (marked: Marked, name: string): string[] => {
  const { columns, rows } = signed(marked, null, false)
  const row = rows.find(each => (each as Row)['name'] === name)
  return columns.map(column => column.tone!(row))
}

describe('marks', () => {
  it('there are none on a first frame, nor where nothing changed', () => {
    expect(rowsOf(after([['a', 0]]))).toEqual(['a'])
    expect(rowsOf(after([['a', 0]], [['a', 0]]))).toEqual(['a'])
  })

  it('tell what is new, changed and gone, which stands where it stood', () => {
    const marked = after(
      [
        ['a', 0],
        ['b', 0],
        ['c', 0],
      ],
      [
        ['a', 5],
        ['c', 0],
        ['d', 0],
      ],
    )
    expect(rowsOf(marked)).toEqual(['~a', '-b', 'c', '+d'])
  })

  it('are there for one look', () => {
    const look = [['a', 1]] as const
    expect(rowsOf(after([['b', 0]], look, look))).toEqual(['a'])
  })

  it('tell of what can be seen alone: another queue in a column that is not shown is no change', () => {
    const shown = (queue: number) => frameOf([['a', queue]], { shown: ['name'] })
    expect(rowsOf(markedSince(markedSince(null, shown(0)), shown(5)))).toEqual(['a'])
  })

  it('are a sign with a tone; what is gone is dim altogether, and the rest has its own tones', () => {
    const marked = after(
      [
        ['a', 0],
        ['b', 5],
      ],
      [
        ['a', 5],
        ['c', 5],
        ['d', 0],
      ],
    )
    expect(tonesOf(marked, 'b')).toEqual(['dim', 'dim', 'dim'])
    expect(tonesOf(marked, 'a')).toEqual(['warn', 'plain', 'warn'])
    expect(tonesOf(marked, 'c')).toEqual(['fresh', 'plain', 'warn'])
    expect(tonesOf(marked, 'd')).toEqual(['fresh', 'plain', 'plain'])
  })

  it('have a column of their own, which never goes', () => {
    const { columns, shown } = signed(after([['a', 0]]), null, false)
    expect(shown).toEqual(['change', 'name', 'queue'])
    expect(columns[0]).toMatchObject({ key: 'change', header: '', rank: 0 })
  })

  it('are not made of rows that nothing tells apart', () => {
    const counters = (queue: number) => ({ ...frameOf([['a', queue]]), identity: null })
    const marked = markedSince(markedSince(null, counters(0)), counters(5))
    const table = signed(marked, null, true)
    expect([marked.look, table.shown, table.rows.length]).toEqual([null, ['name', 'queue'], 1])
  })
})

describe('the order', () => {
  const marked = after(
    [
      ['a', 1],
      ['b', 3],
    ],
    [
      ['a', 1],
      ['c', 2],
      ['d', null],
    ],
  )

  it.each([
    [null, false, ['a', '-b', '+c', '+d']],
    [null, true, ['+d', '+c', '-b', 'a']],
    // what is gone is sorted with the others, and unknown is last either way
    ['queue', false, ['a', '+c', '-b', '+d']],
    ['queue', true, ['-b', '+c', 'a', '+d']],
  ] as const)('by %s, down %s: %j', (by, down, expected) =>
    expect(rowsOf(marked, by, down)).toEqual(expected),
  )

  it('is by columns that are shown; a picture has none', () => {
    const keys = (columns: readonly Column<unknown>[]) => columns.map(({ key }) => key)
    expect(keys(sortable(marked.frame))).toEqual(SHAPES.map(({ key }) => key))
    expect(sortable(frameOf([], { shown: ['queue'] })).map(({ key }) => key)).toEqual(['queue'])
    expect(sortable(frameOf([['a', 0]], { picture: [] }))).toEqual([])
  })
})
