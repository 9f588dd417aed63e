import { ParseError, Unavailable, UsageError } from '../base/errors.ts'
import { renderJson } from '../render/data.ts'
import { VIEWS } from '../views/index.ts'
import { hostOf } from './host.ts'
import type { Documents } from './library-types.generated.ts'
import type { PathQuery, Query, SocketQuery } from './library-query.ts'
import { namesOf } from './names.ts'
import { optionsOf, type Flags } from './options-of.ts'
import { checkSource } from '../sources/index.ts'
import { framesOf, originOf, type Frame } from './pipeline.ts'
import { realIo } from './terminal.ts'

export { ParseError, Unavailable, UsageError }

/** Sockets with their owners, as `tsnetstat --json` gives them. Throws UsageError and Unavailable. */
export const sockets = (query: SocketQuery = {}): Documents['sockets'] => once('sockets', query)

/** What each CPU took and lost since boot, as `tsnetstat softnet --json`. */
export const softnet = (query: Query = {}): Documents['softnet'] => once('softnet', query)

/** As `tsnetstat routes --json`. */
export const routes = (query: Query = {}): Documents['routes'] => once('routes', query)

/** As `tsnetstat interfaces --json`. */
export const interfaces = (query: Query = {}): Documents['interfaces'] => once('interfaces', query)

/** As `tsnetstat groups --json`. */
export const groups = (query: Query = {}): Documents['groups'] => once('groups', query)

/** As `tsnetstat statistics --json`. */
export const statistics = (query: Query = {}): Documents['statistics'] => once('statistics', query)

/** Where packets die: two looks, `interval` seconds apart, as `tsnetstat path --json`. */
export const path = async (query: PathQuery = {}): Promise<Documents['path']> => {
  const { interval = 1, ...rest } = query
  const look = looksOf('path', rest, true)
  let document = look()
  while (document === null) {
    await new Promise(resolve => setTimeout(resolve, interval * 1000))
    document = look()
  }
  return document
}

const once = <Name extends keyof Documents>(name: Name, query: Query): Documents[Name] =>
  looksOf(name, query, false)()!

/** Looks as the command would with these options; null: there is nothing to compare with yet. */
const looksOf = <Name extends keyof Documents>(
  name: Name,
  { filter, ...query }: Query,
  changes: boolean,
): (() => Documents[Name] | null) => {
  if (query.source !== undefined) checkSource(query.source)
  // what is said to be as it is anyway was not given
  const said = Object.entries(query).filter(([key, value]) => value !== (key === 'owners'))
  const { root = '/', ...asked } = Object.fromEntries(said) as Partial<Flags>
  const flags: Flags = { owners: true, header: true, color: 'never', ...asked, root }
  const given = Object.keys(asked).filter(key => key !== 'source')
  const words = filter === undefined ? [name] : [name, filter]
  const names = VIEWS.map(view => view.name)
  const options = optionsOf({ flags, given, words }, names)
  const wanted = { ...options, want: { ...options.want, changes } }
  const io = realIo()
  const host = hostOf(io, wanted)
  const view = VIEWS.find(each => each.name === name)!
  const origin = originOf(host, options.source)
  const frames = framesOf(origin, view, wanted, 'json', io.clock, namesOf(host.fs))
  return () => {
    const frame = frames(io.now())
    return frame === null ? null : documentOf(frame)
  }
}

/** What the command would print, as a program has it: u64 counters beyond 2^53 are rounded. */
const documentOf = <Document>({ table }: Frame): Document => {
  let text = ''
  const screen = { width: null, color: false, header: true, footer: false }
  renderJson(table, screen, chunk => (text += String(chunk)))
  return JSON.parse(text) as Document
}
