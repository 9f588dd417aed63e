import { describe, expect, it } from 'vitest'
import { routesView } from '../../src/views/routes.ts'
import { run } from '../helpers/run.ts'
import { fakeHost, fixtureHost, wanted } from '../sources/hosts.ts'
import { ipRoute, isUsual, rowRoute, type IpRoute, type RouteRow } from './iproute.ts'
import { readView } from './origin.ts'
import { rowsOf, witness } from './witness.ts'

const ipRoutes = (name: string): IpRoute[] => JSON.parse(witness(name)) as IpRoute[]

describe('routes of the captured network', () => {
  it('of IPv4 are those of ip route', async () => {
    const rows = await rowsOf<RouteRow>('routes', '-4')
    expect(rows.map(rowRoute).sort()).toEqual(ipRoutes('ip-route.json').map(ipRoute).sort())
    expect(rows.length).toBeGreaterThan(12)
  })

  it('of IPv6 are those of ip -6 route, and with -a those of every table', async () => {
    const all = ipRoutes('ip-route6.json')
    const rows = await rowsOf<RouteRow>('routes', '-6')
    expect(rows.map(rowRoute).sort()).toEqual(all.filter(isUsual).map(ipRoute).sort())
    // the file has one row more: where everything ends that has no route
    const whole = await rowsOf<RouteRow>('routes', '-6', '-a')
    expect(whole.map(rowRoute).sort()).toEqual(
      [...all.map(ipRoute), 'default  lo 4294967295'].sort(),
    )
  })

  it.each([
    ['unreachable', 'reject'],
    ['prohibit', 'reject'],
    ['blackhole', 'blackhole'],
    ['throw', 'blackhole'],
  ])('of IPv4, %s is %s', async (type, expected) => {
    const rows = await rowsOf<RouteRow>('routes', '-4')
    const named = ipRoutes('ip-route.json').filter(each => each.type === type)
    expect(named.length).toBeGreaterThan(0)
    for (const { dst } of named) {
      const row = rows.find(each => rowRoute(each).startsWith(`${dst} `))!
      expect([row.type, 'interface' in row]).toEqual([expected, false])
    }
  })

  it('stand with the default first, and then by number', async () => {
    const rows = await rowsOf<RouteRow>('routes')
    expect(rows.slice(0, 3).map(rowRoute)).toEqual([
      'default 192.0.2.254 eth2 0',
      'default 198.51.100.126 eth10 100',
      '10.0.0.0/8  fifteencharname 0',
    ])
    expect(rows.findIndex(({ family }) => family === 'inet6')).toBe(
      rows.filter(({ family }) => family === 'inet').length,
    )
  })

  // ip route add 10.2.0.0/16 advmss 1234 window 5678 rtt 250ms
  it('have what TCP begins with there', async () => {
    const [row] = await rowsOf('routes', 'destination.address = 10.2.0.0')
    expect(row).toMatchObject({ advmss: 1234, window: 5678, irtt_ms: 250 })
  })

  it.each([
    ['destination.address = 10.0.0.0/8', 6],
    ['gateway = 192.0.2.254', 3],
    ['gateway != 192.0.2.254 and family = inet', 3],
    ['interface = eth10 and family = inet', 4],
    ['metric > 4294967294', 1],
    ['flags = REJECT and family = inet', 3],
  ])('filtered by %s are %i', async (filter, count) => {
    expect(await rowsOf('routes', filter)).toHaveLength(count)
  })
})

describe('of what is not there', () => {
  const HEADER =
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'

  it('one file is enough', () => {
    const reading = readView(routesView, fakeHost({ 'proc/net/route': HEADER }))
    expect([reading.rows, reading.problems]).toEqual([[], []])
  })

  it('none is a failure', async () => {
    const { code, out, err } = await run(['routes', '--root', 'fixtures/hosts/empty'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^tsnetstat: none of the files of fixtures\/hosts\/empty\/proc\/net/)
  })

  it('is told how many local routes are hidden', () => {
    const host = fixtureHost('network-6.18')
    const { rows, footer } = readView(routesView, host, { rows: 'connected' })
    expect(footer(rows, rows)).toMatch(
      /^\d+ routes, 1\d local and multicast not shown: -a shows them$/,
    )
    expect(footer(rows, rows.slice(0, 2))).toMatch(/\d+ not shown with --limit 2/)
    const all = readView(routesView, host)
    expect(all.footer(all.rows, all.rows)).toMatch(/^\d+ routes$/)
  })

  it('an unknown netmask has no prefix', () => {
    const row = '*\t0000000A\t00000000\t0001\t0\t0\t0\t00FF00FF\t0\t0\t0\n'
    const { rows } = readView(routesView, fakeHost({ 'proc/net/route': HEADER + row }))
    const value = (key: string) =>
      routesView.columns.find(column => column.key === key)!.value(rows[0]!)
    expect([value('destination.prefix'), value('destination')]).toEqual([null, '10.0.0.0/?'])
  })
})

it('-e shows what else the kernel keeps of a route', () => {
  expect(routesView.shown(wanted())).not.toContain('advmss')
  expect(routesView.shown(wanted({ extended: true }))).toEqual(
    expect.arrayContaining(['flags', 'refs', 'use', 'advmss', 'window', 'irtt_ms']),
  )
})
