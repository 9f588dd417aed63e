import { UsageError } from '../base/errors.ts'
import { didYouMean } from '../base/nearest.ts'
import type { Column } from '../model/table.ts'

/** The column a user names by its key or its short name; a wrong name gets the nearest right one. */
export const findColumn = <Row>(
  name: string,
  columns: readonly Column<Row>[],
  view: string,
): Column<Row> => {
  const wanted = name.toLowerCase()
  const column = columns.find(({ key, short }) => key === wanted || short === wanted)
  if (column !== undefined) return column
  const guess = didYouMean(name, columnNames(columns))
  const all = `; columns: ${columns.map(({ key }) => key).join(' ')}`
  throw new UsageError(`no column "${name}" in ${view}${guess || all}`)
}

export const columnNames = <Row>(columns: readonly Column<Row>[]): string[] =>
  columns.flatMap(({ key, short }) => (short === undefined ? [key] : [short, key]))

/** The keys in a comma-separated list of column names. */
export const findKeys = <Row>(
  list: string,
  columns: readonly Column<Row>[],
  view: string,
  option: string,
): string[] => listed(list, option).map(name => findColumn(name, columns, view).key)

/** The words of a comma-separated list, at least one. */
export const listed = (list: string, option: string): string[] => {
  const words = list.split(',').map(word => word.trim())
  const names = words.filter(word => word !== '')
  if (names.length === 0) throw new UsageError(`${option} needs at least one column`)
  return names
}

/** Data formats know no composites: `local` stands for local.address, local.port, ... */
export const expandParts = <Row>(
  keys: readonly string[],
  columns: readonly Column<Row>[],
): string[] => [
  ...new Set(keys.flatMap(key => columns.find(column => column.key === key)?.parts ?? [key])),
]
