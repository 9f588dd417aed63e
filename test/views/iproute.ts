/** What `ip -j` prints, and the rows of the views, each in words that can be compared. */

/** Of `ip -j route`. */
export interface IpRoute {
  readonly type?: string
  readonly dst: string
  readonly gateway?: string
  readonly dev?: string
  readonly metric?: number
  readonly nexthops?: readonly { readonly gateway: string; readonly dev: string }[]
}

/** Of `ip -j maddr`. */
export interface IpGroups {
  readonly ifname: string
  readonly maddr: readonly {
    readonly family?: string
    readonly address?: string
    readonly users?: number
  }[]
}

/** Of `ip -j -s addr`. */
export interface IpLink {
  readonly ifname: string
  readonly ifindex: number
  readonly flags: readonly string[]
  readonly mtu: number
  readonly operstate: string
  readonly txqlen: number
  readonly link_type: string
  readonly address?: string
  readonly addr_info: readonly {
    readonly local: string
    readonly prefixlen: number
    readonly label?: string
    readonly address?: string
  }[]
  readonly stats64: { readonly [way in 'rx' | 'tx']: { readonly [name: string]: number } }
}

export interface RouteRow {
  readonly family: string
  readonly destination: {
    readonly address: string
    readonly prefix: number
    readonly scope: string
  }
  readonly gateway?: string
  readonly interface?: string
  readonly metric: number
  readonly type: string
  readonly flags: readonly string[]
}

export interface GroupRow {
  readonly interface: string
  readonly index: number
  readonly family: string
  readonly group: string
  readonly users: number
}

export interface InterfaceRow {
  readonly interface: string
  readonly index: number
  readonly type: string
  readonly state: string
  readonly mtu: number
  readonly tx_queue_len: number
  readonly mac?: string
  readonly flags: readonly string[]
  readonly addresses: readonly {
    readonly address: string
    readonly prefix: number
    readonly label: string | null
    readonly peer: string | null
  }[]
  readonly rx: { readonly [name: string]: number }
  readonly tx: { readonly [name: string]: number }
}

/** `10.4.0.0/16 192.0.2.253 eth2 0`; ip has the next hops of a route, the file the first of them. */
export const ipRoute = ({ dst, gateway, dev, metric, nexthops }: IpRoute): string => {
  const [first] = nexthops ?? []
  return [dst, gateway ?? first?.gateway ?? '', dev ?? first?.dev ?? '', metric ?? 0].join(' ')
}

const HOST_BITS: { readonly [family: string]: number } = { inet: 32, inet6: 128 }

export const rowRoute = ({
  family,
  destination,
  gateway,
  interface: dev,
  metric,
}: RouteRow): string => {
  const { address, prefix } = destination
  const network = prefix === HOST_BITS[family] ? address : `${address}/${prefix}`
  return [prefix === 0 ? 'default' : network, gateway ?? '', dev ?? '', metric].join(' ')
}

const OWN = new Set(['local', 'anycast', 'multicast'])

/** Of IPv6: one that is not this host's own, as `routes` shows without -a. */
export const isUsual = ({ type = '' }: IpRoute): boolean => !OWN.has(type)

/** `eth2 239.1.2.3 1` */
export const ipGroups = (links: readonly IpGroups[]): string[] =>
  links
    .flatMap(({ ifname, maddr }) =>
      maddr
        .filter(({ family }) => family !== undefined)
        .map(({ address, users = 1 }) => `${ifname} ${address} ${users}`),
    )
    .sort()

export const rowGroup = (row: GroupRow): string => `${row.interface} ${row.group} ${row.users}`

const STATS = ['bytes', 'packets', 'errors'] as const

const counted = (way: { readonly [name: string]: number }, drops: number) => ({
  ...Object.fromEntries(STATS.map(name => [name, way[name]])),
  drops,
})

/** All but the addresses. */
export const ipInterface = (link: IpLink) => ({
  index: link.ifindex,
  type: link.link_type,
  mtu: link.mtu,
  tx_queue_len: link.txqlen,
  mac: link.link_type === 'none' ? undefined : link.address,
  // NO-CARRIER and M-DOWN are what ip concludes
  flags: link.flags.filter(flag => !flag.includes('-')).sort(),
  state: link.operstate === 'UNKNOWN' ? 'up' : link.operstate.toLowerCase(),
  rx: counted(link.stats64.rx, link.stats64.rx['dropped']!),
  tx: counted(link.stats64.tx, link.stats64.tx['dropped']!),
})

export const rowInterface = (row: InterfaceRow) => ({
  index: row.index,
  type: row.type,
  mtu: row.mtu,
  tx_queue_len: row.tx_queue_len,
  mac: row.mac,
  // what ip does not say
  flags: row.flags.filter(flag => flag !== 'RUNNING').sort(),
  state: row.state,
  rx: counted(row.rx, row.rx['dropped']!),
  tx: counted(row.tx, row.tx['drops']!),
})
