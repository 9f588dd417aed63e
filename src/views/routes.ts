import { hasFlags, ROUTE_FLAGS, type Route } from '../model/route.ts'
import { parseIpv6Route, parseRoute } from '../proc/route.ts'
import { allRows, netRows } from '../sources/files.ts'
import { listFooter } from './footer.ts'
import { ROUTE_COLUMNS } from './routes/columns.ts'
import { UNLIKE_SOCKETS, type View } from './view.ts'

const FF00 = 0xff000000
const NO_METRIC = 0xffffffff

/** The kernel's own: addresses of this host, multicast, and where IPv6 ends if nothing else fits. */
const isOwn = (route: Route): boolean =>
  route.family === 'inet6' &&
  (hasFlags(route.flags, ROUTE_FLAGS.LOCAL) ||
    hasFlags(route.flags, ROUTE_FLAGS.ANYCAST) ||
    hasFlags(route.flags, ROUTE_FLAGS.CACHE) ||
    (route.destination.a >>> 0 === FF00 && route.prefix === 8) ||
    (route.metric === NO_METRIC && hasFlags(route.flags, ROUTE_FLAGS.REJECT)))

/** Where packets go: the routes of IPv4 and IPv6. */
export const routesView: View<Route> = {
  name: 'routes',
  noun: 'route',
  summary: 'where packets go: the routes of IPv4 and IPv6',
  columns: ROUTE_COLUMNS,
  ...UNLIKE_SOCKETS,
  shown: want => [
    'destination',
    'gateway',
    'metric',
    'type',
    'interface',
    ...(want.extended ? EXTENDED : ['flags']),
  ],
  asked: want => (want.extended ? EXTENDED : []),
  whole: () => ROUTE_COLUMNS.filter(({ parts }) => parts === undefined).map(({ key }) => key),
  order: () => ['family', 'destination', 'metric'],
  read: ({ host }, want, report) => {
    const inet4 = want.families.has('inet')
      ? netRows(host, 'route', text => parseRoute(text, host.littleEndian), report)
      : null
    const inet6 = want.families.has('inet6')
      ? netRows(host, 'ipv6_route', text => parseIpv6Route(text), report)
      : null
    const all = allRows<Route>(host, [inet4, inet6])
    const rows = want.rows === 'all' ? all : all.filter(route => !isOwn(route))
    return {
      rows,
      facts: () => ({ source: { routes: 'proc' } }),
      footer: (kept, shown) =>
        listFooter('route', kept, shown, all.length - rows.length, 'local and multicast'),
      aside: inet4 === null ? null : 'of IPv4 the main table, of several next hops the first',
      notes: () => [],
    }
  },
}

const EXTENDED = ['flags', 'refs', 'use', 'advmss', 'window', 'irtt_ms']
