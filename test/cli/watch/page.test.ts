import { describe, expect, it } from 'vitest'
import { START, type Choice } from '../../../src/cli/watch/keys.ts'
import { markedSince } from '../../../src/cli/watch/marks.ts'
import { pageOf, type Page } from '../../../src/cli/watch/page.ts'
import type { PictureLine } from '../../../src/model/picture.ts'
import type { Table } from '../../../src/model/table.ts'
import { renderTable } from '../../../src/render/table.ts'
import type { Row } from '../../render/tables.ts'
import { frameOf, SHAPES } from './frames.ts'

const ROWS = [
  ['a', 3],
  ['b', 1],
  ['c', 2],
] as const

const draw = (
  chosen: Partial<Choice> = {},
  {
    rows = ROWS as Parameters<typeof frameOf>[0],
    size = { columns: 60, rows: 9 },
    table = {} as Partial<Table<Row>>,
    width = 60 as number | null,
    header = true,
    shapes = SHAPES,
  } = {},
): Page =>
  pageOf(
    markedSince(null, frameOf(rows, { footer: '3 rows', ...table }, shapes)),
    { ...START, ...chosen },
    size,
    {
      render: renderTable,
      screen: { width, color: false, header, footer: true },
      intervalS: 1,
      time: '10:00:00',
      dim: text => text,
    },
  )

/** The lines above the status, without blanks around them. */
const bodyOf = (page: Page): string =>
  page.lines
    .slice(0, -1)
    .map(line => line.trim())
    .join('|')

describe('a page', () => {
  it('is a header, rows, what is left empty, the footer once, and the status', () => {
    const { lines, extent } = draw()
    expect(lines).toEqual([
      '   name  queue',
      '   a         3',
      '   b         1',
      '   c         2',
      '',
      '',
      '',
      '3 rows',
      '10:00:00 every 1 s  q quit  space pause  s sort  r reverse',
    ])
    expect(extent).toEqual({ page: 6, last: 0, columns: 2 })
  })

  it('has as many lines as the screen, however low that is', () => {
    for (const rows of [1, 2, 3, 4, 5, 20]) {
      expect(draw({}, { size: { columns: 60, rows } }).lines).toHaveLength(rows)
    }
  })

  it('needs no header', () => {
    expect(bodyOf(draw({}, { header: false }))).toMatch(/^a +3\|b/)
  })

  it('of no rows is a header and a footer', () => {
    expect(bodyOf(draw({}, { rows: [], size: { columns: 60, rows: 4 } }))).toBe(
      'name  queue||3 rows',
    )
  })

  it('keeps within the screen, also one that is narrower than what was asked for', () => {
    const rows = [['a'.repeat(99), 1]] as const
    for (const columns of [10, 20, 60]) {
      const { lines } = draw({}, { rows, size: { columns, rows: 5 }, width: 200 })
      expect(Math.max(...lines.map(line => [...line].length))).toBeLessThanOrEqual(columns)
    }
    // with -W it is not cut
    const { lines } = draw({}, { rows, size: { columns: 20, rows: 5 }, width: null })
    expect(lines[1]).toContain('a'.repeat(99))
  })
})

describe('a page that is scrolled', () => {
  const low = { size: { columns: 60, rows: 5 } }

  it('begins with the row that was chosen, and says so', () => {
    const page = draw({ offset: 1 }, low)
    expect(bodyOf(page)).toMatch(/^name {2}queue\|b +1\|c +2\|3 rows$/)
    expect(page.lines.at(-1)).toContain('from 2 of 3')
    expect(page.extent).toMatchObject({ page: 2, last: 1 })
  })

  it('goes no further than to where the last row is on the screen, and keeps that choice', () => {
    const page = draw({ offset: 99 }, low)
    expect([page.choice.offset, bodyOf(page)]).toEqual([1, bodyOf(draw({ offset: 1 }, low))])
  })

  it('counts the lines that a row with several owners takes', () => {
    const shapes = [
      SHAPES[0]!,
      { key: 'pid', each: 'owners', items: () => 2, value: () => [1, 2], text: String },
    ]
    const { extent } = draw({}, { ...low, shapes })
    // a screen has room for one row of two lines
    expect(extent).toMatchObject({ page: 2, last: 2 })
  })
})

describe('a page in another order', () => {
  it('is sorted before it is cut, and names the column', () => {
    const page = draw({ sort: 1, down: true }, { size: { columns: 60, rows: 4 } })
    expect(bodyOf(page)).toMatch(/^name {2}queue\|a +3\|3 rows$/)
    expect(page.lines.at(-1)).toContain('by queue down')
  })

  it('is the order of the list where that column is no more', () => {
    const page = draw({ sort: 7 })
    expect(bodyOf(page)).toBe(bodyOf(draw()))
    expect(page.lines.at(-1)).not.toContain('by ')
  })
})

describe('a page of a picture', () => {
  const picture = ['one', 'two', 'three'].map((text): PictureLine => ({
    lead: [],
    hang: [],
    text: [{ text, tone: 'plain' }],
  }))

  it('is the picture without a header, scrolled by its lines', () => {
    const options = { table: { picture }, size: { columns: 60, rows: 4 } }
    const page = draw({ offset: 9, sort: 0 }, options)
    expect(page.extent).toEqual({ page: 2, last: 1, columns: 0 })
    expect(bodyOf(page)).toBe('two|three|3 rows')
    expect(page.lines.at(-1)).toContain('from 2 of 3')
  })
})
