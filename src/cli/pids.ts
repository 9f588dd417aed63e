import type { Table } from '../model/table.ts'

const KEY = 'owners.pid'

/** What `--pids` needs of a table. */
export const PID_COLUMNS = KEY

/** The owning pids in a table, each once, the lowest first. */
export const pidsIn = ({ columns, rows }: Table<unknown>): number[] => {
  const column = columns.find(({ key }) => key === KEY)!
  const pids = new Set<number>()
  for (const row of rows) {
    const value = column.value(row)
    if (Array.isArray(value)) for (const pid of value) pids.add(Number(pid))
  }
  return [...pids].sort((x, y) => x - y)
}
