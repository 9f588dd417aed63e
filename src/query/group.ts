import type { Column, Value } from '../model/table.ts'

/**
 * Why a row is in its group: which element of its list (`owners`) it is there for. undefined: the
 * list is empty, null: not known. 0 where the keys look at no list.
 */
export interface Member<Row> {
  readonly row: Row
  readonly at: number | null | undefined
}

/** Rows that agree in the columns of `--by`. */
export interface Group<Row> {
  /** a row has one for each of its elements that belong here */
  readonly members: readonly Member<Row>[]
  /** each once, however many of its elements belong here */
  readonly rows: readonly Row[]
}

/**
 * Groups by the values of these columns. A row with a list among them counts once in the group of
 * each of its elements; with an empty list or an unknown one it goes to a group of its own kind.
 */
export const groupRows = <Row>(rows: Iterable<Row>, keys: readonly Column<Row>[]): Group<Row>[] => {
  const list = keys.find(({ each }) => each !== undefined)
  const groups = new Map<string, { members: Member<Row>[]; rows: Row[] }>()
  for (const row of rows) {
    const values = keys.map(column => column.value(row))
    for (const at of placesOf(list, row)) {
      const name = keys.map((column, i) => identity(elementOf(column, values[i], at))).join()
      let group = groups.get(name)
      if (group === undefined) groups.set(name, (group = { members: [], rows: [] }))
      group.members.push({ row, at })
      // its elements come one after the other
      if (group.rows.at(-1) !== row) group.rows.push(row)
    }
  }
  return [...groups.values()]
}

const NO_LIST: readonly Member<unknown>['at'][] = [0]

/** The elements of a row's list, by their places. */
const placesOf = <Row>(list: Column<Row> | undefined, row: Row): readonly Member<Row>['at'][] => {
  if (list === undefined) return NO_LIST
  const value = list.value(row)
  if (value === null) return [null]
  return Array.isArray(value) && value.length > 0 ? [...value.keys()] : [undefined]
}

const elementOf = <Row>(
  { each }: Column<Row>,
  value: Value | undefined,
  at: Member<Row>['at'],
): Value | undefined => {
  if (each === undefined) return value
  return typeof at === 'number' ? ((value as readonly Value[])[at] ?? null) : at
}

/** What a column holds for a member: of a list its element. */
export const memberValue = <Row>(
  column: Column<Row>,
  { row, at }: Member<Row>,
): Value | undefined => elementOf(column, column.value(row), at)

/** What tells a group from all others: what its rows have in common. */
export const groupName = <Row>({ members }: Group<Row>, keys: readonly Column<Row>[]): string =>
  keys.map(column => identity(memberValue(column, members[0]!))).join()

/** Text that two values share only if they are the same. */
export const identity = (value: Value | undefined): string => {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(identity).join()}]`
  const entries = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}:${identity(each)}`,
  )
  return `{${entries.join()}}`
}

/** What all members have in common; undefined where they differ. */
export const common = <Row, T>(
  { members }: Group<Row>,
  get: (member: Member<Row>) => T,
): T | undefined => {
  const first = get(members[0]!)
  return members.every(member => get(member) === first) ? first : undefined
}

/** The sum of what is known; undefined where no row has such a thing, null where none is known. */
export const sumOf = <Row>(
  rows: readonly Row[],
  of: (row: Row) => number | bigint | null | undefined,
): number | bigint | null | undefined => {
  let sum: number | bigint | null | undefined
  for (const row of rows) {
    const part = of(row)
    if (part === undefined) continue
    if (part === null) sum ??= null
    else sum = sum === undefined || sum === null ? part : add(sum, part)
  }
  return sum
}

const add = (x: number | bigint, y: number | bigint): number | bigint =>
  typeof x === 'number' && typeof y === 'number' ? x + y : BigInt(x) + BigInt(y)

/** `3 groups of 27 sockets`, and what else a reader of the counts must know. */
export const groupFooter = <Row>(
  noun: string,
  each: string | undefined,
  kept: readonly Row[],
  groups: readonly Group<Row>[],
  shown: number,
): string => {
  const counted = groups.reduce((sum, { rows }) => sum + rows.length, 0)
  const cut = groups.length - shown
  return [
    `${amount(groups.length, 'group')} of ${amount(kept.length, noun)}`,
    ...(counted > kept.length
      ? [`a ${noun} with several ${each} counts in the group of each`]
      : []),
    ...(cut > 0 ? [`${amount(cut, 'group')} not shown with --limit ${shown}`] : []),
  ].join('; ')
}

const amount = (count: number, noun: string): string =>
  `${count} ${count === 1 ? noun : `${noun}s`}`
