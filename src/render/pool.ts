import { U32_DIGITS, writeDecimal } from '../base/ascii.ts'
import type { Column } from '../model/table.ts'
import { cellText } from './cells.ts'
import { columnsOf } from './format.ts'

/** Where in the pool the bytes of each row's cell stand, and the terminal columns they take. */
export interface Cells {
  readonly starts: Uint32Array
  readonly lengths: Uint32Array
  readonly widths: Uint32Array
  /** the widest cell */
  widest: number
}

interface Cell {
  readonly start: number
  readonly length: number
  readonly width: number
}

const FIRST_SIZE = 1024 * 1024
/** Room for what a column may write by itself. */
export const WRITE_ROOM = 64
/** Of each column, texts that are written once however often they come. */
const MOST_KNOWN = 2000

/** The texts of a table as bytes, one behind the other, a repeated one only once. */
export class Pool {
  bytes: Uint8Array = Buffer.allocUnsafe(FIRST_SIZE)
  private end = 0

  /** All cells of a column. `clean` makes a text fit to print. */
  add<Row>(column: Column<Row>, rows: readonly Row[], clean: (text: string) => string): Cells {
    const cells = {
      starts: new Uint32Array(rows.length),
      lengths: new Uint32Array(rows.length),
      widths: new Uint32Array(rows.length),
      widest: 0,
    }
    const known = new Map<unknown, Cell>()
    let lastKey: unknown
    let last: Cell | undefined
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      if (this.writeOwn(column, row, cells, i)) continue
      const same = column.same?.(row)
      const key = same === undefined ? cellText(column, row) : same
      if (last === undefined || key !== lastKey) {
        last = known.get(key)
        if (last === undefined) {
          const text = typeof key === 'string' && same === undefined ? key : cellText(column, row)
          last = this.write(clean(text))
          if (known.size < MOST_KNOWN) known.set(key, last)
        }
        lastKey = key
      }
      cells.starts[i] = last.start
      cells.lengths[i] = last.length
      cells.widths[i] = last.width
      if (last.width > cells.widest) cells.widest = last.width
    }
    return cells
  }

  /** A cell that needs no string: the column writes bytes, or the value is a u32. */
  private writeOwn<Row>(column: Column<Row>, row: Row, cells: Cells, i: number): boolean {
    let end = -1
    if (column.write !== undefined) {
      this.ensure(WRITE_ROOM)
      end = column.write(row, this.bytes, this.end)
    } else if (column.type === 'number' && column.text === undefined) {
      const value = column.value(row)
      if (typeof value === 'number' && value >= 0 && value <= 0xffffffff && value % 1 === 0) {
        this.ensure(U32_DIGITS)
        end = writeDecimal(this.bytes, this.end, value)
      }
    }
    if (end < 0) return false
    const length = end - this.end
    cells.starts[i] = this.end
    cells.lengths[i] = length
    cells.widths[i] = length
    if (length > cells.widest) cells.widest = length
    this.end = end
    return true
  }

  private write(text: string): Cell {
    const encoded = Buffer.from(text)
    this.ensure(encoded.length)
    this.bytes.set(encoded, this.end)
    const cell = { start: this.end, length: encoded.length, width: columnsOf(text) }
    this.end += encoded.length
    return cell
  }

  private ensure(room: number): void {
    if (this.bytes.length - this.end >= room) return
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.end + room))
    larger.set(this.bytes.subarray(0, this.end))
    this.bytes = larger
  }
}
