import { UsageError } from '../base/errors.ts'
import { CATALOG } from '../views/catalog.ts'
import { SOCKET_OPTIONS } from '../views/options.ts'

/** Options that name a view, as netstat's do. */
const VIEW_OPTIONS = {
  route: 'routes',
  interfaces: 'interfaces',
  groups: 'groups',
  statistics: 'statistics',
} as const
export type ViewOption = keyof typeof VIEW_OPTIONS

/** The view that a cluster of short options names, as `-rn`; null: none. */
export const viewLetters = (cluster: string): string | null => {
  if (!/^-[a-zA-Z0-9]+$/.test(cluster)) return null
  const name = (Object.keys(VIEW_OPTIONS) as ViewOption[]).find(option =>
    cluster.includes(option[0]!),
  )
  return name === undefined ? null : VIEW_OPTIONS[name]
}

/** What the command line says of views: by its first word, or by an option; null: nothing. */
export const viewOf = (
  given: readonly string[],
  first: string | undefined,
  views: readonly string[],
): string | null => {
  const options = (Object.keys(VIEW_OPTIONS) as ViewOption[]).filter(name => given.includes(name))
  const word = first !== undefined && views.includes(first) ? first : null
  const named = [...(word === null ? [] : [word]), ...options.map(name => VIEW_OPTIONS[name])]
  if (new Set(named).size > 1) {
    throw new UsageError(`${named.join(' and ')} were asked for: one view at a time`)
  }
  return named[0] ?? null
}

/** Refuses options about sockets where a view does not take them; all others are for every view. */
export const checkSocketOptions = (given: readonly string[], view: string): void => {
  const takes: readonly string[] = CATALOG.find(({ name }) => name === view)?.takes ?? []
  const strange =
    SOCKET_OPTIONS.find(option => given.includes(option) && !takes.includes(option)) ??
    (given.includes('owners') ? 'no-owners' : null)
  if (strange !== null)
    throw new UsageError(`--${strange} is about sockets; ${view} has no such choice`)
}
