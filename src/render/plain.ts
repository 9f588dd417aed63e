import type { Out, Renderer } from '../model/table.ts'
import { shownColumns } from './cells.ts'
import { columnsOf, padTo, printable } from './format.ts'
import { GAP } from './layout.ts'
import { OTHER, poolCells, type Cells } from './pool.ts'

const BETWEEN = ' '.repeat(GAP)
const BLANK = 32
const NEWLINE = 10

/** Bytes per write. */
const CHUNK = 256 * 1024

interface Track {
  readonly header: string
  readonly align: 'left' | 'right'
  readonly width: number
}

/**
 * The columns of the table for pipes: one line per row, never cut, no colour. Columns are parted by
 * two blanks or more, and no field holds two blanks or is empty, so every line has as many fields.
 */
export const renderPlain: Renderer = (table, screen, out) => {
  const columns = shownColumns(table)
  const cells = poolCells(columns, table.rows, field)
  const tracks = columns.map((column, i): Track => {
    const header = screen.header ? column.header : ''
    // padding behind the last column would only be blanks at the end of the line
    const last = i === columns.length - 1 && column.align === 'left'
    const width = last ? 0 : Math.max(cells.widest[i]!, columnsOf(header))
    // blanks before the first field would look like an empty one
    return { header, width, align: i === 0 ? 'left' : column.align }
  })
  if (screen.header) {
    out(`${tracks.map(({ header, width, align }) => padTo(header, width, align)).join(BETWEEN)}\n`)
  }
  writeRows(tracks, cells, table.rows.length, out)
}

const writeRows = (
  tracks: readonly Track[],
  { bytes, starts, lengths, others }: Cells,
  rows: number,
  out: Out,
): void => {
  const widths = tracks.map(({ width }) => width)
  const toRight = tracks.map(({ align }) => align === 'right')
  let chunk: Uint8Array = Buffer.allocUnsafe(CHUNK)
  let end = 0
  for (let row = 0, at = 0; row < rows; row++) {
    for (let i = 0; i < widths.length; i++, at++) {
      let start = starts[at]!
      let length = lengths[at]!
      let width = length
      if (length === OTHER) ({ start, length, width } = others[start]!)
      const gap = Math.max(0, widths[i]! - width)
      const room = GAP + gap + length + 1
      if (chunk.length - end < room) {
        out(chunk.subarray(0, end))
        end = 0
        if (chunk.length < room) chunk = Buffer.allocUnsafe(room)
      }
      const before = (i === 0 ? 0 : GAP) + (toRight[i] ? gap : 0)
      for (const to = end + before; end < to; end++) chunk[end] = BLANK
      end = copy(bytes, start, length, chunk, end)
      if (!toRight[i]) for (const to = end + gap; end < to; end++) chunk[end] = BLANK
    }
    chunk[end++] = NEWLINE
  }
  if (end > 0) out(chunk.subarray(0, end))
}

/** Below this many bytes, a loop is done before a call of the engine would begin. */
const SHORT = 256

const copy = (
  from: Uint8Array,
  start: number,
  length: number,
  into: Uint8Array,
  at: number,
): number => {
  if (length > SHORT) into.set(from.subarray(start, start + length), at)
  else for (let i = 0; i < length; i++) into[at + i] = from[start + i]!
  return at + length
}

/** A cell's text as a field of a line for pipes. */
export const field = (raw: string): string => {
  const text = printable(raw)
  if (text === '') return '-'
  // the first blank of a run stays, so that the words of a command line do
  return text.includes('  ') || text.startsWith(' ') || text.endsWith(' ')
    ? text.replaceAll(/(?<= ) |^ | $/g, '\\u{20}')
    : text
}
