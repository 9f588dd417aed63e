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
type Rank = readonly Atom[]

/** Sorts by each key in turn, unknown and absent values last in either direction; ties keep their order. */
export const sortRows = <Row>(
  rows: readonly Row[],
  keys: readonly SortKey<Row>[],
): readonly Row[] => {
  if (keys.length === 0 || rows.length < 2) return rows
  const ranked = rows.map(row => ({ row, ranks: keys.map(({ column }) => rankOf(column, row)) }))
  ranked.sort((x, y) => {
    for (const [i, { down }] of keys.entries()) {
      const order = compareRanks(x.ranks[i]!, y.ranks[i]!, down)
      if (order !== 0) return order
    }
    return 0
  })
  return ranked.map(({ row }) => row)
}

const rankOf = <Row>(column: Column<Row>, row: Row): Rank => {
  const order = column.order?.(row)
  return order ?? atoms(column.value(row))
}

const atoms = (value: Value | undefined): Rank => {
  if (value === undefined || value === null) return []
  if (typeof value === 'boolean') return [value ? 1 : 0]
  if (typeof value !== 'object') return [value]
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(atoms)
}

const compareRanks = (x: Rank, y: Rank, down: boolean): number => {
  if (x.length === 0 || y.length === 0) return Number(x.length === 0) - Number(y.length === 0)
  for (let i = 0; i < x.length && i < y.length; i++) {
    const a = x[i]!
    const b = y[i]!
    if (a !== b) return a < b !== down ? -1 : 1
  }
  return (x.length - y.length) * (down ? -1 : 1)
}
