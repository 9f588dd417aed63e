import type { Column, Out, Renderer, Table, Value } from '../model/table.ts'
import { printable, valueText } from './format.ts'
import { json, JsonBytes, MARK } from './json-bytes.ts'
import { CHUNK_ROOM, JsonRows } from './json-rows.ts'

/** Rows per write. */
const CHUNK = 500
/** Bytes that most rows fit into. */
const LINE_ROOM = 4096

/** The columns that data formats give. */
export const dataColumns = <Row>(table: Table<Row>): Column<Row>[] =>
  table.whole.map(key => table.columns.find(column => column.key === key)!)

const writeChunks = <Row>(
  rows: readonly Row[],
  write: (row: Row) => string,
  between: string,
  out: Out,
): void => {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows
      .slice(from, from + CHUNK)
      .map(write)
      .join(between)
    out(from === 0 ? chunk : between + chunk)
  }
}

/** One document: the envelope, then the rows under their name, then the warnings. */
export const renderJson: Renderer = (table, _, out) => {
  const bytes = new JsonBytes(CHUNK_ROOM)
  const rows = new JsonRows(dataColumns(table), bytes, out)
  const facts = { schema: 'tsnetstat/1', view: table.view, ...table.facts }
  bytes.raw(Buffer.from(`${json(facts).slice(0, -1)},${json(table.rowsName ?? table.view)}:[`))
  table.rows.forEach((row, i) => {
    if (i > 0) bytes.mark(MARK.comma)
    bytes.mark(MARK.newline)
    rows.write(row)
  })
  const warnings = table.problems.map(({ at, problem }) => ({ at, message: problem }))
  bytes.raw(Buffer.from(`],\n"warnings":${json(warnings)}}\n`))
  rows.flush()
}

/** The line of a row in ndjson: these columns, keys as in JSON. */
export const ndjsonLine = <Row>(columns: readonly Column<Row>[]): ((row: Row) => string) => {
  const bytes = new JsonBytes(LINE_ROOM)
  let line = ''
  const rows = new JsonRows(columns, bytes, chunk => (line = chunk.toString()))
  return row => {
    rows.write(row)
    bytes.mark(MARK.newline)
    rows.flush()
    return line
  }
}

/** One object per row and line, keys as in JSON. */
export const renderNdjson: Renderer = (table, _, out) => {
  const bytes = new JsonBytes(CHUNK_ROOM)
  const rows = new JsonRows(dataColumns(table), bytes, out)
  for (const row of table.rows) {
    rows.write(row)
    bytes.mark(MARK.newline)
  }
  rows.flush()
}

/** RFC 4180 but for bare newlines: the same keys as headers; unknown is empty, several values are joined with `,`. */
export const renderCsv: Renderer = (table, screen, out) => {
  const columns = dataColumns(table)
  if (screen.header) out(`${columns.map(({ key }) => key).join(',')}\n`)
  writeChunks(
    table.rows,
    row => `${columns.map(column => csvField(column, row)).join(',')}\n`,
    '',
    out,
  )
}

/** Objects have no place in a field: there the words for eyes stand for them. */
const csvText = <Row>(column: Column<Row>, row: Row, value: Value): string => {
  if (column.text === undefined || !Array.isArray(value) || value.length === 0) {
    return valueText(value)
  }
  if (column.each !== undefined) return value.map((_, i) => column.text!(row, i) ?? '?').join(',')
  return value[0] !== null && typeof value[0] === 'object'
    ? (column.text(row, 0) ?? '?')
    : valueText(value)
}

const csvField = <Row>(column: Column<Row>, row: Row): string => {
  const value = column.value(row)
  if (value === undefined) return column.absent ?? ''
  if (value === null) return ''
  const safe = printable(csvText(column, row, value))
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
