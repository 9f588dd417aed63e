import { ipText, isAny, maskBits, type Ip } from '../../model/address.ts'
import {
  hasFlags,
  ROUTE_FLAGS,
  type Route,
  type Route4,
  type RouteFlag,
} from '../../model/route.ts'
import { scopeOf } from '../../model/scope.ts'
import type { Column } from '../../model/table.ts'
import {
  ADDRESS_LEVELS,
  addressRank,
  addressWhere,
  numberColumn as number,
  textColumn as text,
} from '../column.ts'

type Col = Column<Route>

/** null: the netmask has ones behind a zero. */
const prefixOf = (route: Route): number | null =>
  route.family === 'inet' ? maskBits(route.mask) : route.prefix

const networkText = (ip: Ip, prefix: number | null): string => `${ipText(ip)}/${prefix ?? '?'}`

const isDefault = (route: Route): boolean => isAny(route.destination) && prefixOf(route) === 0

/** Some kinds of route look alike in these files; the help of the column says which. */
const typeOf = ({ family, flags, interface: device }: Route): string => {
  if (hasFlags(flags, ROUTE_FLAGS.REJECT)) return 'reject'
  if (hasFlags(flags, ROUTE_FLAGS.LOCAL)) return 'local'
  if (hasFlags(flags, ROUTE_FLAGS.ANYCAST)) return 'anycast'
  return family === 'inet' && device === null ? 'blackhole' : 'unicast'
}

const flagsOf = ({ flags }: Route): RouteFlag[] =>
  (Object.keys(ROUTE_FLAGS) as RouteFlag[]).filter(flag => hasFlags(flags, ROUTE_FLAGS[flag]))

/** Of IPv4 only; undefined for IPv6, of which the file has no such column. */
const inet = <T>(route: Route, get: (route: Route4) => T): T | undefined =>
  route.family === 'inet' ? get(route) : undefined

/** The vocabulary of the view, in the order of the JSON. */
export const ROUTE_COLUMNS: readonly Col[] = [
  text({
    key: 'family',
    header: 'Family',
    help: 'inet or inet6',
    value: row => row.family,
    order: row => (row.family === 'inet' ? 4 : 6),
  }),
  text({
    key: 'destination',
    header: 'Destination',
    help: 'the network that it leads to; default: everything else',
    rank: 9,
    cut: 'middle',
    parts: ['destination.address', 'destination.prefix', 'destination.scope'],
    value: row => networkText(row.destination, prefixOf(row)),
    text: row => (isDefault(row) ? 'default' : networkText(row.destination, prefixOf(row))),
    levels: ADDRESS_LEVELS + 2,
    order: (row, level) => {
      if (level === 0) return isDefault(row) ? 0 : 1
      return level <= ADDRESS_LEVELS ? addressRank(row.destination, level - 1) : prefixOf(row)
    },
  }),
  text({
    key: 'destination.address',
    header: 'Network',
    help: 'first address of the network',
    value: row => ipText(row.destination),
    where: addressWhere(row => [row.destination]),
    levels: ADDRESS_LEVELS,
    order: (row, level) => addressRank(row.destination, level),
  }),
  number({
    key: 'destination.prefix',
    header: 'Prefix',
    help: 'how many bits of the address are the network; unknown of a netmask with holes',
    value: prefixOf,
  }),
  text({
    key: 'destination.scope',
    header: 'Scope',
    help: 'any, loopback, link-local, private, multicast or public',
    value: row => scopeOf(row.destination),
  }),
  text({
    key: 'source',
    header: 'Source',
    help: 'IPv6: the network of senders that it is for, where it is not for all',
    value: row =>
      row.family === 'inet6' && row.sourcePrefix > 0
        ? networkText(row.source, row.sourcePrefix)
        : undefined,
  }),
  text({
    key: 'gateway',
    header: 'Gateway',
    help: 'the next router; none: the destination is on the link, or nowhere',
    rank: 8,
    cut: 'middle',
    value: row => (row.gateway === null ? undefined : ipText(row.gateway)),
    where: addressWhere(row => (row.gateway === null ? [] : [row.gateway])),
    levels: ADDRESS_LEVELS,
    order: (row, level) => (row.gateway === null ? null : addressRank(row.gateway, level)),
  }),
  text({
    key: 'interface',
    header: 'Interface',
    help: 'the interface that packets leave by; none of a blackhole',
    rank: 7,
    value: row => row.interface ?? undefined,
    absent: '-',
  }),
  number({
    key: 'metric',
    header: 'Metric',
    help: 'of two routes to one destination the lower counts',
    rank: 4,
    value: row => row.metric,
  }),
  text({
    key: 'type',
    header: 'Type',
    help:
      'unicast, local, anycast; reject: unreachable or prohibit, and of IPv6 blackhole and throw too; ' +
      'blackhole: without an interface, so blackhole or throw',
    rank: 6,
    value: typeOf,
    tone: row => (typeOf(row) === 'reject' || typeOf(row) === 'blackhole' ? 'warn' : 'plain'),
  }),
  text({
    key: 'flags',
    header: 'Flags',
    help: "the kernel's flags, RTF_ left out",
    rank: 3,
    from: 120,
    value: flagsOf,
  }),
  number({
    key: 'refs',
    header: 'Refs',
    help: 'references to it; of IPv4 always 0',
    value: row => row.refs,
  }),
  number({
    key: 'use',
    header: 'Use',
    help: 'lookups; always 0 since Linux 3.6',
    value: row => row.use,
  }),
  number({
    key: 'advmss',
    header: 'AdvMSS',
    help: 'IPv4: the segment size that TCP announces there, bytes; 0: not set',
    value: row => inet(row, ({ mss }) => Math.max(0, mss - MSS_HEADERS)),
  }),
  number({
    key: 'window',
    header: 'Window',
    help: 'IPv4: the largest TCP window there, bytes; 0: not set',
    value: row => inet(row, ({ window }) => window),
  }),
  number({
    key: 'irtt_ms',
    header: 'IRTT',
    help: 'IPv4: the round trip time that TCP begins with, milliseconds; 0: not set',
    value: row => inet(row, ({ irtt }) => irtt),
  }),
]

/** fib_route_seq_show() adds the headers of IP and TCP. */
const MSS_HEADERS = 40
