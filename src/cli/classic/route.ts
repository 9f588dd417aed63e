import { errnoOf } from '../../base/errors.ts'
import { eachRoute6Line } from '../../proc/route6-lines.ts'
import { CACHE_LAYOUT, eachRouteLine, ROUTE_LAYOUT } from '../../proc/route-lines.ts'
import {
  cacheHeader,
  cacheRows,
  cacheTitle,
  routeForm,
  routeHeader,
  routeRows,
} from '../../render/classic/route.ts'
import { route6Header, route6Rows } from '../../render/classic/route6.ts'
import { LEGACY_FAMILIES, legacyRoutes } from './legacy-routes.ts'
import type { ClassicHost, Mode } from './mode.ts'
import { errorText } from './support.ts'

/** Exit codes of a table that is not there, and of a family that has none. */
const MISSING = 1
const NO_ROUTES = 3

/** -r: the routes of each family that was named, or of IPv4. */
export const route: Mode = async (host, options) => {
  const families = options.families.length === 0 ? ['inet'] : options.families
  for (const family of families) {
    const code = await (TABLES[family] ?? noRoutes(family))(host, options)
    if (code !== 0) return code
  }
  return 0
}

const noRoutes =
  (family: string): Mode =>
  host => {
    host.err(
      family === 'bluetooth'
        ? "Address family `bluetooth' not supported."
        : `No routing for address family \`${family}'.`,
    )
    return NO_ROUTES
  }

/** The forwarding table, the cache, or both; the table where neither was asked for. */
const tables =
  (table: Mode, cache: Mode): Mode =>
  async (host, options) => {
    const { fib, cache: cached } = options
    const code = fib || !cached ? await table(host, options) : 0
    return code === 0 && cached ? cache(host, options) : code
  }

/** A file of routes; where it cannot be read, net-tools says so on both outputs. */
const routeFile = async (
  host: ClassicHost,
  path: string,
  family: string,
): Promise<Uint8Array | null> => {
  try {
    return host.fs.binary(path)
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    host.err(`/${path}: ${errorText(code)}`)
    await host.print(page => page.text(`${family} not configured in this system.\n`))
    return null
  }
}

const inetTable: Mode = async (host, options) => {
  const bytes = await routeFile(host, 'proc/net/route', 'INET (IPv4)')
  if (bytes === null) return MISSING
  let missing: string | null = null
  await host.print((page, names) => {
    page.text(routeHeader(routeForm(options)))
    const row = routeRows(page, options, names)
    missing = eachRouteLine(bytes, ROUTE_LAYOUT, host.littleEndian, row)
    if (missing) page.warn(`warning: /proc/net/route does not contain required field ${missing}`)
  })
  return missing === null ? 0 : MISSING
}

/** What net-tools looks for in the header, wherever it stands, to know the kernel. */
const CACHE_SIGNS: readonly (readonly [text: string, bit: number])[] = [
  ['IRTT', 1],
  ['TOS', 2],
  ['HHRef', 4],
  ['HHUptod', 8],
  ['SpecDst', 16],
  ['HH', 32],
  ['ARP', 64],
]
const SINCE_2_2 = 63

const inetCache: Mode = async (host, options) => {
  const bytes = await routeFile(host, 'proc/net/rt_cache', 'INET (IPv4)')
  if (bytes === null) return MISSING
  await host.print((page, names) => {
    page.text(cacheTitle)
    const header = Buffer.from(bytes).toString('latin1').split('\n', 1)[0]!
    const signs = CACHE_SIGNS.reduce(
      (sum, [text, bit]) => sum + (header.includes(text) ? bit : 0),
      0,
    )
    if (signs !== SINCE_2_2) {
      page.text(`ERROR: proc_guess_fmt(/proc/net/rt_cache,... returned: ${signs}\n`)
      return
    }
    page.text(cacheHeader(routeForm(options)))
    eachRouteLine(bytes, CACHE_LAYOUT, host.littleEndian, cacheRows(page, options, names))
  })
  return 0
}

const inet6Table =
  (cache: boolean): Mode =>
  async (host, options) => {
    const bytes = await routeFile(host, 'proc/net/ipv6_route', 'INET6 (IPv6)')
    if (bytes === null) return MISSING
    await host.print((page, names) => {
      page.text(route6Header(cache))
      eachRoute6Line(bytes, route6Rows(page, options, names, cache))
    })
    return 0
  }

const TABLES: { readonly [family: string]: Mode } = {
  ...Object.fromEntries(LEGACY_FAMILIES.map(family => [family, legacyRoutes(family)])),
  inet: tables(inetTable, inetCache),
  inet6: tables(inet6Table(false), inet6Table(true)),
}
