import type { Ip } from './address.ts'

/** Flags of a route, by their names in include/uapi/linux/route.h and ipv6_route.h without RTF_. */
export const ROUTE_FLAGS = {
  UP: 0x1,
  GATEWAY: 0x2,
  HOST: 0x4,
  REINSTATE: 0x8,
  DYNAMIC: 0x10,
  MODIFIED: 0x20,
  MTU: 0x40,
  WINDOW: 0x80,
  IRTT: 0x100,
  REJECT: 0x200,
  NOTCACHED: 0x400,
  DEFAULT: 0x1_0000,
  ALLONLINK: 0x2_0000,
  ADDRCONF: 0x4_0000,
  PREFIX_RT: 0x8_0000,
  ANYCAST: 0x10_0000,
  NONEXTHOP: 0x20_0000,
  EXPIRES: 0x40_0000,
  ROUTEINFO: 0x80_0000,
  CACHE: 0x100_0000,
  FLOW: 0x200_0000,
  POLICY: 0x400_0000,
  PCPU: 0x4000_0000,
  LOCAL: 0x8000_0000,
} as const
export type RouteFlag = keyof typeof ROUTE_FLAGS

/** Are all of these set? Flags are u32, and `&` alone gives a negative number for the highest. */
export const hasFlags = (flags: number, wanted: number): boolean =>
  (flags & wanted) >>> 0 === wanted

interface RouteBase {
  readonly destination: Ip
  /** the next router; null: the destination is on the link, or nowhere */
  readonly gateway: Ip | null
  /** ROUTE_FLAGS */
  readonly flags: number
  /** of two routes to one destination the lower counts; u32 */
  readonly metric: number
  readonly refs: number
  /** lookups; since Linux 3.6 always 0 */
  readonly use: number
  /** the device's name; null: the route has none, as a blackhole */
  readonly interface: string | null
}

/** A row of /proc/net/route: the main table, and of several next hops the first. */
export interface Route4 extends RouteBase {
  readonly family: 'inet'
  /** a u32; hostile input alone has zeros before ones */
  readonly mask: number
  /** column MTU: the route's `advmss` and 40, or 0; never its mtu */
  readonly mss: number
  /** bytes; 0: not set */
  readonly window: number
  /** initial round trip time, milliseconds; 0: not set */
  readonly irtt: number
}

/** A row of /proc/net/ipv6_route: every table, the local one too. */
export interface Route6 extends RouteBase {
  readonly family: 'inet6'
  readonly prefix: number
  /** of source-specific routing; `::`/0 where there is none */
  readonly source: Ip
  readonly sourcePrefix: number
}

export type Route = Route4 | Route6
