import type { Renderer, Table } from '../model/table.ts'

const KEY = 'owners.pid'

/** What `--pids` needs of a table. */
export const PID_COLUMNS = KEY

/** The owning pids in a table, each once, the lowest first. */
export const pidsIn = <Row>({ columns, rows }: Table<Row>): number[] => {
  const column = columns.find(({ key }) => key === KEY)!
  const pids = new Set<number>()
  for (const row of rows) {
    const value = column.value(row)
    if (Array.isArray(value)) for (const pid of value) pids.add(Number(pid))
  }
  return [...pids].sort((x, y) => x - y)
}

/** Writes them, a line each. */
export const pidsUpTo =
  (limit: number | null): Renderer =>
  (table, _, out) => {
    for (const pid of pidsIn(table).slice(0, limit ?? Infinity)) out(`${pid}\n`)
  }
