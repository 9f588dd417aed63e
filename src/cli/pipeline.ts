import type { Problem } from '../base/errors.ts'
import type { Table, Value } from '../model/table.ts'
import type { Format } from '../render/index.ts'
import { choose, linkSources, ownerSources, socketSources, type Host } from '../sources/index.ts'
import type { Origin, View } from '../views/index.ts'
import type { Options } from './args.ts'
import { lineOf, namesOf } from './host.ts'
import { planOf } from './plan.ts'

/** What a view reads from. */
export const originOf = (host: Host, forced: string | null): Origin => ({
  host,
  sockets: () => choose(socketSources(host), forced, host.tell),
  owners: () => choose(ownerSources(host), forced, host.tell),
  links: () => choose(linkSources(host), forced, host.tell),
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
]

/** From options to what a renderer draws: read, filter, group, sort, limit. `notes` are footnotes for stderr. */
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
    info: INFO.some(uses),
    drops: uses('drops'),
  }
  const reading = view.read(origin, want, problem => problems.push(problem))
  const kept = reading.rows.filter(plan.keep)
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
    footer: footerOf(arranged.footer(rows.length), reading.aside),
  }
  return { table, notes: reading.notes(kept) }
}

const footerOf = (...parts: readonly (string | null)[]): string | null =>
  parts.filter(part => part !== null).join('; ') || null
