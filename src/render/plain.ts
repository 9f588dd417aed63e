import type { Column, Renderer } from '../model/table.ts'
import { cellText, shownColumns } from './cells.ts'
import { columnsOf, padTo } from './format.ts'
import { GAP } from './layout.ts'

const BETWEEN = ' '.repeat(GAP)

/** Rows per write. */
const CHUNK = 1000

/**
 * The columns of the table for pipes: one line per row, never cut, no colour. Columns are parted by
 * two blanks or more, and no field holds two blanks or is empty, so every line has as many fields.
 */
export const renderPlain: Renderer = (table, screen, out) => {
  const columns = shownColumns(table).map((column, i, all) => {
    const texts = table.rows.map(row => field(column, row))
    const header = screen.header ? column.header : ''
    // padding behind the last column would only be blanks at the end of the line
    const last = i === all.length - 1
    const width = last && column.align === 'left' ? 0 : widest(texts, columnsOf(header))
    // blanks before the first field would look like an empty one
    return { header, texts, width, align: i === 0 ? 'left' : column.align }
  })
  if (screen.header) {
    out(`${columns.map(({ header, width, align }) => padTo(header, width, align)).join(BETWEEN)}\n`)
  }
  for (let from = 0; from < table.rows.length; from += CHUNK) {
    let chunk = ''
    for (let row = from; row < Math.min(from + CHUNK, table.rows.length); row++) {
      for (let i = 0; i < columns.length; i++) {
        const { texts, width, align } = columns[i]!
        chunk += (i === 0 ? '' : BETWEEN) + padTo(texts[row]!, width, align)
      }
      chunk += '\n'
    }
    out(chunk)
  }
}

const widest = (texts: readonly string[], least: number): number => {
  let width = least
  for (const text of texts) {
    // no text is wider than two columns a character
    if (text.length * 2 > width) width = Math.max(width, columnsOf(text))
  }
  return width
}

/** A cell as a field of a line for pipes. */
export const field = <Row>(column: Column<Row>, row: Row): string => {
  const text = cellText(column, row)
  if (text === '') return '-'
  // the first blank of a run stays, so that the words of a command line do
  return text.includes('  ') || text.startsWith(' ') || text.endsWith(' ')
    ? text.replaceAll(/(?<= ) |^ | $/g, '\\u{20}')
    : text
}
