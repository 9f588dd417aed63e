import type { Column, Table, Value } from '../model/table.ts'
import { printable, valueText } from './format.ts'

/** The columns that a text format shows, in their order. */
export const shownColumns = <Row>(table: Table<Row>): Column<Row>[] =>
  table.shown.map(key => table.columns.find(column => column.key === key)!)

/**
 * The texts of one cell, safe to print: one, or for an `each` column one per element (`?` where the
 * list is unknown, `-` where it is empty). Given a `room`, in the short form that suits it.
 */
export const cellTexts = <Row>(column: Column<Row>, row: Row, room?: number): string[] => {
  const write = (index: number, value: Value | undefined): string => {
    if (room !== undefined && column.brief) return column.brief(row, index, room) ?? '?'
    return column.text ? (column.text(row, index) ?? '?') : valueText(value)
  }
  const value = column.value(row)
  if (column.each === undefined) return [printable(write(0, value))]
  if (!Array.isArray(value) || value.length === 0) return [valueText(value)]
  return value.map((element, i) => printable(write(i, element)))
}
