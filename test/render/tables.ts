import type { Column, Screen, Table, Value } from '../../src/model/table.ts'
import { renderTable } from '../../src/render/table.ts'

/** A row of made-up tables: what its columns' keys name. */
export type Row = { readonly [key: string]: Value }
/** What a test says of a column; the rest is plain. */
export type Shape = Partial<Column<Row>> & { readonly key: string }

export const columnFrom = (shape: Shape): Column<Row> => ({
  header: shape.key,
  align: 'left',
  type: 'text',
  help: '',
  rank: 5,
  value: row => row[shape.key],
  ...shape,
})

/** A table of these columns, all of them shown and given. */
export const tableOf = (
  shapes: readonly Shape[],
  rows: readonly Row[],
  more: Partial<Table<Row>> = {},
): Table<Row> => {
  const keys = shapes.map(({ key }) => key)
  const fixed = { view: 'test', facts: {}, problems: [], footer: null, asked: [] }
  return { ...fixed, columns: shapes.map(columnFrom), shown: keys, whole: keys, rows, ...more }
}

/** The lines of a terminal's table. */
export const draw = (
  table: Table<Row>,
  width: number | null,
  screen: Partial<Screen> = {},
): string[] => {
  let text = ''
  const whole = { width, color: false, header: true, footer: false, ...screen }
  renderTable(table, whole, chunk => (text += Buffer.from(chunk).toString()))
  return text.split('\n').slice(0, -1)
}
