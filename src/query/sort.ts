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

/** Sorts by each key in turn, unknown and absent values last in either direction; ties keep their order. */
export const sortRows = <Row>(
  rows: readonly Row[],
  keys: readonly SortKey<Row>[],
): readonly Row[] => {
  if (keys.length === 0 || rows.length < 2) return rows
  // a rank is made when a comparison first gets as far as its key: most never do
  const ranks = keys.map(() => Array<Rank | undefined>(rows.length))
  const rankAt = (k: number, i: number): Rank => {
    const known = ranks[k]![i]
    if (known !== undefined) return known
    const made = rankOf(keys[k]!.column, rows[i]!)
    ranks[k]![i] = made
    return made
  }
  const order = rows.map((_, i) => i)
  order.sort((x, y) => {
    for (let k = 0; k < keys.length; k++) {
      const difference = compareRanks(rankAt(k, x), rankAt(k, y), keys[k]!.down)
      if (difference !== 0) return difference
    }
    return 0
  })
  return order.map(i => rows[i]!)
}

const rankOf = <Row>(column: Column<Row>, row: Row): Rank => {
  const rank = column.order === undefined ? atomsOf(column.value(row)) : column.order(row)
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
