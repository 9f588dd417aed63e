import { U32_DIGITS, writeDecimal } from '../base/ascii.ts'
import type { Column } from '../model/table.ts'
import { cellText } from './cells.ts'
import { columnsOf } from './format.ts'
import { GrowingBytes, WRITE_ROOM } from './growing-bytes.ts'

/** The cells of a table, row by row, column by column: there may be a million. */
export interface Cells {
  /** the pool */
  readonly bytes: Uint8Array
  /** where in the pool a cell's bytes stand; or which of `others` it is */
  readonly starts: Uint32Array
  /** how many they are, and the terminal columns that they take; or OTHER */
  readonly lengths: Uint8Array
  /** cells that are longer, or not as wide as they have bytes */
  readonly others: readonly Other[]
  /** the widest cell of each column */
  readonly widest: readonly number[]
}

export const OTHER = 255

export interface Other {
  readonly start: number
  readonly length: number
  readonly width: number
}

/** A cell as it stands in `starts` and `lengths`. */
interface Cell {
  readonly start: number
  readonly length: number
  readonly width: number
}

const FIRST_SIZE = 1024 * 1024
/** Of each column, texts that are written once however often they come. */
const MOST_KNOWN = 2000
/** Rows of a column that are done before the next column's turn. */
const BLOCK = 256

/**
 * The cells of a table as bytes, one behind the other, a repeated text only once. `clean` makes a text
 * fit to print. Few rows of each column in turn: so the engine meets every column's functions early,
 * and does not optimise for the first what it then has to throw away.
 */
export const poolCells = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  clean: (text: string) => string,
): Cells => {
  const pool = new Pool(rows.length * columns.length)
  const making = columns.map((column, i) => new Making(column, pool, i, columns.length, clean))
  for (let from = 0; from < rows.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows.length)
    for (const made of making) made.fill(rows, from, to)
  }
  const { buffer, starts, lengths, others } = pool
  return { bytes: buffer, starts, lengths, others, widest: making.map(({ widest }) => widest) }
}

class Pool extends GrowingBytes {
  readonly starts: Uint32Array
  readonly lengths: Uint8Array
  readonly others: Other[] = []

  constructor(cells: number) {
    super(FIRST_SIZE)
    this.starts = new Uint32Array(cells)
    this.lengths = new Uint8Array(cells)
  }

  write(text: string): Cell {
    const encoded = Buffer.from(text)
    this.ensure(encoded.length)
    this.buffer.set(encoded, this.end)
    const { length } = encoded
    const cell = { start: this.end, length, width: columnsOf(text) }
    this.end += length
    if (length < OTHER && cell.width === length) return cell
    return { start: this.others.push(cell) - 1, length: OTHER, width: cell.width }
  }
}

/** Makes the cells of one column. */
class Making<Row> {
  widest = 0
  private readonly column: Column<Row>
  private readonly pool: Pool
  /** where the column's first cell stands, and how far its next ones are apart */
  private readonly first: number
  private readonly step: number
  private readonly clean: (text: string) => string
  private readonly known = new Map<unknown, Cell>()
  private lastKey: unknown = NO_CELL
  private last: Cell = NO_CELL

  constructor(
    column: Column<Row>,
    pool: Pool,
    first: number,
    step: number,
    clean: (text: string) => string,
  ) {
    this.column = column
    this.pool = pool
    this.first = first
    this.step = step
    this.clean = clean
  }

  fill(rows: readonly Row[], from: number, to: number): void {
    const { column } = this
    if (column.write !== undefined) this.fillWritten(rows, from, to)
    else if (column.same !== undefined) this.fillSame(rows, from, to)
    else if (column.type === 'number' && column.text === undefined) this.fillNumbers(rows, from, to)
    else for (let i = from; i < to; i++) this.putText(rows[i]!, i, cellText(column, rows[i]!))
  }

  /** A column that writes bytes itself. */
  private fillWritten(rows: readonly Row[], from: number, to: number): void {
    const { column, pool } = this
    for (let i = from; i < to; i++) {
      const row = rows[i]!
      pool.ensure(WRITE_ROOM)
      const end = column.write!(row, pool.buffer, pool.end)
      if (end < 0) this.putText(row, i, cellText(column, row))
      else this.putBytes(i, end)
    }
  }

  /** A column that tells by a key which rows have the same text. */
  private fillSame(rows: readonly Row[], from: number, to: number): void {
    const { column } = this
    for (let i = from; i < to; i++) {
      const row = rows[i]!
      const key = column.same!(row)
      if (key === undefined) this.putText(row, i, cellText(column, row))
      else if (key === this.lastKey) this.put(i, this.last)
      else this.putText(row, i, key)
    }
  }

  /** A column whose values are written as they are, most of them a u32. */
  private fillNumbers(rows: readonly Row[], from: number, to: number): void {
    const { column, pool } = this
    for (let i = from; i < to; i++) {
      const row = rows[i]!
      const value = column.value(row)
      if (value === this.lastKey) this.put(i, this.last)
      else if (typeof value === 'number' && value === value >>> 0) {
        pool.ensure(U32_DIGITS)
        const start = pool.end
        this.putBytes(i, writeDecimal(pool.buffer, start, value))
        const length = pool.end - start
        this.lastKey = value
        this.last = { start, length, width: length }
      } else this.putText(row, i, cellText(column, row))
    }
  }

  /** A text, or what stands for it. */
  private putText(row: Row, i: number, key: unknown): void {
    if (key !== this.lastKey) {
      let cell = this.known.get(key)
      if (cell === undefined) {
        const text = typeof key === 'string' ? key : cellText(this.column, row)
        cell = this.pool.write(this.clean(text))
        if (this.known.size < MOST_KNOWN) this.known.set(key, cell)
      }
      this.lastKey = key
      this.last = cell
    }
    this.put(i, this.last)
  }

  /** What has been written behind the end of the pool. */
  private putBytes(i: number, end: number): void {
    const { pool } = this
    const at = this.first + i * this.step
    const length = end - pool.end
    pool.starts[at] = pool.end
    pool.lengths[at] = length
    if (length > this.widest) this.widest = length
    pool.end = end
  }

  private put(i: number, { start, length, width }: Cell): void {
    const { starts, lengths } = this.pool
    const at = this.first + i * this.step
    starts[at] = start
    lengths[at] = length
    if (width > this.widest) this.widest = width
  }
}

const NO_CELL: Cell = { start: 0, length: 0, width: 0 }
