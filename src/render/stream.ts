import type { Column, Screen } from '../model/table.ts'
import { cellText, cellTexts } from './cells.ts'
import { columnsOf, cutEnd, cutMiddle, padTo } from './format.ts'
import { GAP } from './layout.ts'
import { brushOf, type Paint } from './paint.ts'
import { field } from './plain.ts'

const BETWEEN = ' '.repeat(GAP)
/** What the last column gets at least; it is cut to what is left. */
const LEAST_LAST = 8
/** Widths are those of the last so many rows, and up to as many before them. */
const MEMORY = 50

interface Cell {
  readonly text: string
  readonly paint: Paint
}

/**
 * Rows that come one by one, as lines. A column is as wide as what it held lately; what then does not
 * fit a terminal is left out, the lowest rank first, and whenever that changes the header is said again.
 * `plain` is for pipes: every column, never cut, no field empty.
 */
export const streamOf = <Row>(
  columns: readonly Column<Row>[],
  screen: Screen,
  plain: boolean,
): ((row: Row) => string) => {
  const { tones, header } = brushOf(screen.color)
  const width = plain ? null : screen.width
  const remember = widthMemory(columns.map(column => columnsOf(column.header)))
  let shown = ''
  return row => {
    const texts = columns.map(column => textOf(column, row, plain))
    const widths = remember(texts.map(columnsOf))
    const kept = fit(columns, widths, width)
    const draw = (cellOf: (i: number, room: number) => Cell): string =>
      drawLine(columns, widths, kept, width, cellOf)
    const line = draw((i, room) => ({
      text: columnsOf(texts[i]!) <= room ? texts[i]! : textOf(columns[i]!, row, plain, room),
      paint: tones[columns[i]!.tone?.(row) ?? 'plain'],
    }))
    const same = shown === kept.join()
    shown = kept.join()
    if (same || !screen.header) return line
    return draw(i => ({ text: columns[i]!.header, paint: header })) + line
  }
}

const textOf = <Row>(column: Column<Row>, row: Row, plain: boolean, room?: number): string =>
  plain ? field(cellText(column, row)) : cellTexts(column, row, room).join(',')

/** How wide the columns are by now; one unusual row is not remembered for ever. */
const widthMemory = (least: readonly number[]): ((row: readonly number[]) => number[]) => {
  let before = least
  let lately = [...least]
  let rows = 0
  return row => {
    if (rows++ % MEMORY === 0) [before, lately] = [lately, [...least]]
    lately = lately.map((width, i) => Math.max(width, row[i]!))
    return lately.map((width, i) => Math.max(width, before[i]!))
  }
}

/** Which columns fit, by index; those of rank 0 stay in any case. */
const fit = <Row>(
  columns: readonly Column<Row>[],
  widths: readonly number[],
  width: number | null,
): number[] => {
  const kept = columns.map((_, i) => i)
  if (width === null) return kept
  const total = (): number => {
    const last = kept.at(-1)!
    const others = kept.slice(0, -1).reduce((sum, i) => sum + widths[i]! + GAP, 0)
    return others + Math.min(LEAST_LAST, widths[last]!)
  }
  while (total() > width) {
    const ranked = kept.filter(i => columns[i]!.rank > 0)
    if (ranked.length === 0) break
    const lowest = ranked.reduce((x, y) => (columns[y]!.rank <= columns[x]!.rank ? y : x))
    kept.splice(kept.indexOf(lowest), 1)
  }
  return kept
}

const drawLine = <Row>(
  columns: readonly Column<Row>[],
  widths: readonly number[],
  kept: readonly number[],
  width: number | null,
  cellOf: (i: number, room: number) => Cell,
): string => {
  let left = width ?? Infinity
  const parts = kept.map((i, nth) => {
    const { cut, align } = columns[i]!
    const { text, paint } = cellOf(i, left)
    const fitting = (cut === 'middle' ? cutMiddle : cutEnd)(text, left)
    // blanks at the end of a line would only be blanks
    const last = nth === kept.length - 1 && align === 'left'
    const padded = padTo(fitting, last ? 0 : Math.min(widths[i]!, left), align)
    left = Math.max(0, left - columnsOf(padded) - GAP)
    return paint(padded)
  })
  return `${parts.join(BETWEEN).trimEnd()}\n`
}
