import type { Column, Value } from '../model/table.ts'
import type { Group } from './group.ts'

/** A column that tells of single rows of a group, as a list; then what it tells, as lists beside it. */
export const memberColumns = <Row>(
  column: Column<Row>,
  columns: readonly Column<Row>[],
): Column<Group<Row>>[] => {
  const told = column.members!.keys.map(key => columns.find(other => other.key === key)!)
  const rowsOf = ({ rows }: Group<Row>): readonly Row[] =>
    rows.filter(row => column.value(row) !== undefined)
  const list = (group: Group<Row>, of: Column<Row>): Value | undefined => {
    const rows = rowsOf(group)
    return rows.length === 0 ? undefined : rows.map(row => of.value(row) ?? null)
  }
  const { key, header, align, type, help, tone } = column
  return [
    {
      key,
      header,
      align,
      type,
      help: `of each: ${help}`,
      rank: column.rank,
      each: key,
      parts: told.map(({ key: part }) => `${key}.${part}`),
      value: group => list(group, column),
      ...(tone && {
        tone: group =>
          rowsOf(group).some(row => tone.call(column, row) === 'warn') ? 'warn' : 'plain',
      }),
    },
    ...told.map((of): Column<Group<Row>> => ({
      key: `${key}.${of.key}`,
      header: of.header,
      align: of.align,
      type: of.type,
      help: `of each: ${of.help}`,
      rank: of.rank,
      each: key,
      value: group => list(group, of),
    })),
  ]
}
