import { UsageError } from '../base/errors.ts'
import type { Column, Names, Value } from '../model/table.ts'
import { findColumn } from './columns.ts'
import { lex, type Token } from './lex.ts'

export interface Filter<Row> {
  keep(row: Row): boolean
  /** keys of the columns it looks at */
  readonly keys: readonly string[]
}

/** What a filter may ask of a view. */
export interface Vocabulary<Row> {
  readonly view: string
  readonly columns: readonly Column<Row>[]
  /** columns that a bare `:80` looks at */
  readonly ports: readonly string[]
  readonly names: Names
}

/**
 * `:PORT` (either end) and `COLUMN OP VALUE`, joined by `and`. An unknown value matches nothing; a
 * column with several values (owners) matches if any of them does.
 */
export const parseFilter = <Row>(words: readonly string[], of: Vocabulary<Row>): Filter<Row> => {
  const { text, tokens } = lex(words)
  const keys: string[] = []
  const tests: ((row: Row) => boolean)[] = []
  const fail = (at: number, expected: string): never => {
    throw new UsageError(text, { at, expected })
  }
  const broken = tokens.find(({ kind }) => kind === 'broken')
  if (broken !== undefined) fail(broken.at, 'a closing quote')
  let next = 0
  const take = (): Token | undefined => tokens[next++]

  const term = (): void => {
    const first = take()
    if (first === undefined) return fail(text.length, 'a column or :PORT')
    if (first.kind === 'port') {
      const ports = of.ports.map(key => findColumn(key, of.columns, of.view))
      if (ports.length === 0) return fail(first.at, `a column of ${of.view}, which has no ports`)
      const wanted = wordFor(ports[0]!, first, of.names, fail)
      const either = ports.map(column => testOf(column, '=', wanted))
      keys.push(...of.ports)
      tests.push(row => either.some(test => test(row)))
      return
    }
    if (first.kind !== 'word') return fail(first.at, 'a column or :PORT')
    const column = findColumn(first.text, of.columns, of.view)
    const op = take()
    if (op?.kind !== 'op' || !(op.text === '~' || op.text in COMPARE))
      return fail(op?.at ?? text.length, 'one of = != < > <= >= ~')
    const value = take()
    if (value === undefined || value.kind === 'op') return fail(value?.at ?? text.length, 'a value')
    keys.push(column.key)
    tests.push(
      op.text === '~'
        ? matches(column, regExp(value, fail))
        : testOf(column, op.text, wordFor(column, value, of.names, fail)),
    )
  }

  while (next < tokens.length) {
    if (tests.length > 0) {
      const joint = take()!
      if (joint.kind !== 'word' || !/^(and|&&?)$/i.test(joint.text)) fail(joint.at, 'and')
    }
    term()
  }
  return { keys, keep: row => tests.every(test => test(row)) }
}

type Fail = (at: number, expected: string) => never
type Comparable = string | number | bigint | boolean

/** The value that stands in the filter, in the form the column has it. */
const wordFor = <Row>(column: Column<Row>, token: Token, names: Names, fail: Fail): Comparable => {
  let text = token.text
  if (column.word !== undefined) {
    const read = column.word(text, names)
    if ('expected' in read) return fail(token.at, read.expected)
    text = read.is
  }
  if (column.type === 'text') return text
  if (column.type === 'flag') {
    if (/^(true|yes|1)$/i.test(text)) return true
    return /^(false|no|0)$/i.test(text) ? false : fail(token.at, 'yes or no')
  }
  if (!/^-?\d+(\.\d+)?$/.test(text)) return fail(token.at, 'a number')
  const number = Number(text)
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? BigInt(text) : number
}

const regExp = (token: Token, fail: Fail): RegExp => {
  try {
    return new RegExp(token.text, 'u')
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /, '') : String(error)
    return fail(token.at, `a regular expression (${reason})`)
  }
}

const testOf = <Row>(column: Column<Row>, op: string, wanted: Comparable) => {
  const compare = COMPARE[op]!
  return (row: Row): boolean => leaves(subject(column, row)).some(value => compare(value, wanted))
}

const COMPARE: { readonly [op: string]: (value: Comparable, wanted: Comparable) => boolean } = {
  '=': (value, wanted) => same(value, wanted),
  '==': (value, wanted) => same(value, wanted),
  '!=': (value, wanted) => !same(value, wanted),
  '<': (value, wanted) => value < wanted,
  '>': (value, wanted) => value > wanted,
  '<=': (value, wanted) => value <= wanted,
  '>=': (value, wanted) => value >= wanted,
}

/** A bigint and a number of the same value are never `===`, but neither is the lesser. */
const same = (x: Comparable, y: Comparable): boolean => !(x < y) && !(x > y)

const matches =
  <Row>(column: Column<Row>, pattern: RegExp) =>
  (row: Row): boolean =>
    leaves(subject(column, row)).some(value => pattern.test(String(value)))

const subject = <Row>(column: Column<Row>, row: Row): Value | undefined =>
  column.match === undefined ? column.value(row) : column.match(row)

/** The single values in a value; unknown and absent ones give none, so nothing matches them. */
const leaves = (value: Value | undefined): readonly Comparable[] => {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object') return [value]
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(leaves)
}
