import type { Column } from '../model/table.ts'
import { findColumn, listed } from './columns.ts'
import { ALL_UNKNOWN, fillPlaces, type Level } from './places.ts'
import { compareRanks, rankOf } from './rank.ts'

export interface SortKey<Row> {
  readonly column: Column<Row>
  readonly down: boolean
}

/** `--sort -recv_q,pid`: keys in order, `-` sorts down. */
export const parseSort = <Row>(
  list: string,
  columns: readonly Column<Row>[],
  view: string,
): SortKey<Row>[] =>
  listed(list, '--sort').map(name => ({
    column: findColumn(name.replace(/^[-+]/, ''), columns, view),
    down: name.startsWith('-'),
  }))

/**
 * Sorts by each key in turn, unknown and absent values last in either direction; ties keep their order.
 * Most keys are whole numbers, and as many as one number can hold are sorted at once; the others are
 * read only of rows that all before them left tied.
 */
export const sortRows = <Row>(
  rows: readonly Row[],
  keys: readonly SortKey<Row>[],
): readonly Row[] => {
  if (keys.length === 0 || rows.length < 2) return rows
  const levels = keys.flatMap(({ column, down }) =>
    Array.from({ length: column.levels ?? 1 }, (_, level): Level<Row> => ({ column, level, down })),
  )
  const sorted = rows.slice()
  let tied: Tied<Row> = {
    rows,
    places: ascending(rows.length),
    runs: new Float64Array(rows.length),
    count: 1,
  }
  for (let next = 0; next < levels.length && tied.rows.length > 0;) {
    const { packed, taken } = pack(tied, levels, next)
    const order = taken > 0 ? orderOf(packed) : ranked(tied, levels[next]!, packed)
    next += Math.max(1, taken)
    tied = settle(sorted, tied, packed, order)
  }
  return sorted
}

/**
 * Rows that are not told apart yet, in the order in which they came: as such they lie in memory, and to
 * read 100,000 of them in any other order takes three times as long.
 */
interface Tied<Row> {
  readonly rows: readonly Row[]
  /** the places in the list that are theirs, first to last */
  readonly places: Uint32Array
  /** the number of the run with which each row ties, from 0; runs stand in their order */
  readonly runs: Float64Array
  readonly count: number
}

/** So many more ranks than rows leave few ties. */
const PLENTY = 64

/** One number per row that orders as its run and then its next levels in turn do, as many as were taken. */
const pack = <Row>(
  { rows, runs, count }: Tied<Row>,
  levels: readonly Level<Row>[],
  next: number,
): { readonly packed: Float64Array; readonly taken: number } => {
  const packed = runs.slice()
  const places = new Float64Array(rows.length)
  let range = count
  let taken = 0
  let exhausted: Column<Row> | null = null
  for (const level of levels.slice(next)) {
    if (taken > 0 && range > rows.length * PLENTY) break
    const width = level.column === exhausted ? ALL_UNKNOWN : fillPlaces(rows, level, places)
    if (width === ALL_UNKNOWN) {
      exhausted = level.column
      taken++
      continue
    }
    // `orderOf` puts the row's own index behind it
    if (width === null || range * width * rows.length > Number.MAX_SAFE_INTEGER) break
    if (width > 1)
      for (let i = 0; i < packed.length; i++) packed[i] = packed[i]! * width + places[i]!
    range *= width
    taken++
  }
  return { packed, taken }
}

/** The indices of the numbers in ascending order, those of equal ones as they are. */
const orderOf = (packed: Float64Array): Uint32Array => {
  const count = packed.length
  let sorted = true
  for (let i = 1; i < count && sorted; i++) sorted = packed[i - 1]! <= packed[i]!
  if (sorted) return ascending(count)
  // with its index behind it each number is its own, and the engine sorts numbers and asks nobody
  const numbers = new Float64Array(count)
  for (let i = 0; i < count; i++) numbers[i] = packed[i]! * count + i
  numbers.sort()
  const order = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const number = numbers[i]!
    order[i] = number - Math.floor(number / count) * count
  }
  return order
}

/** 0, 1, 2, ...: by a loop, as calling back for each would take longer than the sorting. */
const ascending = (count: number): Uint32Array => {
  const indices = new Uint32Array(count)
  for (let i = 0; i < count; i++) indices[i] = i
  return indices
}

/** The same for one level whose ranks are no whole numbers; `packed` gets numbers for them. */
const ranked = <Row>(
  { rows, runs }: Tied<Row>,
  { column, level, down }: Level<Row>,
  packed: Float64Array,
): Uint32Array => {
  const ranks = rows.map(row => rankOf(column, row, level))
  const compare = (x: number, y: number): number =>
    runs[x]! - runs[y]! || compareRanks(ranks[x]!, ranks[y]!, down)
  const order = Uint32Array.from(ranks.map((_, i) => i).sort(compare))
  let number = 0
  for (let i = 0; i < order.length; i++) {
    if (i > 0 && compare(order[i - 1]!, order[i]!) !== 0) number++
    packed[order[i]!] = number
  }
  return order
}

/** Puts the rows in their order, and returns those that are still tied. */
const settle = <Row>(
  sorted: Row[],
  { rows, places }: Tied<Row>,
  packed: Float64Array,
  order: Uint32Array,
): Tied<Row> => {
  const runs = new Float64Array(rows.length).fill(ALONE)
  const tiedPlaces: number[] = []
  let count = 0
  for (let from = 0, to = 0; from < order.length; from = to) {
    const number = packed[order[from]!]!
    while (to < order.length && packed[order[to]!] === number) {
      sorted[places[to]!] = rows[order[to]!]!
      to++
    }
    if (to - from === 1) continue
    for (let i = from; i < to; i++) {
      tiedPlaces.push(places[i]!)
      runs[order[i]!] = count
    }
    count++
  }
  return { ...gather(rows, runs, tiedPlaces.length), places: new Uint32Array(tiedPlaces), count }
}

/** Of the rows those that tie, `count` of them, and the runs with which they do. */
const gather = <Row>(
  rows: readonly Row[],
  runs: Float64Array,
  count: number,
): Pick<Tied<Row>, 'rows' | 'runs'> => {
  const tied: Row[] = []
  const theirs = new Float64Array(count)
  for (let i = 0; i < rows.length; i++) {
    if (runs[i] === ALONE) continue
    theirs[tied.length] = runs[i]!
    tied.push(rows[i]!)
  }
  return { rows: tied, runs: theirs }
}

/** In place of the number of a run: the row ties with none. */
const ALONE = -1
