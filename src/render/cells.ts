import type { Column, Table } from '../model/table.ts'
import { printable, valueText } from './format.ts'

/** The columns that a text format shows, in their order. */
export const shownColumns = <Row>(table: Table<Row>): Column<Row>[] =>
  table.shown.map(key => table.columns.find(column => column.key === key)!)

/** The text of a cell that holds one value, safe to print. Given a `room`, in the form that suits it. */
const singleText = <Row>(column: Column<Row>, row: Row, room?: number): string => {
  if (room !== undefined && column.brief) return printable(column.brief(row, 0, room) ?? '?')
  if (column.text) return printable(column.text(row, 0) ?? '?')
  const value = column.value(row)
  if (value === undefined) return column.absent ?? ''
  return typeof value === 'number' ? String(value) : printable(valueText(value))
}

/**
 * The texts of one cell, safe to print: one, or for an `each` column one per element (`?` where the
 * list is unknown, `-` where it is empty). Given a `room`, in the short form that suits it.
 */
export const cellTexts = <Row>(column: Column<Row>, row: Row, room?: number): string[] => {
  if (column.each === undefined) return [singleText(column, row, room)]
  const write = room !== undefined && column.brief ? column.brief : column.text
  if (write !== undefined && column.items !== undefined) {
    const count = column.items(row)
    if (count === null || count === 0) return [count === null ? '?' : '-']
    const texts: string[] = []
    for (let i = 0; i < count; i++)
      texts.push(printable(write.call(column, row, i, room ?? 0) ?? '?'))
    return texts
  }
  const value = column.value(row)
  if (!Array.isArray(value) || value.length === 0) return [valueText(value)]
  return value.map(element => printable(valueText(element)))
}

/** The texts of one cell in one line. */
export const cellText = <Row>(column: Column<Row>, row: Row): string => {
  if (column.each === undefined) return singleText(column, row)
  const texts = cellTexts(column, row)
  return texts.length === 1 ? texts[0]! : texts.join(',')
}
