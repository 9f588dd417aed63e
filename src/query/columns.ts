import { UsageError } from '../base/errors.ts'
import { didYouMean } from '../base/nearest.ts'
import type { Column } from '../model/table.ts'

/** The column a user names by its key or its short name; a wrong name gets the nearest right one. */
export const findColumn = <Row>(
  name: string,
  columns: readonly Column<Row>[],
  view: string,
): Column<Row> => {
  const column = namedColumn(name, columns)
  if (column !== undefined) return column
  const guess = didYouMean(name, columnNames(columns))
  const all = `; columns: ${columns.map(({ key }) => key).join(' ')}`
  throw new UsageError(`no column "${name}" in ${view}${guess || all}`)
}

/** The column of this key or short name, if there is one. */
export const namedColumn = <Row>(
  name: string,
  columns: readonly Column<Row>[],
): Column<Row> | undefined => {
  const wanted = name.toLowerCase()
  return columns.find(({ key, short }) => key === wanted || short === wanted)
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

/** What a table shows, and what data formats give. */
export interface Selection {
  readonly shown: readonly string[]
  /** of these, the ones that were asked for */
  readonly asked: readonly string[]
  readonly whole: readonly string[]
}

const OPTION = '--columns'

/** `--columns a,b`: these. `--columns +a,-b`: what there would be without it, and a, and not b. */
export const selectColumns = <Row>(
  list: string,
  columns: readonly Column<Row>[],
  view: string,
  byDefault: Selection,
): Selection => {
  const words = listed(list, OPTION)
  const signed = words.filter(word => /^[+-]/.test(word))
  if (signed.length === 0) {
    const shown = findKeys(list, columns, view, OPTION)
    return { shown, asked: shown, whole: expandParts(shown, columns) }
  }
  if (signed.length < words.length)
    throw new UsageError(`${OPTION} takes names, or names that all begin with + or -`)
  const named = (sign: string): string[] =>
    words
      .filter(word => word.startsWith(sign))
      .map(word => findColumn(word.slice(1), columns, view).key)
  const more = named('+')
  const less = new Set([...named('-'), ...expandParts(named('-'), columns)])
  const kept = (keys: readonly string[]): string[] => keys.filter(key => !less.has(key))
  const selection = {
    shown: kept(insert(more, byDefault.shown, columns)),
    asked: kept([...new Set([...byDefault.asked, ...more])]),
    whole: kept([...new Set([...byDefault.whole, ...expandParts(more, columns)])]),
  }
  if (selection.shown.length === 0 || selection.whole.length === 0)
    throw new UsageError(`${OPTION} ${list} leaves no column`)
  return selection
}

/** More columns go before the one that takes what room is left, and those that go with it. */
const insert = <Row>(
  more: readonly string[],
  shown: readonly string[],
  columns: readonly Column<Row>[],
): string[] => {
  const named = shown.map(key => namedColumn(key, columns)!)
  const elastic = named.find(({ rank }) => rank === 0)
  const at = named.findIndex(
    column => column === elastic || (elastic?.each && column.each === elastic.each),
  )
  const place = at < 0 ? shown.length : at
  return [...new Set([...shown.slice(0, place), ...more, ...shown.slice(place)])]
}

/** Data formats know no composites: `local` stands for local.address, local.port, ... */
export const expandParts = <Row>(
  keys: readonly string[],
  columns: readonly Column<Row>[],
): string[] => [
  ...new Set(keys.flatMap(key => columns.find(column => column.key === key)?.parts ?? [key])),
]
