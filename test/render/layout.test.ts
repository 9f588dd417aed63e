import { describe, expect, it } from 'vitest'
import type { Column, Screen, Table, Value } from '../../src/model/table.ts'
import { layOut } from '../../src/render/layout.ts'
import { renderTable } from '../../src/render/table.ts'

type Row = { readonly [key: string]: Value }
type Shape = Partial<Column<Row>> & { readonly key: string }

const columnFrom = (shape: Shape): Column<Row> => ({
  header: shape.key,
  align: 'left',
  type: 'text',
  help: '',
  rank: 5,
  value: row => row[shape.key],
  ...shape,
})

const tableOf = (
  shapes: readonly Shape[],
  rows: readonly Row[],
  asked: string[] = [],
): Table<Row> => {
  const keys = shapes.map(({ key }) => key)
  const fixed = { view: 'test', facts: {}, problems: [], footer: null }
  return { ...fixed, columns: shapes.map(columnFrom), shown: keys, whole: keys, asked, rows }
}

const draw = (table: Table<Row>, width: number | null, screen: Partial<Screen> = {}): string[] => {
  let text = ''
  const whole = { width, color: false, header: true, footer: false, ...screen }
  renderTable(table, whole, chunk => (text += Buffer.from(chunk).toString()))
  return text.split('\n').slice(0, -1)
}

describe('a table that does not fit', () => {
  const COMMAND = { key: 'process', rank: 0 }
  const headersAt = (
    width: number,
    shapes: readonly Shape[],
    rows: readonly Row[],
    asked?: string[],
  ) => layOut(tableOf(shapes, rows, asked), width, true).headers
  const row = { loud: 'x'.repeat(10), zero: 0, blank: '', process: 'p'.repeat(40) }
  const LOUD = { key: 'loud', rank: 1 }
  const ZERO = { key: 'zero', rank: 6 }

  it('keeps everything where it fits to the column', () => {
    // 10 + 2 + 4 + 2 + 40
    expect(headersAt(58, [LOUD, ZERO, COMMAND], [row])).toEqual(['loud', 'zero', 'process'])
  })

  it('loses a column that says nothing before one of lower rank that does', () => {
    // with zero 18 + 32 columns would be the least
    expect(headersAt(49, [LOUD, ZERO, COMMAND], [row])).toEqual(['loud', 'process'])
  })

  it.each<[Value]>([[0], [''], [null], [[]]])('takes %j for saying nothing', value => {
    const rows = [{ ...row, zero: value }]
    expect(headersAt(49, [LOUD, ZERO, COMMAND], rows)).toEqual(['loud', 'process'])
  })

  it('keeps a quiet column that was asked for, and loses one that was not', () => {
    const rows = [row]
    expect(headersAt(30, [LOUD, ZERO, COMMAND], rows, ['zero'])).toEqual(['zero', 'process'])
  })

  it('keeps columns that were asked for, cut or light as they are, while others can go', () => {
    const shapes: Shape[] = [
      { key: 'a', rank: 1 },
      { key: 'b', rank: 1 },
      { key: 'c', rank: 6 },
      COMMAND,
    ]
    const rows = [{ a: 'a'.repeat(8), b: 0, c: 'c'.repeat(8), process: 'p'.repeat(40) }]
    // 8 + 2 + 1 + 2 columns, and a comm
    expect(headersAt(28, shapes, rows, ['a', 'b'])).toEqual(['a', 'b', 'process'])
  })

  it('shows a column that was asked for even where it is shown by default from more columns on', () => {
    const shapes = [{ key: 'local' }, { key: 'scope', from: 100 }]
    const rows = [{ local: '0.0.0.0:22', scope: 'any' }]
    expect(headersAt(80, shapes, rows, ['local', 'scope'])).toEqual(['local', 'scope'])
  })

  it.each([
    [99, ['local']],
    [100, ['local', 'scope']],
  ])('at %i columns shows %j of a column for 100 columns and more', (width, headers) => {
    const shapes = [{ key: 'local' }, { key: 'scope', from: 100 }]
    expect(headersAt(width, shapes, [{ local: '0.0.0.0:22', scope: 'any' }])).toEqual(headers)
  })

  it.each([
    [23, ['time_squeeze', 'processed']],
    [22, ['squeeze', 'processed']],
  ])('at %i columns has the headers %j, one of which has a narrow form', (width, headers) => {
    const numbers = { align: 'right' } as const
    const shapes = [
      { key: 'time_squeeze', narrow: 'squeeze', ...numbers },
      { key: 'processed', ...numbers },
    ]
    // 12 + 2 + 9
    expect(headersAt(width, shapes, [{ time_squeeze: 14, processed: 176599 }])).toEqual(headers)
  })

  it('never cuts a number: the column goes, or stays whole', () => {
    const shapes: Shape[] = [
      { key: 'pid', rank: 9, align: 'right' },
      { key: 'inode', align: 'right' },
      COMMAND,
    ]
    for (let width = 20; width < 80; width++) {
      const lines = draw(
        tableOf(shapes, [{ pid: 4194304, inode: 4294967295, process: 'p'.repeat(40) }]),
        width,
      )
      expect(lines[1]).toMatch(/^4194304 {2}(4294967295 {2})?p/)
    }
  })

  it('gives the command line what the others leave, to the last column', () => {
    const [, line] = draw(tableOf([LOUD, COMMAND], [row]), 30)
    expect(line).toBe(`${'x'.repeat(10)}  ${'p'.repeat(17)}…`)
  })
})
