import { dirname, join } from 'node:path'
import { errnoOf, Failure, Unavailable, UsageError, type Problem } from '../base/errors.ts'
import { hostFs, type HostFs } from '../base/fs.ts'
import { didYouMean } from '../base/nearest.ts'
import { servicePorts } from '../join/names.ts'
import type { Names, Table, Value } from '../model/table.ts'
import { expandParts, findKeys } from '../query/columns.ts'
import { parseFilter } from '../query/filter.ts'
import { parseSort, sortRows, type SortKey } from '../query/sort.ts'
import { printable } from '../render/format.ts'
import { isData, load, type Format } from '../render/index.ts'
import { choose, ownerSources, socketSources, type Host } from '../sources/index.ts'
import { VIEWS, type Origin, type View } from '../views/index.ts'
import { parseArgs, type Options } from './args.ts'
import { elevatedCommand, screenOf, type Io } from './terminal.ts'

/** Runs the command; the exit code: 0 shown, 1 failed or something unreadable, 2 usage. */
export const main = async (io: Io): Promise<number> => {
  try {
    const options = parseArgs(
      io.argv,
      VIEWS.map(({ name }) => name),
    )
    if ('answer' in options) {
      io.out(options.answer)
      return 0
    }
    return await run(io, options)
  } catch (error) {
    return told(io, error)
  }
}

const run = async (io: Io, options: Options): Promise<number> => {
  const view = VIEWS.find(({ name }) => name === options.view)!
  const host = hostOf(io, options.root)
  const format = options.format ?? (io.tty ? 'table' : 'plain')
  const { table, note } = tableOf(io, host, view, options, format)
  const render = await load(format)
  render(table, screenOf(io, options.screen), io.out)
  if (options.verbose) for (const line of factLines(table)) io.err(line)
  if (note !== null && format !== 'json') io.err(`note: ${note}`)
  if (format !== 'json') tellProblems(io, table.problems)
  return table.problems.length === 0 ? 0 : 1
}

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

const tableOf = (
  io: Io,
  host: Host,
  view: View<unknown>,
  options: Options,
  format: Format,
): { table: Table<unknown>; note: string | null } => {
  const plan = planOf(view, options, format, namesOf(host.fs))
  const problems: Problem[] = []
  const owners = [...plan.used].some(key => key.startsWith('owners.'))
  const origin = originOf(io, host, options)
  const reading = view.read(origin, { ...options.want, owners }, problem => problems.push(problem))
  const kept = sortRows(reading.rows.filter(plan.keep), plan.sort)
  const rows = options.limit === null ? kept : kept.slice(0, options.limit)
  const facts: { [key: string]: Value } = {
    time: io
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
    host: {
      name: lineOf(host.fs, 'proc/sys/kernel/hostname'),
      kernel: lineOf(host.fs, 'proc/sys/kernel/osrelease'),
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
  return { table, note: reading.note(kept) }
}

const originOf = (io: Io, host: Host, options: Options): Origin => {
  const skipped = (name: string, reason: string): void => {
    if (options.verbose) io.err(`${name}: ${reason}`)
  }
  return {
    host,
    sockets: () => choose(socketSources(host), options.source, skipped),
    owners: () => choose(ownerSources(host), options.source, skipped),
  }
}

const hostOf = (io: Io, root: string): Host => {
  const fs = hostFs(root)
  try {
    fs.list('proc')
  } catch (error) {
    throw new UsageError(
      `${join(root, 'proc')} cannot be read (${reasonOf(error)})${rootGuess(root)}`,
    )
  }
  const order = root === '/' ? null : lineOf(fs, 'sys/kernel/cpu_byteorder')
  return {
    fs,
    littleEndian: order === null ? io.littleEndian : order !== 'big',
    euid: io.euid,
    elevated: elevatedCommand(io),
  }
}

/** The neighbour of a mistyped `--root` that does have a proc directory. */
const rootGuess = (root: string): string => {
  const parent = dirname(join(root, '.'))
  try {
    const beside = hostFs(parent)
    const hosts = beside.list('').filter(name => {
      try {
        return beside.list(`${name}/proc`).length > 0
      } catch {
        return false
      }
    })
    return didYouMean(
      join(root, '.'),
      hosts.map(name => join(parent, name)),
    )
  } catch {
    return ''
  }
}

const namesOf = (fs: HostFs): Names => {
  let ports: ReadonlyMap<string, number> | null = null
  return { port: service => (ports ??= servicePorts(fs)).get(service) ?? null }
}

const lineOf = (fs: HostFs, path: string): string | null => {
  try {
    return fs.text(path, 'utf8').trimEnd()
  } catch {
    return null
  }
}

const reasonOf = (error: unknown): string => errnoOf(error) ?? String(error)

/** For `--verbose`: the sources used and how much they could see. */
const factLines = ({ facts }: Table<unknown>): string[] =>
  ['source', 'access'].flatMap(name => {
    const fact = facts[name]
    if (fact === null || typeof fact !== 'object') return []
    const words = Object.entries(fact).map(([key, value]) => `${key} ${value ?? '?'}`)
    return [`${name}: ${words.join(', ')}`]
  })

const MOST_PROBLEMS = 10

const tellProblems = (io: Io, problems: readonly Problem[]): void => {
  for (const { at, problem } of problems.slice(0, MOST_PROBLEMS)) {
    io.err(printable(`tsnetstat: ${at}: ${problem}`))
  }
  const more = problems.length - MOST_PROBLEMS
  if (more > 0) io.err(`tsnetstat: and ${more} more; --json lists them all under warnings`)
}

/** Every error becomes its line and its exit code here, and nowhere else. */
const told = (io: Io, error: unknown): number => {
  if (errnoOf(error) === 'EPIPE') return 0
  if (error instanceof UsageError) {
    io.err(printable(`tsnetstat: ${error.message}`))
    for (const line of error.detail) io.err(printable(`${' '.repeat('tsnetstat: '.length)}${line}`))
    return 2
  }
  const known = error instanceof Failure || error instanceof Unavailable || errnoOf(error) !== null
  const message = error instanceof Error ? error.message : String(error)
  io.err(
    printable(
      known
        ? `tsnetstat: ${message}`
        : `tsnetstat: a fault of its own, please report it: ${message}`,
    ),
  )
  return 1
}
