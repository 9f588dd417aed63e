import type { Column, Value } from '../model/table.ts'
import { expandParts } from './columns.ts'
import { memberColumns } from './member-columns.ts'
import { common, identity, memberValue, sumOf, type Group, type Member } from './group.ts'

/** The columns of a table of groups. */
export interface Grouping<Row> {
  /** those of the rows that tell groups apart: composites by their parts */
  readonly keys: readonly Column<Row>[]
  /** the whole vocabulary: keys, count, sums */
  readonly columns: readonly Column<Group<Row>>[]
  /** what is shown, or given, of the groups where this is of the rows */
  shown(keys: readonly string[]): readonly string[]
  whole(keys: readonly string[]): readonly string[]
}

const COUNT = 'count'

/** Above every other rank: what a group is and how large goes last. */
const KEY_RANK = 100
/** Above a light column's: a sum is what was asked for. */
const SUM_RANK = 6

/** What `--by` makes of the columns of a view; `members`: are there rows of which each is to be told? */
export const groupingOf = <Row>(
  by: readonly string[],
  columns: readonly Column<Row>[],
  members = false,
): Grouping<Row> => {
  const named = by.map(key => columns.find(column => column.key === key)!)
  const parts = named.flatMap(ownParts).filter(key => !by.includes(key))
  const all = [...named, ...parts.map(key => columns.find(column => column.key === key)!)]
  const taken = new Set(all.map(({ key }) => key))
  const summed = columns.filter(({ key, sum }) => sum !== undefined && !taken.has(key))
  const sums = new Set(summed.map(({ key }) => key))
  const vocabulary = new Set([...taken, ...sums])
  // a command line takes what the others leave, so it stands last, as in the list of its rows
  const [fixed, elastic] = [true, false].map(wanted =>
    named.filter(({ rank }) => rank > 0 === wanted).map(({ key }) => key),
  ) as [string[], string[]]
  const told = members
    ? columns.filter(({ members: of }) => of?.within.some(key => taken.has(key)))
    : []
  const each = told.flatMap(column => memberColumns(column, columns))
  const grouped = [
    ...all.map((column, i) => keyColumn(column, i)),
    countColumn<Row>(),
    ...summed.map(column => sumColumn(column, vocabulary)),
    ...each,
  ]
  const lists = told.map(({ key }) => key)
  return {
    keys: all.filter(column => ownParts(column).length === 0),
    columns: grouped,
    shown: keys => [...fixed, COUNT, ...keys.filter(key => sums.has(key)), ...lists, ...elastic],
    whole: keys => [
      ...expandParts(by, grouped),
      COUNT,
      ...keys.filter(key => sums.has(key)),
      ...expandParts(lists, grouped),
    ],
  }
}

/**
 * The parts that stand below a composite's own key: `local` is an object of them in JSON, and they
 * tell more than it does. `scope` is made of parts elsewhere, and is a value of its own.
 */
const ownParts = <Row>({ key, parts = [] }: Column<Row>): readonly string[] =>
  parts.filter(part => part.startsWith(`${key}.`))

const partsOf = (parts: readonly string[]): { parts?: readonly string[] } =>
  parts.length === 0 ? {} : { parts }

const keyColumn = <Row>(column: Column<Row>, place: number): Column<Group<Row>> => {
  const { key, header, narrow, align, type, help, short, rank, each } = column
  const { text, brief, tone, order, levels } = column
  return {
    key,
    header,
    align,
    type,
    help,
    rank: rank === 0 ? 0 : KEY_RANK - place,
    ...(narrow !== undefined && { narrow }),
    ...(short !== undefined && { short }),
    ...(each !== undefined && { absent: '-' }),
    ...(align === 'left' && rank > 0 && { cut: 'middle' as const }),
    ...partsOf(ownParts(column)),
    value: ({ members }) => memberValue(column, members[0]!),
    ...(text && {
      text: group => groupText(column, group, (row, at) => text.call(column, row, at)),
    }),
    ...(brief && {
      brief: (group, _, room) =>
        groupText(column, group, (row, at) => brief.call(column, row, at, room)),
    }),
    ...(tone && { tone: group => common(group, ({ row }) => tone.call(column, row)) ?? 'plain' }),
    // of a list it would be the order of the row's first element
    ...(order &&
      each === undefined && { order: ({ rows }, level) => order.call(column, rows[0]!, level) }),
    ...(levels !== undefined && each === undefined && { levels }),
  }
}

/**
 * The text that all members have. Where they differ (`tcp` and `tcp6` are both the value `tcp`), or
 * it is empty for what does have a name, the value's.
 */
const groupText = <Row>(
  column: Column<Row>,
  group: Group<Row>,
  write: (row: Row, at: number) => string | null,
): string | null => {
  const textOf = ({ row, at }: Member<Row>): string | null =>
    at === undefined ? '-' : at === null ? null : write(row, at)
  const text = common(group, textOf)
  const value = memberValue(column, group.members[0]!)
  if (text === undefined) return plainText(value)
  return text === '' && typeof value === 'string' ? value : text
}

const plainText = (value: Value | undefined): string | null =>
  value === null || typeof value === 'string' ? value : identity(value)

const countColumn = <Row>(): Column<Group<Row>> => ({
  key: COUNT,
  header: 'Count',
  narrow: '#',
  align: 'right',
  type: 'number',
  rank: 2 * KEY_RANK,
  help: 'how many rows are in the group',
  value: ({ rows }) => rows.length,
})

const sumColumn = <Row>(
  column: Column<Row>,
  vocabulary: ReadonlySet<string>,
): Column<Group<Row>> => {
  const { key, header, narrow, short, help, tone, sumText } = column
  const sum = ({ rows }: Group<Row>) => sumOf(rows, row => column.sum!(row))
  return {
    key,
    header,
    align: 'right',
    type: 'number',
    help: `sum of: ${help}`,
    rank: SUM_RANK,
    ...(narrow !== undefined && { narrow }),
    ...(short !== undefined && { short }),
    ...partsOf(ownParts(column).filter(part => vocabulary.has(part))),
    value: sum,
    ...(sumText && {
      text: group => {
        const total = sum(group)
        return total === undefined ? '' : total === null ? null : sumText.call(column, total)
      },
    }),
    // a listener may warn of what is no part of the sum
    ...(tone && {
      tone: group =>
        sum(group) && group.rows.some(row => column.sum!(row) && tone.call(column, row) === 'warn')
          ? 'warn'
          : 'plain',
    }),
  }
}
