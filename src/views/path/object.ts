import type { Column, Value } from '../../model/table.ts'

interface Open {
  [key: string]: Value | Open
}

/**
 * A row as the JSON of its own view has it: keys are paths, and columns of one list make a list of
 * objects, or null where the list is not known.
 */
export const objectOf = <Row>(
  columns: readonly Column<Row>[],
  row: Row,
): { [key: string]: Value } => {
  const made: Open = {}
  const lists = new Set(columns.flatMap(({ each }) => (each === undefined ? [] : [each])))
  for (const column of columns) {
    if (column.each === undefined) put(made, column.key.split('.'), column.value(row))
  }
  for (const list of lists) {
    const members = columns.filter(({ each }) => each === list)
    put(made, [list], listOf(list, members, row))
  }
  return made as { [key: string]: Value }
}

const put = (into: Open, [key, ...rest]: readonly string[], value: Value | undefined): void => {
  if (key === undefined || value === undefined) return
  if (rest.length === 0) into[key] = value
  else put((into[key] ??= {}) as Open, rest, value)
}

const listOf = <Row>(list: string, members: readonly Column<Row>[], row: Row): Value => {
  const values = members.map(column => ({
    name: column.key.slice(list.length + 1),
    all: column.value(row),
  }))
  const first = values[0]?.all
  if (!Array.isArray(first)) return null
  return first.map((_, i) =>
    Object.fromEntries(values.map(({ name, all }) => [name, (all as Value[])[i] ?? null])),
  )
}
