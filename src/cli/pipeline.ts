import { UsageError, type Problem } from '../base/errors.ts'
import type { Names, Table, Value } from '../model/table.ts'
import { expandParts, findKeys } from '../query/columns.ts'
import { parseFilter } from '../query/filter.ts'
import { parseSort, sortRows, type SortKey } from '../query/sort.ts'
import { isData, type Format } from '../render/index.ts'
import { choose, ownerSources, socketSources, type Host } from '../sources/index.ts'
import type { Origin, View } from '../views/index.ts'
import type { Options } from './args.ts'
import { lineOf, namesOf } from './host.ts'

/** What of the columns a run uses: shown or given, filtered, sorted by. */
interface Plan<Row> {
  readonly shown: readonly string[]
  readonly asked: readonly string[]
  readonly whole: readonly string[]
  readonly used: ReadonlySet<string>
  readonly sort: readonly SortKey<Row>[]
  keep(row: Row): boolean
}

const planOf = <Row>(
  view: View<Row>,
  options: Options,
  format: Format,
  names: Names,
): Plan<Row> => {
  const { columns } = view
  const named = options.columns === null ? null : findKeys(options.columns, columns, view.name)
  const shown = named ?? view.shown(options.want)
  const whole = named === null ? view.whole(options.want) : expandParts(named, columns)
  const filter = parseFilter(options.filter, { view: view.name, columns, ports: view.ports, names })
  const asked = options.sort === null ? [] : parseSort(options.sort, columns, view.name)
  const used = new Set([
    ...(isData(format) ? whole : shown),
    ...filter.keys,
    ...asked.map(({ column }) => column.key),
  ])
  const owned = [...used].find(key => key.startsWith('owners.'))
  if (!options.want.owners && owned !== undefined) {
    throw new UsageError(`--no-owners leaves ${owned} out`)
  }
  const byDefault = parseSort(view.order(used).join(), columns, view.name)
  const explicit = named ?? view.asked(options.want)
  return { shown, asked: explicit, whole, used, sort: [...asked, ...byDefault], keep: filter.keep }
}

/** What a view reads from. */
export const originOf = (host: Host, forced: string | null): Origin => ({
  host,
  sockets: () => choose(socketSources(host), forced, host.tell),
  owners: () => choose(ownerSources(host), forced, host.tell),
})

/** From options to what a renderer draws: read, filter, sort, limit. `notes` are footnotes for stderr. */
export const tableOf = (
  origin: Origin,
  view: View<unknown>,
  options: Options,
  format: Format,
  now: Date,
): { table: Table<unknown>; notes: readonly string[] } => {
  const { fs } = origin.host
  const plan = planOf(view, options, format, namesOf(fs))
  const problems: Problem[] = []
  const uses = (prefix: string): boolean => [...plan.used].some(key => key.startsWith(prefix))
  const want = {
    ...options.want,
    owners: uses('owners.'),
    timer: uses('timer'),
    memory: uses('memory'),
    info: uses('tcp_info'),
    drops: uses('drops'),
  }
  const reading = view.read(origin, want, problem => problems.push(problem))
  const kept = sortRows(reading.rows.filter(plan.keep), plan.sort)
  const rows = options.limit === null ? kept : kept.slice(0, options.limit)
  const facts: { [key: string]: Value } = {
    time: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    host: {
      name: lineOf(fs, 'proc/sys/kernel/hostname'),
      kernel: lineOf(fs, 'proc/sys/kernel/osrelease'),
    },
    ...(options.columns === null ? {} : { columns: plan.whole }),
    ...reading.facts(kept),
  }
  const table = {
    view: view.name,
    columns: view.columns,
    shown: plan.shown,
    asked: plan.asked,
    whole: plan.whole,
    rows,
    facts,
    problems,
    footer: reading.footer(kept, rows),
  }
  return { table, notes: reading.notes(kept) }
}
