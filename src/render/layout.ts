import type { Column, Table, Tone } from '../model/table.ts'
import { cellTexts, shownColumns } from './cells.ts'
import { columnsOf, cutEnd, cutMiddle, fillLines } from './format.ts'

/** One printed line: the text and tone of each column; '' where an earlier line of the row said it. */
export interface Line {
  readonly texts: readonly string[]
  readonly tones: readonly Tone[]
  /** a line of its own under a row, across all columns */
  readonly below: string | null
}

export interface Grid {
  readonly headers: readonly string[]
  readonly aligns: readonly ('left' | 'right')[]
  readonly widths: readonly number[]
  readonly lines: readonly Line[]
}

export const GAP = 2
/** An address keeps its beginning and its port in this many columns. */
const LEAST_CUT = 15
/** Addresses are cut to this before columns of weight go: every IPv4 address and port fits. */
const FAIR_CUT = '255.255.255.255:65535'.length
/** What the last column should have: a comm (at most 15 characters), and a command line where that is cheap. */
const LEAST_LAST = 10
const COMM_LAST = 15
const FAIR_LAST = 32
/** Columns below this rank go before an address is cut. */
const LIGHT = 4
const HEAVY = 7

interface Track<Row> {
  readonly column: Column<Row>
  header: string
  /** what the widest cell takes */
  readonly cells: number
  /** what the widest cell or the header takes */
  natural: number
  width: number
  /** every cell is empty, unknown or zero: the first to go where room is short */
  readonly quiet: boolean
  /** some cells are empty: says less than a full one */
  readonly sparse: boolean
  /** asked for by name: goes only where not even cut text fits */
  readonly asked: boolean
}

/**
 * Lays a table out for a terminal of `width` columns (null: no limit) so that no line is wider. The
 * last column, the command line, takes what the others leave.
 */
export const layOut = <Row>(table: Table<Row>, width: number | null, header: boolean): Grid => {
  const columns = shownColumns(table)
  const below = columns.filter(column => column.below)
  let tracks = columns
    .filter(column => !column.below)
    .filter(({ key, from = 0 }) => width === null || width >= from || table.asked.includes(key))
    .map(column => measure(column, table, header))
  if (width !== null) tracks = fit(tracks, width)
  return {
    headers: tracks.map(track => cutEnd(track.header, track.width)),
    aligns: tracks.map(({ column }) => column.align),
    widths: tracks.map(track => track.width),
    lines: table.rows.flatMap(row => [
      ...linesOf(row, tracks),
      ...below.flatMap(column => belowLines(column, row, width)),
    ]),
  }
}

const measure = <Row>(column: Column<Row>, table: Table<Row>, header: boolean): Track<Row> => {
  let cells = 1
  let quiet = true
  let sparse = false
  for (const row of table.rows) {
    for (const text of cellTexts(column, row)) {
      cells = Math.max(cells, columnsOf(text))
      sparse ||= text === ''
      quiet &&= text === '' || text === '?' || text === '0' || text === '-'
    }
  }
  const width = header ? Math.max(cells, columnsOf(column.header)) : cells
  const asked = table.asked.includes(column.key)
  return { column, header: column.header, cells, natural: width, width, quiet, sparse, asked }
}

/**
 * Makes room step by step, least loss first, and stops as soon as all fits: columns that say nothing
 * go, then light ones; addresses lose their middle; heavier columns go; only then an address.
 */
const fit = <Row>(all: readonly Track<Row>[], width: number): Track<Row>[] => {
  let tracks = [...all]
  const last = tracks.at(-1)
  if (last === undefined) return tracks
  // only text may be cut: a number without its last digits is another number
  const elastic = last.column.align === 'left' && last.column.cut === undefined
  const over = (room: number): boolean => {
    const spare = elastic ? Math.max(0, last.width - room) : 0
    return tracks.reduce((sum, track) => sum + track.width + GAP, -spare - GAP) > width
  }
  const drop = (room: number, which: (track: Track<Row>) => boolean): void => {
    while (over(room)) {
      const worst = tracks
        .filter(track => track.column.rank > 0 && !(elastic && track === last) && which(track))
        .sort(leastLoss)[0]
      if (worst === undefined || tracks.length === 1) return
      tracks = tracks.filter(track => track !== worst)
    }
  }
  const shrink = (room: number, to: number): void => {
    const cuttable = tracks.filter(({ column }) => column.cut !== undefined)
    while (over(room)) {
      const widest = cuttable.sort((x, y) => y.width - x.width)[0]
      if (widest === undefined || widest.width <= to) return
      widest.width--
    }
  }

  if (over(COMM_LAST)) tracks.forEach(narrowHeader)
  drop(FAIR_LAST, track => track.quiet && !track.asked)
  drop(COMM_LAST, track => track.column.rank < LIGHT && !track.asked)
  shrink(COMM_LAST, FAIR_CUT)
  drop(COMM_LAST, track => track.column.rank < HEAVY && !track.asked)
  shrink(LEAST_LAST, LEAST_CUT)
  drop(1, () => true)
  for (const track of tracks) track.width = track.natural
  shrink(COMM_LAST, FAIR_CUT)
  shrink(LEAST_LAST, LEAST_CUT)
  squeezeLast(tracks, width)
  return tracks
}

/** Which of two columns goes first. */
const leastLoss = <Row>(x: Track<Row>, y: Track<Row>): number =>
  Number(x.asked) - Number(y.asked) ||
  Number(y.sparse) - Number(x.sparse) ||
  x.column.rank - y.column.rank

const narrowHeader = <Row>(track: Track<Row>): void => {
  const { narrow } = track.column
  if (narrow === undefined || track.width === track.cells) return
  track.header = narrow
  track.natural = Math.max(track.cells, columnsOf(narrow))
  track.width = track.natural
}

/** The last column takes what the others leave, never more than it needs. */
const squeezeLast = <Row>(tracks: readonly Track<Row>[], width: number): void => {
  const last = tracks.at(-1)!
  const others = tracks.slice(0, -1).reduce((sum, track) => sum + track.width + GAP, 0)
  last.width = Math.max(0, Math.min(last.width, width - others))
}

const linesOf = <Row>(row: Row, tracks: readonly Track<Row>[]): Line[] => {
  const cells = tracks.map(({ column, width }) =>
    cellTexts(column, row).map((text, i) => fitText(column, row, i, text, width)),
  )
  const tones = tracks.map(({ column }) => column.tone?.(row) ?? 'plain')
  const height = Math.max(1, ...cells.map(cell => cell.length))
  return Array.from({ length: height }, (_, i) => ({
    texts: cells.map(cell => cell[i] ?? ''),
    tones,
    below: null,
  }))
}

const fitText = <Row>(
  column: Column<Row>,
  row: Row,
  index: number,
  text: string,
  width: number,
): string => {
  if (columnsOf(text) <= width) return text
  if (column.cut === 'middle') return cutMiddle(text, width)
  return cutEnd(column.brief ? cellTexts(column, row, width)[index]! : text, width)
}

const INDENT = '    '

/** Items stay whole as long as they fit; where one does not, it is cut. */
const belowLines = <Row>(column: Column<Row>, row: Row, width: number | null): Line[] => {
  const text = cellTexts(column, row).join(', ')
  if (text === '' || text === '?') return []
  const room = width === null ? Infinity : Math.max(1, width - INDENT.length)
  return fillLines(text.split(/(?<=,) /), room).map(line => ({
    texts: [],
    tones: [],
    below: INDENT + cutEnd(line, room),
  }))
}
