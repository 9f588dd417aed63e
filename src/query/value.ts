import type { Refusal } from '../base/errors.ts'
import { boundsOf, piecesOf, type Bounds } from '../base/list.ts'
import type { Column, Names, Value } from '../model/table.ts'
import { amountHelp, parseAmount } from '../model/units.ts'

/** A value of a filter as it was written, with its place in the text. */
export interface Written {
  readonly text: string
  readonly at: number
  readonly quoted: boolean
}

export type Comparable = string | number | bigint | boolean

/**
 * What a value names for `=` and `!=`: a list with commas, ranges among its numbers. Free text is also
 * taken as a whole; text in quotes as nothing else.
 */
export const listOf = <Row>(
  column: Column<Row>,
  { text, quoted }: Written,
  names: Names,
): readonly Bounds<Comparable>[] | Refusal => {
  const free = column.type === 'text' && column.word === undefined
  const list: Bounds<Comparable>[] = free ? [{ from: text, to: text }] : []
  if (free && (quoted || !text.includes(','))) return list
  for (const piece of quoted ? [{ text, at: 0 }] : piecesOf(text)) {
    const bounds = piece.text === '' ? NOTHING : ofColumn(column, piece.text, names)
    if ('expected' in bounds) return { expected: bounds.expected, at: piece.at + (bounds.at ?? 0) }
    list.push(bounds)
  }
  return list
}

const NOTHING: Refusal = { expected: 'a value' }

const ofColumn = <Row>(
  column: Column<Row>,
  text: string,
  names: Names,
): Bounds<Comparable> | Refusal => {
  if (column.type === 'number') return boundsOf(text, word => singleOf(column, word, names))
  const read = singleOf(column, text, names)
  return 'expected' in read ? read : { from: read.is, to: read.is }
}

/** One value, in the form the column has it. */
export const singleOf = <Row>(
  column: Column<Row>,
  text: string,
  names: Names,
): { readonly is: Comparable } | Refusal => {
  const read = column.word?.(text, names) ?? { is: text }
  if ('expected' in read || column.type === 'text') return read
  if (column.type === 'flag') return flagOf(read.is)
  const is = parseAmount(read.is, column.unit)
  return is === null ? { expected: amountHelp(column.unit) } : { is }
}

const flagOf = (text: string): { readonly is: boolean } | Refusal => {
  if (/^(true|yes|1)$/i.test(text)) return { is: true }
  return /^(false|no|0)$/i.test(text) ? { is: false } : { expected: 'yes or no' }
}

/** The single values in a value; unknown and absent ones give none, so nothing matches them. */
export const leaves = (value: Value | undefined): readonly Comparable[] => {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object') return [value]
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(leaves)
}
