import type { Problem } from '../base/errors.ts'
import type { HostFs } from '../base/fs.ts'
import type { Coarse } from '../model/coarse.ts'
import type { Want } from '../model/socket.ts'
import type { Names, Table, Value } from '../model/table.ts'
import type { Format } from '../render/index.ts'
import { choose, ownerSources, socketSources, type Host } from '../sources/index.ts'
import type { Look, Origin, Reading, View } from '../views/index.ts'
import type { Options } from './args.ts'
import { lineOf } from './host.ts'
import { namesOf } from './names.ts'
import { planOf, type Plan } from './plan.ts'

/** What a view reads from. */
export const originOf = (host: Host, forced: string | null): Origin => ({
  host,
  sockets: () => choose(socketSources(host), forced, host.tell),
  owners: pids => choose(ownerSources(host, pids), forced, host.tell),
  choose: sources => choose(sources, forced, host.tell),
})

/** Beginnings of the keys of what `--info` tells. */
const INFO = [
  'tcp_info',
  'congestion',
  'ulp',
  'shutdown',
  'tos',
  'tclass',
  'mark',
  'class_id',
  'cgroup',
  'ifindex',
]

/** Of what the options ask for, what columns with these keys need. */
export const narrowed = (want: Want, coarse: Coarse | null, keys: readonly string[]): Want => {
  const uses = (prefix: string): boolean => keys.some(key => key.startsWith(prefix))
  return {
    ...want,
    coarse,
    owners: uses('owners.'),
    timer: uses('timer'),
    memory: uses('memory'),
    info: INFO.some(uses),
    drops: uses('drops'),
  }
}

/** What one look comes to. */
export interface Frame {
  readonly table: Table<unknown>
  /** footnotes for stderr */
  readonly notes: readonly string[]
  /** what tells a row from all others, and finds it again in the next look; null: nothing does */
  readonly identity: ((row: unknown) => string) | null
  /** did packets die? */
  readonly loss: boolean
}

/** One look of a view that compares nothing. */
export const tableOf = (
  origin: Origin,
  view: View<unknown>,
  options: Options,
  format: Format,
  now: Date,
  names: Names = namesOf(origin.host.fs),
): Frame => {
  const still = { ...options, want: { ...options.want, changes: false } }
  return framesOf(origin, view, still, format, () => 0, names)(now)!
}

/**
 * From options to what a renderer draws: read, filter, group, sort, limit; as often as it is called.
 * null: a view that compares has looked for the first time.
 */
export const framesOf = (
  origin: Origin,
  view: View<unknown>,
  options: Options,
  format: Format,
  clock: () => number,
  names: Names,
): ((now: Date) => Frame | null) => {
  const { fs } = origin.host
  const plan = planOf(view, options, format, names)
  const want = narrowed(plan.want, plan.coarse, [...plan.used])
  const follow = want.changes ? view.follow?.(want) : undefined
  const look: Look<unknown> = follow ?? ((from, report) => view.read(from, want, report))
  return now => {
    const problems: Problem[] = []
    const reading = look(origin, problem => problems.push(problem), clock)
    return reading === null ? null : frameOf(fs, view, options, plan, reading, problems, now)
  }
}

const frameOf = (
  fs: HostFs,
  view: View<unknown>,
  options: Options,
  plan: Plan<unknown>,
  reading: Reading<unknown>,
  problems: readonly Problem[],
  now: Date,
): Frame => {
  const kept = plan.kept(reading.rows)
  const arranged = plan.arrange(kept, reading)
  const rows = options.limit === null ? arranged.rows : arranged.rows.slice(0, options.limit)
  const facts: { [key: string]: Value } = {
    time: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    host: {
      name: lineOf(fs, 'proc/sys/kernel/hostname'),
      kernel: lineOf(fs, 'proc/sys/kernel/osrelease'),
    },
    ...plan.facts,
    ...reading.facts(kept),
  }
  // who asks for columns or an order wants the table
  const tabular = [options.columns, options.by, options.sort].some(each => each !== null)
  const picture = tabular ? undefined : reading.picture?.(rows)
  const table = {
    view: view.name,
    columns: plan.columns,
    shown: plan.shown,
    asked: plan.asked,
    whole: plan.whole,
    ...(plan.rowsName !== undefined && { rowsName: plan.rowsName }),
    rows,
    facts,
    problems,
    ...(picture !== undefined && { picture }),
    footer: footerOf(arranged.footer(rows.length), reading.aside),
  }
  return { table, notes: reading.notes(kept), identity: plan.identity, loss: reading.loss === true }
}

const footerOf = (...parts: readonly (string | null)[]): string | null =>
  parts.filter(part => part !== null).join('; ') || null
