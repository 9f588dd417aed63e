import type { Column, Table } from '../model/table.ts'
import { printable, valueText } from './format.ts'

/** The columns that a text format shows, in their order. */
export const shownColumns = <Row>(table: Table<Row>): Column<Row>[] =>
  table.shown.map(key => table.columns.find(column => column.key === key)!)

/**
 * The texts of one cell, safe to print: one, or for an `each` column one per element (`?` where the
 * list is unknown, `-` where it is empty). Given a `room`, in the short form that suits it.
 */
export const cellTexts = <Row>(column: Column<Row>, row: Row, room?: number): string[] =>
  column.each === undefined
    ? [printable(singleText(column, row, room))]
    : eachTexts(column, row, room).map(printable)

/** The text of one cell in one line, not yet safe to print. */
export const cellText = <Row>(column: Column<Row>, row: Row): string => {
  if (column.each === undefined) return singleText(column, row)
  return column.text !== undefined && column.items?.(row) === 1
    ? (column.text(row, 0) ?? '?')
    : eachTexts(column, row).join(',')
}

const singleText = <Row>(column: Column<Row>, row: Row, room?: number): string => {
  if (room !== undefined && column.brief) return column.brief(row, 0, room) ?? '?'
  if (column.text) return column.text(row, 0) ?? '?'
  const value = column.value(row)
  return value === undefined ? (column.absent ?? '') : valueText(value)
}

const eachTexts = <Row>(column: Column<Row>, row: Row, room?: number): string[] => {
  const write = room !== undefined && column.brief ? column.brief : column.text
  if (write !== undefined && column.items !== undefined) {
    const count = column.items(row)
    if (count === null || count === 0) return [count === null ? '?' : '-']
    const texts: string[] = []
    for (let i = 0; i < count; i++) texts.push(write.call(column, row, i, room ?? 0) ?? '?')
    return texts
  }
  const value = column.value(row)
  return Array.isArray(value) && value.length > 0 ? value.map(valueText) : [valueText(value)]
}
