import { UsageError } from '../base/errors.ts'
import type { Column, Names, Value } from '../model/table.ts'
import { expandParts, findKeys } from '../query/columns.ts'
import { parseFilter, type Filter } from '../query/filter.ts'
import { groupFooter, groupRows, type Group } from '../query/group.ts'
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
  /** the option that made the rows what they are, for the envelope */
  readonly facts: { readonly [key: string]: Value }
  readonly rowsName?: string
  keep(row: Row): boolean
  arrange(kept: readonly Row[], reading: Reading<Row>): Arranged
}

/** The rows in their order, and what to say of the first `shown` of them. */
interface Arranged {
  readonly rows: readonly unknown[]
  footer(shown: number): string | null
}

export const planOf = <Row>(
  view: View<Row>,
  options: Options,
  format: Format,
  names: Names,
): Plan<Row> => {
  const { name, columns, ports } = view
  const filter = parseFilter(options.filter, { view: name, columns, ports, names })
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
  byDefault: Pick<Plan<Row>, 'shown' | 'asked' | 'whole'>,
) => {
  if (options.columns === null) return { ...byDefault, facts: {} }
  const named = findKeys(options.columns, columns, name, '--columns')
  const whole = expandParts(named, columns)
  return { shown: named, asked: named, whole, facts: { columns: whole } }
}

const usedBy = <Row, Item>(
  { shown, whole }: Pick<Plan<Row>, 'shown' | 'whole'>,
  format: Format,
  filter: Filter<Row>,
  sort: readonly SortKey<Item>[],
): Set<string> =>
  new Set([
    ...(isData(format) ? whole : shown),
    ...filter.keys,
    ...sort.map(({ column }) => column.key),
  ])

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
    ...(view.rowsName !== undefined && { rowsName: view.rowsName }),
    keep: filter.keep,
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
  const by = [...new Set(findKeys(options.by!, view.columns, view.name, '--by'))]
  const name = `${view.name} --by ${by.join()}`
  const { keys, columns, shown, whole } = groupingOf(by, view.columns)
  const selection = selected<Group<Row>>(options, columns, name, {
    shown: shown(view.shown(options.want)),
    asked: [...by, 'count'],
    whole: whole(view.whole(options.want)),
  })
  const asked = options.sort === null ? [] : parseSort(options.sort, columns, name)
  const sort = [...asked, ...parseSort(`-count,${by.join()}`, columns, name)]
  const list = keys.find(({ each }) => each !== undefined)?.each
  return {
    ...selection,
    columns,
    used: new Set([...usedBy(selection, format, filter, asked), ...by]),
    facts: { by: expandParts(by, columns), ...selection.facts },
    rowsName: 'totals',
    keep: filter.keep,
    arrange: kept => {
      const groups = sortRows(groupRows(kept, keys), sort)
      return { rows: groups, footer: most => groupFooter(view.noun, list, kept, groups, most) }
    },
  }
}
