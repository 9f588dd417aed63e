import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ipGroups,
  ipInterface,
  ipRoute,
  isUsual,
  rowGroup,
  rowInterface,
  rowRoute,
  type GroupRow,
  type InterfaceRow,
  type IpGroups,
  type IpLink,
  type IpRoute,
  type RouteRow,
} from '../views/iproute.ts'
import { makeQuiet, type Quiet } from './quiet.ts'
import { whyNoNetlink, whyNoWorld } from './world.ts'

const why = whyNoWorld('ip', 'nstat', 'mount') || whyNoNetlink()

describe.skipIf(why !== '')(`on a network at rest${why}`, () => {
  let quiet: Quiet
  beforeAll(async () => {
    quiet = await makeQuiet()
  }, 60_000)
  afterAll(() => quiet.end())

  const json = <T>(command: string, ...args: readonly string[]): T =>
    JSON.parse(quiet.run(command, args)) as T
  const rows = <Row>(view: string, ...args: readonly string[]): Row[] => {
    const words = [resolve('bin/tsnetstat.js'), view, '--json', ...args]
    const document = json<{ readonly [name: string]: Row[] }>(process.execPath, ...words)
    expect(document['warnings']).toEqual([])
    return document[view]!
  }
  const addresses = (links: readonly IpLink[]) =>
    links.map(({ ifname, addr_info }) => [
      ifname,
      addr_info.map(({ local, prefixlen, label, address }) => [
        `${local}/${prefixlen}`,
        label ?? null,
        address ?? null,
      ]),
    ])

  /** What a card does for the sake of a bridge, and nobody asked it for, /sys alone tells. */
  const sysFlags = (link: IpLink): string[] => {
    const more = link.ifname === 'other' ? ['ALLMULTI', 'PROMISC'] : []
    return [...ipInterface(link).flags, ...more].sort()
  }

  it('routes are those of ip route', () => {
    const inet = json<IpRoute[]>('ip', '-j', '-4', 'route', 'show', 'table', 'main')
    const inet6 = json<IpRoute[]>('ip', '-j', '-6', 'route', 'show', 'table', 'all')
    expect(inet.length).toBeGreaterThan(12)
    expect(rows<RouteRow>('routes').map(rowRoute).sort()).toEqual(
      [...inet, ...inet6.filter(isUsual)].map(ipRoute).sort(),
    )
  })

  it('groups are those of ip maddr, with their users', () => {
    const theirs = ipGroups(json<IpGroups[]>('ip', '-j', 'maddr'))
    expect(theirs.length).toBeGreaterThan(12)
    expect(rows<GroupRow>('groups').map(rowGroup).sort()).toEqual(theirs)
  })

  it('statistics are those of nstat', () => {
    const { kernel } = json<{ kernel: { [name: string]: number } }>('nstat', '-asjz')
    const ours = rows<{ protocol: string; name: string; value: number }>('statistics', '-a')
    const values = new Map(ours.map(({ protocol, name, value }) => [protocol + name, value]))
    const names = Object.keys(kernel)
    expect(names.length).toBeGreaterThan(200)
    expect(names.map(name => [name, values.get(name)])).toEqual(
      names.map(name => [name, kernel[name]]),
    )
  })

  it('interfaces from netlink are those of ip addr, aliases and all', () => {
    const theirs = json<IpLink[]>('ip', '-j', '-s', 'addr')
    const ours = rows<InterfaceRow>('interfaces', '-a', '--source', 'netlink')
    expect(ours.map(rowInterface)).toEqual(theirs.map(ipInterface))
    expect(
      ours.map(row => [
        row.interface,
        row.addresses.map(each => [`${each.address}/${each.prefix}`, each.label, each.peer]),
      ]),
    ).toEqual(addresses(theirs))
  })

  it('interfaces from files are the same, but for IPv4, of which no file tells all', () => {
    quiet.run('mount', ['-t', 'sysfs', 'sysfs', '/sys'])
    const theirs = json<IpLink[]>('ip', '-j', '-s', 'addr')
    const ours = rows<InterfaceRow>('interfaces', '-a', '--source', 'proc')
    const byIndex = ours.toSorted((x, y) => x.index - y.index)
    expect(byIndex.map(rowInterface)).toEqual(
      theirs.map(link => ({ ...ipInterface(link), flags: sysFlags(link) })),
    )
    const inet6 = ours.map(row => [
      row.interface,
      row.addresses
        .filter(({ address }) => address.includes(':'))
        .map(each => `${each.address}/${each.prefix}`)
        .sort(),
    ])
    expect(Object.fromEntries(inet6)).toEqual(
      Object.fromEntries(
        theirs.map(({ ifname, addr_info }) => [
          ifname,
          addr_info
            .filter(({ local }) => local.includes(':'))
            .map(({ local, prefixlen }) => `${local}/${prefixlen}`)
            .sort(),
        ]),
      ),
    )
  })
})
