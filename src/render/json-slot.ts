import type { Column, Value } from '../model/table.ts'
import { WRITE_ROOM } from './growing-bytes.ts'
import { MARK, type JsonBytes } from './json-bytes.ts'

/** Where a member's values come from: a column, or one element of its lists. */
export type Source<Row> = Pick<Column<Row>, 'value' | 'same' | 'write' | 'text' | 'type'>

/** Bytes of the quotes of a text. */
const QUOTES = 2

/** The value of a member in the row that was looked at last, and where it stands among that row's bytes. */
export class Slot<Row> {
  /** bytes between the value before and this one: names and punctuation */
  lead = 0
  /** of the value itself; 0: the row has none */
  length = 0
  value: Value | undefined = undefined
  /** where it changes, so does which members follow: it counts the elements of a list */
  readonly shapes: boolean
  private readonly source: Source<Row>
  // what the source says of texts, it says of values where they are the texts
  private readonly compares: boolean
  private readonly writes: boolean
  private key: number | object | undefined = undefined

  constructor(source: Source<Row>, shapes = false) {
    const { same, write, text, type } = source
    this.source = source
    this.shapes = shapes
    this.compares = same !== undefined && text === undefined
    this.writes = write !== undefined && text === undefined && type === 'text'
  }

  /** Looks at a row: does it say anything else than the one before, or might it? */
  look(row: Row): boolean {
    if (this.compares && this.isSame(row)) return false
    // only writing it would tell
    if (this.writes) return true
    const value = this.source.value(row)
    if (value === this.value) return false
    this.value = value
    return true
  }

  /** Writes what the row says that was looked at last. */
  put(row: Row, bytes: JsonBytes): void {
    const start = bytes.end
    const written = this.writes && this.putWritten(row, bytes)
    if (!written && this.value !== undefined) bytes.value(this.value)
    this.length = bytes.end - start
  }

  private isSame(row: Row): boolean {
    const key = this.source.same!(row)
    if (key !== undefined && key === this.key) return true
    this.key = key
    return false
  }

  private putWritten(row: Row, bytes: JsonBytes): boolean {
    bytes.ensure(WRITE_ROOM + QUOTES)
    const into = bytes.buffer
    const end = this.source.write!(row, into, bytes.end + 1)
    if (end < 0) {
      this.value = this.source.value(row)
      return false
    }
    into[bytes.end] = into[end] = MARK.quote
    bytes.end = end + 1
    return true
  }
}

/** How many elements the list of a column has; what is no list is null or undefined. */
export const countOf = <Row>(
  column: Column<Row> | undefined,
): ((row: Row) => number | null | undefined) => {
  if (column?.items !== undefined) return row => column.items!(row)
  return row => {
    const list = column?.value(row)
    return Array.isArray(list) ? list.length : list === undefined ? undefined : null
  }
}

/** One element of the lists of a column; what a list lacks is null. */
export const itemOf = <Row>(column: Column<Row>): ((row: Row, index: number) => Value) => {
  if (column.item !== undefined) return (row, index) => column.item!(row, index)
  // the list is made once per row
  let last: Row | undefined
  let list: Value | undefined
  return (row, index) => {
    if (row !== last) {
      list = column.value(row)
      last = row
    }
    return (list as readonly Value[] | undefined)?.[index] ?? null
  }
}
