import type { Column, Value } from '../model/table.ts'
import { findColumn, listed } from './columns.ts'

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

type Atom = number | bigint | string
/** null: unknown, absent or an empty list */
type Rank = Atom | readonly Atom[] | null

/**
 * Sorts by each key in turn, unknown and absent values last in either direction; ties keep their order.
 * A key is read only of rows that all keys before it left tied, and most keys are whole numbers, which
 * sort as such.
 */
export const sortRows = <Row>(
  rows: readonly Row[],
  keys: readonly SortKey<Row>[],
): readonly Row[] => {
  if (keys.length === 0 || rows.length < 2) return rows
  const work: Work = {
    order: Uint32Array.from(rows, (_, i) => i),
    before: new Uint32Array(rows.length),
    numbers: new Float64Array(rows.length),
  }
  // bounds of the runs of rows that are still tied: from, to, from, to, ...
  let runs = [0, rows.length]
  for (const { column, down } of keys) {
    for (let level = 0; level < (column.levels ?? 1) && runs.length > 0; level++) {
      const tied: number[] = []
      for (let i = 0; i < runs.length; i += 2) {
        const from = runs[i]!
        const to = runs[i + 1]!
        const rank = (at: number): Rank => rankOf(column, rows[work.order[at]!]!, level)
        if (!sortNumbers(work, from, to, rank, down, tied))
          sortRanks(work, from, to, rank, down, tied)
      }
      runs = tied
    }
  }
  return Array.from(work.order, i => rows[i]!)
}

/** Serves one sort. */
interface Work {
  /** indices of the rows, in the order so far */
  readonly order: Uint32Array
  readonly before: Uint32Array
  readonly numbers: Float64Array
}

type RankAt = (at: number) => Rank

/**
 * Sorts a run whose ranks are whole numbers, and adds what stays tied to `tied`; false where they are
 * not. Rank and place make one number, so that the engine sorts numbers and asks nobody.
 */
const sortNumbers = (
  { order, before, numbers }: Work,
  from: number,
  to: number,
  rank: RankAt,
  down: boolean,
  tied: number[],
): boolean => {
  const count = to - from
  let least = Infinity
  let most = -Infinity
  let unknowns = 0
  for (let i = 0; i < count; i++) {
    const value = rank(from + i)
    if (value === null) unknowns++
    else if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false
    else {
      if (value < least) least = value
      if (value > most) most = value
    }
    numbers[i] = value ?? NaN
  }
  if (unknowns === count || (unknowns === 0 && least === most)) {
    tied.push(from, to)
    return true
  }
  const last = most - least + 1
  if ((last + 1) * count > Number.MAX_SAFE_INTEGER) return false
  let sorted = true
  for (let i = 0; i < count; i++) {
    const value = numbers[i]!
    const place = value !== value ? last : down ? most - value : value - least
    numbers[i] = place * count + i
    sorted &&= i === 0 || numbers[i - 1]! < numbers[i]!
  }
  if (!sorted) reorder(order, before, numbers, from, count)
  tell(numbers, from, count, tied)
  return true
}

const reorder = (
  order: Uint32Array,
  before: Uint32Array,
  numbers: Float64Array,
  from: number,
  count: number,
): void => {
  numbers.subarray(0, count).sort()
  for (let i = 0; i < count; i++) before[i] = order[from + i]!
  for (let i = 0; i < count; i++) {
    const number = numbers[i]!
    order[from + i] = before[number - Math.floor(number / count) * count]!
  }
}

/** Adds the runs of equal ranks. */
const tell = (numbers: Float64Array, from: number, count: number, tied: number[]): void => {
  let start = 0
  let last = Math.floor(numbers[0]! / count)
  for (let i = 1; i < count; i++) {
    const place = Math.floor(numbers[i]! / count)
    if (place === last) continue
    if (i - start > 1) tied.push(from + start, from + i)
    start = i
    last = place
  }
  if (count - start > 1) tied.push(from + start, from + count)
}

/** The same for ranks of any kind. */
const sortRanks = (
  { order }: Work,
  from: number,
  to: number,
  rank: RankAt,
  down: boolean,
  tied: number[],
): void => {
  const before = order.slice(from, to)
  const ranks = Array.from(before, (_, i) => rank(from + i))
  const places = ranks.map((_, i) => i)
  places.sort((x, y) => compareRanks(ranks[x]!, ranks[y]!, down))
  let start = from
  for (const [i, place] of places.entries()) {
    order[from + i] = before[place]!
    if (i > 0 && compareRanks(ranks[places[i - 1]!]!, ranks[place]!, down) === 0) continue
    if (from + i - start > 1) tied.push(start, from + i)
    start = from + i
  }
  if (to - start > 1) tied.push(start, to)
}

const rankOf = <Row>(column: Column<Row>, row: Row, level: number): Rank => {
  const rank = column.order === undefined ? atomsOf(column.value(row)) : column.order(row, level)
  if (rank === null || typeof rank !== 'object') return rank
  if (rank.length === 0) return null
  return rank.length === 1 ? rank[0]! : rank
}

const atomsOf = (value: Value | undefined): readonly Atom[] => {
  if (value === undefined || value === null) return []
  if (typeof value === 'boolean') return [value ? 1 : 0]
  if (typeof value !== 'object') return [value]
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(atomsOf)
}

const compareRanks = (x: Rank, y: Rank, down: boolean): number => {
  if (x === y) return 0
  if (x === null || y === null) return x === null ? 1 : -1
  if (typeof x !== 'object' && typeof y !== 'object') return x < y !== down ? -1 : 1
  const [one, other] = [typeof x === 'object' ? x : [x], typeof y === 'object' ? y : [y]]
  for (let i = 0; i < one.length && i < other.length; i++) {
    const a = one[i]!
    const b = other[i]!
    if (a !== b) return a < b !== down ? -1 : 1
  }
  return (one.length - other.length) * (down ? -1 : 1)
}
