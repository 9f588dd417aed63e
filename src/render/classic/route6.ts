import type { Ip } from '../../model/address.ts'
import type { Route6Line } from '../../model/lines.ts'
import { ROUTE_FLAGS } from '../../model/route.ts'
import { namedHost, numericHost } from './address.ts'
import type { ClassicNames } from './names.ts'
import type { ClassicOptions } from './options.ts'
import { plain, type Page } from './page.ts'

export const route6Header = (cache: boolean): string =>
  `Kernel IPv6 routing ${cache ? 'cache' : 'table'}\n` +
  'Destination                    Next Hop                   Flag Met Ref  Use If\n'

const LETTERS: readonly (readonly [flag: number, letter: string])[] = [
  [ROUTE_FLAGS.UP, 'U'],
  [ROUTE_FLAGS.REJECT, '!'],
  [ROUTE_FLAGS.GATEWAY, 'G'],
  [ROUTE_FLAGS.HOST, 'H'],
  [ROUTE_FLAGS.DEFAULT, 'D'],
  [ROUTE_FLAGS.ADDRCONF, 'A'],
  [ROUTE_FLAGS.CACHE, 'C'],
  [ROUTE_FLAGS.ALLONLINK, 'a'],
  [ROUTE_FLAGS.EXPIRES, 'e'],
  [ROUTE_FLAGS.MODIFIED, 'm'],
  [ROUTE_FLAGS.NONEXTHOP, 'n'],
  [ROUTE_FLAGS.FLOW, 'f'],
]

/** Writes each route of the table, or of the cache: eachRoute6Line() calls what this returns. */
export const route6Rows = (
  page: Page,
  options: ClassicOptions,
  names: ClassicNames,
  cache: boolean,
): ((line: Route6Line) => void) => {
  const numeric = options.numericHosts || options.symbolic
  const host = (ip: Ip): string => (numeric ? numericHost(ip) : namedHost(ip, names))
  return line => {
    const { flags, metric, refs, use } = line
    if (((flags & ROUTE_FLAGS.CACHE) !== 0) !== cache) return
    const letters = LETTERS.map(([flag, letter]) => ((flags & flag) === 0 ? '' : letter)).join('')
    page.left(`${host(line.destination)}/${line.prefix}`, 30)
    page.text(' ')
    page.left(host(line.gateway), 26)
    page.text(' ')
    page.left(letters, 4)
    page.text(` ${String(metric).padEnd(3)} ${refs} ${String(use).padStart(6)} `)
    page.text(`${plain(line.device)}\n`)
  }
}
