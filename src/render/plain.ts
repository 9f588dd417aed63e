import type { Column, Renderer } from '../model/table.ts'
import { cellTexts, shownColumns } from './cells.ts'
import { columnsOf, padTo } from './format.ts'
import { GAP } from './layout.ts'

/** Rows per write. */
const CHUNK = 1000

/**
 * The columns of the table for pipes: one line per row, never cut, no colour. Columns are parted by
 * two blanks or more, and no field holds two blanks or is empty, so every line has as many fields.
 */
export const renderPlain: Renderer = (table, screen, out) => {
  const columns = shownColumns(table)
  const headers = columns.map(({ header }) => header)
  const cells = table.rows.map(row => columns.map(column => field(column, row)))
  const widths = columns.map((_, i) => (screen.header ? columnsOf(headers[i]!) : 0))
  for (const row of cells) {
    for (let i = 0; i < row.length; i++) widths[i] = Math.max(widths[i]!, columnsOf(row[i]!))
  }
  // padding behind the last column would only be blanks at the end of the line
  if (columns.at(-1)?.align === 'left') widths[widths.length - 1] = 0
  // blanks before the first field would look like an empty one
  const alignOf = (i: number) => (i === 0 ? 'left' : columns[i]!.align)
  const line = (texts: readonly string[]): string =>
    texts.map((text, i) => padTo(text, widths[i]!, alignOf(i))).join(' '.repeat(GAP)) + '\n'

  if (screen.header) out(line(headers))
  for (let from = 0; from < cells.length; from += CHUNK) {
    out(
      cells
        .slice(from, from + CHUNK)
        .map(line)
        .join(''),
    )
  }
}

const field = <Row>(column: Column<Row>, row: Row): string => {
  const text = cellTexts(column, row).join(',')
  if (text === '') return '-'
  // the first blank of a run stays, so that the words of a command line do
  return text.includes('  ') || text.startsWith(' ') || text.endsWith(' ')
    ? text.replaceAll(/(?<= ) |^ | $/g, '\\u{20}')
    : text
}
