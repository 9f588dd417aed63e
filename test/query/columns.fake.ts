import type { Column, Value } from '../../src/model/table.ts'

/** A row of the tests: whatever the columns below look at. */
export interface Row {
  readonly [key: string]: Value | undefined
}

/** A column that shows the field of its key. */
export const column = (
  key: string,
  type: Column<Row>['type'] = 'number',
  more: Partial<Column<Row>> = {},
): Column<Row> => ({
  key,
  header: key,
  align: 'left',
  type,
  help: '',
  rank: 5,
  value: row => row[key],
  ...more,
})
