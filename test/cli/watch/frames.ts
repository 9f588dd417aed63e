import type { Frame } from '../../../src/cli/pipeline.ts'
import type { Table } from '../../../src/model/table.ts'
import { tableOf, type Row, type Shape } from '../../render/tables.ts'

export const SHAPES: readonly Shape[] = [
  { key: 'name', rank: 0 },
  { key: 'queue', align: 'right', tone: row => (row['queue'] === 0 ? 'plain' : 'warn') },
]

/** A frame of rows `[name, queue]`, which their names tell apart. */
export const frameOf = (
  rows: readonly (readonly [name: string, queue: number | null])[],
  more: Partial<Table<Row>> = {},
  shapes: readonly Shape[] = SHAPES,
): Frame => {
  const made = rows.map(([name, queue]) => ({ name, queue }))
  return {
    table: tableOf(shapes, made, more) as unknown as Table<unknown>,
    notes: [],
    identity: row => (row as Row)['name'] as string,
    loss: false,
  }
}
