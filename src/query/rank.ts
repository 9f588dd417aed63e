import type { Column, Value } from '../model/table.ts'

type Atom = number | bigint | string
/** null: unknown, absent or an empty list */
export type Rank = Atom | readonly Atom[] | null

/** What orders a row among the others, in the `level`th turn of the column. */
export const rankOf = <Row>(column: Column<Row>, row: Row, level: number): Rank => {
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

/** Unknown ranks last, in either direction. */
export const compareRanks = (x: Rank, y: Rank, down: boolean): number => {
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
