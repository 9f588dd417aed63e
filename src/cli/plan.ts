import { UsageError } from '../base/errors.ts'
import type { Coarse } from '../model/coarse.ts'
import type { Want } from '../model/socket.ts'
import type { Column, Names, Value } from '../model/table.ts'
import { parseBy } from '../query/by.ts'
import { expandParts, selectColumns, type Selection } from '../query/columns.ts'
import { parseFilter, type Filter } from '../query/filter.ts'
import { groupFooter, groupName, groupRows, type Group } from '../query/group.ts'
import { groupingOf } from '../query/group-columns.ts'
import { parseSort, sortRows, type SortKey } from '../query/sort.ts'
import { isData, type Format } from '../render/index.ts'
import type { Reading, View } from '../views/index.ts'
import type { Options } from './args.ts'

/** What a run draws of a view: which columns, of its rows or of groups of them. */
export interface Plan<Row> {
  readonly columns: readonly Column<unknown>[]
  readonly shown: readonly string[]
  readonly asked: readonly string[]
  readonly whole: readonly string[]
  /** keys of what is looked at: shown or given, filtered, sorted or grouped by */
  readonly used: ReadonlySet<string>
  /** what the options ask for, and the filter with them */
  readonly want: Want
  /** what the filter asks of states, ports, addresses and pids */
  readonly coarse: Coarse | null
  /** the option that made the rows what they are, for the envelope */
  readonly facts: { readonly [key: string]: Value }
  readonly rowsName?: string
  /** what tells a row, or a group, from all others; null: nothing does */
  readonly identity: ((row: unknown) => string) | null
  /** those that the filter keeps */
  kept(rows: readonly Row[]): readonly Row[]
  arrange(kept: readonly Row[], reading: Reading<Row>): Arranged
}

/** The rows in their order, and what to say of the first `shown` of them. */
interface Arranged {
  readonly rows: readonly unknown[]
  footer(shown: number): string | null
}

/** The filter of these options; throws UsageError where it does not parse. */
export const filterOf = <Row>(
  { name, columns, ends, words }: View<Row>,
  { filter }: Options,
  names: Names,
): Filter<Row> => parseFilter(filter, { view: name, columns, ends, words, names })

export const planOf = <Row>(
  view: View<Row>,
  given: Options,
  format: Format,
  names: Names,
): Plan<Row> => {
  const filter = filterOf(view, given, names)
  // a subcommand has its own idea of which sockets it is about
  const want = given.subcommand === null ? view.widened(given.want, filter.keys) : given.want
  const options = { ...given, want }
  const plan = (options.by === null ? listPlan : groupPlan)(view, options, format, filter)
  const owned = [...plan.used].find(key => key.startsWith('owners.'))
  if (!options.want.owners && owned !== undefined) {
    throw new UsageError(`--no-owners leaves ${owned} out`)
  }
  return plan
}

/** What `--columns` names among these columns; without it what the view would show and give. */
const selected = <Row>(
  options: Options,
  columns: readonly Column<Row>[],
  name: string,
  byDefault: Selection,
) => {
  if (options.columns === null) return { ...byDefault, facts: {} }
  const selection = selectColumns(options.columns, columns, name, byDefault)
  return { ...selection, facts: { columns: selection.whole } }
}

const usedBy = <Row, Item>(
  { shown, whole }: Selection,
  format: Format,
  filter: Filter<Row>,
  sort: readonly SortKey<Item>[],
): Set<string> =>
  new Set([
    ...(isData(format) ? whole : shown),
    ...filter.keys,
    ...sort.map(({ column }) => column.key),
  ])

/** What columns of groups tell of single rows: `accept.drops` is the `drops` of each. */
const toldOf = <Row>(columns: readonly Column<Row>[], used: ReadonlySet<string>): string[] =>
  columns.flatMap(({ key, members }) =>
    [...used].some(name => name === key || name.startsWith(`${key}.`)) ? (members?.keys ?? []) : [],
  )

const listPlan = <Row>(
  view: View<Row>,
  options: Options,
  format: Format,
  filter: Filter<Row>,
): Plan<Row> => {
  const { name, columns } = view
  const { want } = options
  const selection = selected(options, columns, name, {
    shown: view.shown(want),
    asked: view.asked(want),
    whole: view.whole(want),
  })
  const asked = options.sort === null ? [] : parseSort(options.sort, columns, name)
  const used = usedBy(selection, format, filter, asked)
  const sort = [...asked, ...parseSort(view.order(used).join(), columns, name)]
  return {
    ...selection,
    columns,
    used,
    want,
    coarse: filter.coarse,
    ...(view.rowsName !== undefined && { rowsName: view.rowsName }),
    identity: view.identity === undefined ? null : row => view.identity!(row as Row),
    kept: filter.among,
    arrange: (kept, reading) => {
      const rows = sortRows(kept, sort)
      return { rows, footer: shown => reading.footer(rows, rows.slice(0, shown)) }
    },
  }
}

const groupPlan = <Row>(
  view: View<Row>,
  options: Options,
  format: Format,
  filter: Filter<Row>,
): Plan<Row> => {
  const { want } = options
  const { keys: by, columns: among, text } = parseBy(options.by!, view.columns, view.name)
  const name = `${view.name} --by ${text}`
  const { keys, columns, shown, whole } = groupingOf(
    by,
    among,
    view.tellsMembers(want, filter.coarse),
  )
  const selection = selected<Group<Row>>(options, columns, name, {
    shown: shown(view.shown(want)),
    asked: [...by, 'count'],
    whole: whole(view.whole(want)),
  })
  const asked = options.sort === null ? [] : parseSort(options.sort, columns, name)
  const used = usedBy(selection, format, filter, asked)
  const sort = [...asked, ...parseSort(`-count,${by.join()}`, columns, name)]
  const list = keys.find(({ each }) => each !== undefined)?.each
  return {
    ...selection,
    columns,
    used: new Set([...used, ...by, ...toldOf(view.columns, used)]),
    want,
    coarse: filter.coarse,
    facts: { by: expandParts(by, columns), ...selection.facts },
    rowsName: 'totals',
    identity: row => groupName(row as Group<Row>, keys),
    kept: filter.among,
    arrange: kept => {
      const groups = sortRows(groupRows(kept, keys), sort)
      return { rows: groups, footer: most => groupFooter(view.noun, list, kept, groups, most) }
    },
  }
}
