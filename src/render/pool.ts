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

/** What is known of a column while its cells are made. */
interface Making<Row> {
  readonly column: Column<Row>
  readonly cells: Cells
  /** the value is written as it is */
  readonly bare: boolean
  readonly known: Map<unknown, Cell>
  lastKey: unknown
  last: Cell | null
}

const FIRST_SIZE = 1024 * 1024
/** What a column may write by itself, model/table.ts. */
const WRITE_ROOM = 64
/** Of each column, texts that are written once however often they come. */
const MOST_KNOWN = 2000

/**
 * The cells of a table as bytes, one behind the other, a repeated text only once. `clean` makes a text
 * fit to print. Row by row, not column by column: so the engine meets every column's functions at
 * once, and does not optimise for each in turn what it then has to throw away.
 */
export const poolCells = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  clean: (text: string) => string,
): { readonly bytes: Uint8Array; readonly cells: readonly Cells[] } => {
  const pool = new Pool()
  const making = columns.map(column => makingOf(column, rows.length))
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    for (const made of making) {
      if (!writeOwn(pool, made, row, i)) writeText(pool, made, row, i, clean)
    }
  }
  return { bytes: pool.bytes, cells: making.map(({ cells }) => cells) }
}

const makingOf = <Row>(column: Column<Row>, rows: number): Making<Row> => ({
  column,
  cells: {
    starts: new Uint32Array(rows),
    lengths: new Uint32Array(rows),
    widths: new Uint32Array(rows),
    widest: 0,
  },
  bare: column.type === 'number' && column.text === undefined,
  known: new Map(),
  lastKey: undefined,
  last: null,
})

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

/** A cell that needs no string: the column writes bytes, or the value is a u32. */
const writeOwn = <Row>(
  pool: Pool,
  { column, cells, bare }: Making<Row>,
  row: Row,
  i: number,
): boolean => {
  let end = -1
  if (column.write !== undefined) {
    pool.ensure(WRITE_ROOM)
    end = column.write(row, pool.bytes, pool.end)
  } else if (bare) {
    const value = column.value(row)
    if (typeof value === 'number' && value >= 0 && value === value >>> 0) {
      pool.ensure(U32_DIGITS)
      end = writeDecimal(pool.bytes, pool.end, value)
    }
  }
  if (end < 0) return false
  const length = end - pool.end
  put(cells, i, pool.end, length, length)
  pool.end = end
  return true
}

const writeText = <Row>(
  pool: Pool,
  made: Making<Row>,
  row: Row,
  i: number,
  clean: (text: string) => string,
): void => {
  const { column, known } = made
  const same = column.same?.(row)
  const key = same === undefined ? cellText(column, row) : same
  let cell = key === made.lastKey ? made.last : (known.get(key) ?? null)
  if (cell === null) {
    cell = pool.write(clean(typeof key === 'string' ? key : cellText(column, row)))
    if (known.size < MOST_KNOWN) known.set(key, cell)
  }
  made.lastKey = key
  made.last = cell
  put(made.cells, i, cell.start, cell.length, cell.width)
}

const put = (cells: Cells, i: number, start: number, length: number, width: number): void => {
  cells.starts[i] = start
  cells.lengths[i] = length
  cells.widths[i] = width
  if (width > cells.widest) cells.widest = width
}
