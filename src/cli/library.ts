import { ParseError, Unavailable, UsageError } from '../base/errors.ts'
import { renderJson } from '../render/data.ts'
import { VIEWS } from '../views/index.ts'
import { hostOf } from './host.ts'
import { checkQuery } from './library-check.ts'
import type { Documents } from './library-types.generated.ts'
import type { PathQuery, Query, SocketQuery } from './library-query.ts'
import { namesOf } from './names.ts'
import { optionsOf, type Flags } from './options-of.ts'
import { checkSource } from '../sources/index.ts'
import { framesOf, originOf, type Frame } from './pipeline.ts'
import { realIo } from './terminal.ts'

export { ParseError, Unavailable, UsageError }

/**
 * Sockets and the processes that hold them, as `tsnetstat --json` gives them: without more those of TCP,
 * UDP and raw that do not listen. `recv_q` and `send_q` are bytes (of a TCP listener, connections and
 * their limit); `null` is unknown, and `owners` null where they could not be seen, which `access` counts.
 * Lines that could not be read are in `warnings`. Synchronous.
 *
 * @example
 * const { sockets: rows } = sockets({ listening: true, filter: 'scope = any' })
 * @throws UsageError where the query is wrong: an unknown column, a filter that does not parse
 * @throws Unavailable where the source that was asked for does not work here, or none does
 */
export const sockets = (query: SocketQuery = {}): Documents['sockets'] => once('sockets', query)

/**
 * What each CPU took and lost since boot, as `tsnetstat softnet --json`: /proc/net/softnet_stat, in packets
 * and polls, of the whole machine, modulo 2^32.
 *
 * @throws UsageError, Unavailable
 */
export const softnet = (query: Query = {}): Documents['softnet'] => once('softnet', query)

/**
 * The routes of IPv4 and IPv6, the default first, as `tsnetstat routes --json`; `all` adds those of the
 * host's own addresses.
 *
 * @throws UsageError, Unavailable
 */
export const routes = (query: Query = {}): Documents['routes'] => once('routes', query)

/**
 * The interfaces that are switched on (`all`: every one), their addresses, and what they counted since
 * they are there, in bytes and packets, as `tsnetstat interfaces --json`.
 *
 * @throws UsageError, Unavailable
 */
export const interfaces = (query: Query = {}): Documents['interfaces'] => once('interfaces', query)

/**
 * The multicast groups that each interface takes, as `tsnetstat groups --json`.
 *
 * @throws UsageError, Unavailable
 */
export const groups = (query: Query = {}): Documents['groups'] => once('groups', query)

/**
 * The counters of IP, ICMP, TCP and UDP that are not 0 (`all`: every one), each with what it means, as
 * `tsnetstat statistics --json`: since boot, of this network namespace.
 *
 * @throws UsageError, Unavailable
 */
export const statistics = (query: Query = {}): Documents['statistics'] => once('statistics', query)

/**
 * Where packets die: what each stage from the wire to a process and back counted between two looks,
 * `interval` seconds apart, with a verdict and advice, as `tsnetstat path --json`. Rates are per second;
 * a delta is null where a counter began anew.
 *
 * @example
 * const { path: stages } = await path({ interval: 10 })
 * const lossy = stages.filter(({ verdict }) => verdict === 'loss')
 * @throws (rejects with) UsageError, Unavailable
 */
export const path = async (query: PathQuery = {}): Promise<Documents['path']> => {
  checkQuery(query)
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
  checkQuery(query)
  if ('interval' in query) throw new UsageError('interval is for path alone')
  if (query.source !== undefined) checkSource(query.source)
  // what is said to be as it is anyway was not given
  const said = Object.entries(query).filter(
    ([key, value]) => value !== undefined && value !== (key === 'owners'),
  )
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
  renderJson(table, screen, chunk => (text += Buffer.from(chunk).toString()))
  return JSON.parse(text) as Document
}
