import { U32_DIGITS, writeDecimal } from '../base/ascii.ts'
import type { Column } from '../model/table.ts'
import { cellText } from './cells.ts'
import { columnsOf } from './format.ts'

/** The cells of a table: row by row, column by column, the words of CELL each. */
export interface Cells {
  /** the pool */
  readonly bytes: Uint8Array
  readonly words: Uint32Array
  /** the widest cell of each column */
  readonly widest: readonly number[]
}

/** Where in the pool a cell's bytes stand, how many they are, and the terminal columns they take. */
export const CELL = { start: 0, length: 1, width: 2, words: 3 } as const

interface Cell {
  readonly start: number
  readonly length: number
  readonly width: number
}

const FIRST_SIZE = 1024 * 1024
/** What a column may write by itself, model/table.ts. */
const WRITE_ROOM = 64
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
  const pool = new Pool()
  const step = columns.length * CELL.words
  const words = new Uint32Array(rows.length * step)
  const making = columns.map((column, i) => new Making(column, words, i * CELL.words, step, clean))
  for (let from = 0; from < rows.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows.length)
    for (const made of making) made.fill(pool, rows, from, to)
  }
  return { bytes: pool.bytes, words, widest: making.map(({ widest }) => widest) }
}

class Pool {
  bytes: Uint8Array = Buffer.allocUnsafe(FIRST_SIZE)
  end = 0

  ensure(room: number): void {
    if (this.bytes.length - this.end >= room) return
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.end + room))
    larger.set(this.bytes.subarray(0, this.end))
    this.bytes = larger
  }

  write(text: string): Cell {
    const encoded = Buffer.from(text)
    this.ensure(encoded.length)
    this.bytes.set(encoded, this.end)
    const cell = { start: this.end, length: encoded.length, width: columnsOf(text) }
    this.end += encoded.length
    return cell
  }
}

/** Makes the cells of one column. */
class Making<Row> {
  widest = 0
  private readonly column: Column<Row>
  private readonly words: Uint32Array
  /** where the column's first cell stands, and how far its next ones are apart */
  private readonly first: number
  private readonly step: number
  private readonly clean: (text: string) => string
  private readonly known = new Map<unknown, Cell>()
  private lastKey: unknown = NO_CELL
  private last: Cell = NO_CELL

  constructor(
    column: Column<Row>,
    words: Uint32Array,
    first: number,
    step: number,
    clean: (text: string) => string,
  ) {
    this.column = column
    this.words = words
    this.first = first
    this.step = step
    this.clean = clean
  }

  fill(pool: Pool, rows: readonly Row[], from: number, to: number): void {
    const { column } = this
    if (column.write !== undefined) this.fillWritten(pool, rows, from, to)
    else if (column.same !== undefined) this.fillSame(pool, rows, from, to)
    else if (column.type === 'number' && column.text === undefined)
      this.fillNumbers(pool, rows, from, to)
    else for (let i = from; i < to; i++) this.putText(pool, rows[i]!, i, cellText(column, rows[i]!))
  }

  /** A column that writes bytes itself. */
  private fillWritten(pool: Pool, rows: readonly Row[], from: number, to: number): void {
    const { column } = this
    for (let i = from; i < to; i++) {
      const row = rows[i]!
      pool.ensure(WRITE_ROOM)
      const end = column.write!(row, pool.bytes, pool.end)
      if (end < 0) this.putText(pool, row, i, cellText(column, row))
      else this.putBytes(pool, i, end)
    }
  }

  /** A column that tells by a key which rows have the same text. */
  private fillSame(pool: Pool, rows: readonly Row[], from: number, to: number): void {
    const { column } = this
    for (let i = from; i < to; i++) {
      const row = rows[i]!
      const key = column.same!(row)
      if (key === undefined) this.putText(pool, row, i, cellText(column, row))
      else if (key === this.lastKey) this.put(i, this.last)
      else this.putText(pool, row, i, key)
    }
  }

  /** A column whose values are written as they are, most of them a u32. */
  private fillNumbers(pool: Pool, rows: readonly Row[], from: number, to: number): void {
    const { column } = this
    for (let i = from; i < to; i++) {
      const row = rows[i]!
      const value = column.value(row)
      if (value === this.lastKey) this.put(i, this.last)
      else if (typeof value === 'number' && value === value >>> 0) {
        pool.ensure(U32_DIGITS)
        const start = pool.end
        this.putBytes(pool, i, writeDecimal(pool.bytes, start, value))
        const length = pool.end - start
        this.lastKey = value
        this.last = { start, length, width: length }
      } else this.putText(pool, row, i, cellText(column, row))
    }
  }

  /** A text, or what stands for it. */
  private putText(pool: Pool, row: Row, i: number, key: unknown): void {
    if (key !== this.lastKey) {
      let cell = this.known.get(key)
      if (cell === undefined) {
        const text = typeof key === 'string' ? key : cellText(this.column, row)
        cell = pool.write(this.clean(text))
        if (this.known.size < MOST_KNOWN) this.known.set(key, cell)
      }
      this.lastKey = key
      this.last = cell
    }
    this.put(i, this.last)
  }

  /** What has been written behind the end of the pool. */
  private putBytes(pool: Pool, i: number, end: number): void {
    const { words } = this
    const at = this.first + i * this.step
    const length = end - pool.end
    words[at] = pool.end
    words[at + CELL.length] = length
    words[at + CELL.width] = length
    if (length > this.widest) this.widest = length
    pool.end = end
  }

  private put(i: number, { start, length, width }: Cell): void {
    const { words } = this
    const at = this.first + i * this.step
    words[at] = start
    words[at + CELL.length] = length
    words[at + CELL.width] = width
    if (width > this.widest) this.widest = width
  }
}

const NO_CELL: Cell = { start: 0, length: 0, width: 0 }
