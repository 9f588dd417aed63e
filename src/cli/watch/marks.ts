import { compare, lookOf, type Change, type Look } from '../../query/difference.ts'
import { sortRows } from '../../query/sort.ts'
import type { Column, Table, Tone } from '../../model/table.ts'
import { cellText, shownColumns } from '../../render/cells.ts'
import type { Frame } from '../pipeline.ts'

/** A frame, and what became of its rows since the one before. */
export interface Marked {
  readonly frame: Frame
  /** what the next frame is compared with; null: these rows have no identity */
  readonly look: Look<unknown> | null
  /** those that are gone stand where they stood */
  readonly rows: readonly unknown[]
  readonly changes: ReadonlyMap<unknown, Change>
}

/** Compares a frame with the one before; of a first one nothing is marked. */
export const markedSince = (before: Marked | null, frame: Frame): Marked => {
  const { table, identity } = frame
  if (identity === null) return { frame, look: null, rows: table.rows, changes: new Map() }
  const shown = shownColumns(table)
  const face = (row: unknown): string => shown.map(column => cellText(column, row)).join('\0')
  const look = lookOf(table.rows, identity, face)
  const compared = compare(before?.look ?? look, look)
  const changes = new Map<unknown, Change>()
  for (const { row, change } of compared) if (change !== null) changes.set(row, change)
  return { frame, look, rows: compared.map(({ row }) => row), changes }
}

const SIGNS: { readonly [change in Change]: { readonly sign: string; readonly tone: Tone } } = {
  opened: { sign: '+', tone: 'fresh' },
  changed: { sign: '~', tone: 'warn' },
  closed: { sign: '-', tone: 'dim' },
}

/** Columns that can sort a table by a key. */
export const sortable = ({ table }: Frame): Column<unknown>[] =>
  table.picture === undefined ? shownColumns(table) : []

/** The table of these rows with a sign in front of each that changed, sorted anew where that was asked for. */
export const signed = (
  { frame, look, rows, changes }: Marked,
  by: Column<unknown> | null,
  down: boolean,
): Table<unknown> => {
  const { table } = frame
  const sorted =
    by === null ? (down ? rows.toReversed() : rows) : sortRows(rows, [{ column: by, down }])
  if (look === null) return { ...table, rows: sorted }
  const sign: Column<unknown> = {
    key: 'change',
    header: '',
    align: 'left',
    type: 'text',
    rank: 0,
    help: '',
    value: row => signOf(changes.get(row))?.sign ?? '',
    tone: row => signOf(changes.get(row))?.tone ?? 'plain',
  }
  const faded = table.columns.map(column => ({
    ...column,
    tone: (row: unknown): Tone =>
      changes.get(row) === 'closed' ? 'dim' : (column.tone?.(row) ?? 'plain'),
  }))
  return { ...table, columns: [sign, ...faded], shown: [sign.key, ...table.shown], rows: sorted }
}

const signOf = (change: Change | undefined) => (change === undefined ? undefined : SIGNS[change])
