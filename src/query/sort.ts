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
    ranks: [],
    down: false,
  }
  // bounds of the runs of rows that are still tied: from, to, from, to, ...
  let runs = [0, rows.length]
  for (const { column, down } of keys) {
    work.down = down
    for (let level = 0; level < (column.levels ?? 1) && runs.length > 0; level++) {
      const tied: number[] = []
      for (let i = 0; i < runs.length; i += 2) {
        const from = runs[i]!
        const to = runs[i + 1]!
        work.ranks.length = 0
        for (let at = from; at < to; at++) {
          work.ranks.push(rankOf(column, rows[work.order[at]!]!, level))
        }
        if (!sortNumbers(work, from, to, tied)) sortRanks(work, from, to, tied)
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
  /** of the run in hand */
  readonly ranks: Rank[]
  down: boolean
}

/**
 * Sorts a run whose ranks are whole numbers, and adds what stays tied to `tied`; false where they are
 * not. Rank and place make one number, so that the engine sorts numbers and asks nobody.
 */
const sortNumbers = (work: Work, from: number, to: number, tied: number[]): boolean => {
  const { order, before, ranks, down } = work
  const count = to - from
  let least = Infinity
  let most = -Infinity
  for (const rank of ranks) {
    if (rank === null) continue
    if (typeof rank !== 'number' || !Number.isSafeInteger(rank)) return false
    if (rank < least) least = rank
    if (rank > most) most = rank
  }
  if (most === least && !ranks.includes(null)) {
    tied.push(from, to)
    return true
  }
  if ((most - least + 2) * count > Number.MAX_SAFE_INTEGER) return false
  const unknown = most === -Infinity ? 0 : most - least + 1
  const numbers = work.numbers.subarray(0, count)
  let sorted = true
  for (let i = 0; i < count; i++) {
    const rank = ranks[i]!
    const place =
      rank === null ? unknown : down ? most - (rank as number) : (rank as number) - least
    numbers[i] = place * count + i
    sorted &&= i === 0 || numbers[i - 1]! < numbers[i]!
    before[i] = order[from + i]!
  }
  if (!sorted) numbers.sort()
  let start = from
  let last = -1
  for (let i = 0; i < count; i++) {
    const place = Math.floor(numbers[i]! / count)
    order[from + i] = before[numbers[i]! - place * count]!
    if (place === last) continue
    if (from + i - start > 1) tied.push(start, from + i)
    start = from + i
    last = place
  }
  if (to - start > 1) tied.push(start, to)
  return true
}

/** The same for ranks of any kind. */
const sortRanks = (work: Work, from: number, to: number, tied: number[]): void => {
  const { order, ranks, down } = work
  const before = order.slice(from, to)
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
