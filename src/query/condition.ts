import type { Refusal } from '../base/errors.ts'
import type { Bounds } from '../base/list.ts'
import { compilePattern } from '../base/pattern.ts'
import type { Known } from '../model/coarse.ts'
import type { Column, Names, Value } from '../model/table.ts'
import { leaves, listOf, singleOf, type Comparable, type Written } from './value.ts'

/** One condition of a filter. */
export interface Test<Row> {
  holds(row: Row): boolean
  /** what a source may know of it; null: nothing */
  readonly known: Known | null
  /** of the columns it looks at */
  readonly keys: readonly string[]
}

/**
 * `COLUMN OP VALUE`. An unknown value matches nothing; a column with several values (owners) matches
 * if any of them does.
 */
export const testOf = <Row>(
  column: Column<Row>,
  sign: string,
  written: Written,
  names: Names,
): Test<Row> | Refusal => {
  if (sign === '~') return patternTest(column, written)
  if (column.where !== undefined) return whereTest(column, sign, written, names)
  if (sign === '=' || sign === '!=') return listTest(column, sign, written, names)
  const read = singleOf(column, written.text, names)
  if ('expected' in read) return read
  const compare = COMPARE[sign]!
  return {
    holds: row => leaves(subject(column, row)).some(value => compare(value, read.is)),
    known: orderKnown(column, sign, read.is),
    keys: [column.key],
  }
}

const COMPARE: { readonly [sign: string]: (value: Comparable, wanted: Comparable) => boolean } = {
  '<': (value, wanted) => value < wanted,
  '>': (value, wanted) => value > wanted,
  '<=': (value, wanted) => value <= wanted,
  '>=': (value, wanted) => value >= wanted,
}

const orderKnown = <Row>(column: Column<Row>, sign: string, wanted: Comparable): Known | null => {
  if (column.known === undefined || typeof wanted !== 'number') return null
  if (sign === '<' || sign === '<=') return column.known(0, sign === '<' ? wanted - 1 : wanted)
  return column.known(sign === '>' ? wanted + 1 : wanted, Infinity)
}

const patternTest = <Row>(column: Column<Row>, written: Written): Test<Row> | Refusal => {
  const pattern = compilePattern(written.text)
  if (!('test' in pattern)) return pattern
  return {
    holds: row => leaves(subject(column, row)).some(value => pattern.test(String(value))),
    known: null,
    keys: [column.key],
  }
}

const whereTest = <Row>(
  column: Column<Row>,
  sign: string,
  written: Written,
  names: Names,
): Test<Row> | Refusal => {
  const condition = column.where!(written.text, names)
  if ('expected' in condition) return condition
  const wanted = sign === '='
  const known = condition.known ?? null
  return {
    holds: row => condition.holds(row) === wanted,
    known: known === null || wanted ? known : { kind: 'not', of: known },
    keys: [condition.key ?? column.key],
  }
}

const listTest = <Row>(
  column: Column<Row>,
  sign: string,
  written: Written,
  names: Names,
): Test<Row> | Refusal => {
  const list = listOf(column, written, names)
  if ('expected' in list) return list
  const wanted = sign === '='
  return {
    holds: row => leaves(subject(column, row)).some(value => within(value, list) === wanted),
    known: listKnown(column, wanted, list),
    keys: [column.key],
  }
}

/** A bigint and a number of the same value are never `===`, but neither is the lesser. */
const within = (value: Comparable, list: readonly Bounds<Comparable>[]): boolean =>
  list.some(({ from, to }) => !(value < from) && !(value > to))

const listKnown = <Row>(
  column: Column<Row>,
  wanted: boolean,
  list: readonly Bounds<Comparable>[],
): Known | null => {
  // of several values, that one differs does not mean that none is the same
  if (column.known === undefined || (!wanted && column.each !== undefined)) return null
  const of = list.map(({ from, to }) => column.known!(Number(from), Number(to)))
  const known: Known = { kind: 'any', of }
  return wanted ? known : { kind: 'not', of: known }
}

const subject = <Row>(column: Column<Row>, row: Row): Value | undefined =>
  column.match === undefined ? column.value(row) : column.match(row)
