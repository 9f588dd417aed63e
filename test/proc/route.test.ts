import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ipText } from '../../src/model/address.ts'
import { parseIpv6Route, parseRoute } from '../../src/proc/route.ts'

// fib_route_seq_show() in net/ipv4/fib_trie.c
const HEADER =
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
const ROW = 'eth0\t0002A8C0\tFE01A8C0\t0003\t1\t2\t4294967295\t00FFFFFF\t1274\t5678\t250\n'

describe('net/route', () => {
  it('holds addresses as words of the host, whose bytes a little-endian one shows reversed', () => {
    const { rows, problems } = parseRoute(HEADER + ROW, true)
    expect(problems).toEqual([])
    expect(ipText(rows[0]!.destination)).toBe('192.168.2.0')
    expect(ipText(rows[0]!.gateway!)).toBe('192.168.1.254')
    expect(rows).toMatchObject([
      {
        mask: 0xffffff00,
        flags: 3,
        refs: 1,
        use: 2,
        metric: 4294967295,
        mss: 1274,
        window: 5678,
        irtt: 250,
        interface: 'eth0',
      },
    ])
  })

  it('of a big-endian host holds them as they are', () => {
    const { rows } = parseRoute(
      `${HEADER}eth0\tC0A80200\t00000000\t0001\t0\t0\t0\tFFFFFF00\t0\t0\t0\n`,
      false,
    )
    expect(ipText(rows[0]!.destination)).toBe('192.168.2.0')
    expect(rows[0]).toMatchObject({ mask: 0xffffff00, gateway: null })
  })

  it('has a route without an interface', () => {
    const { rows } = parseRoute(
      `${HEADER}*\t000212C6\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n`,
      true,
    )
    expect(rows).toMatchObject([{ interface: null, gateway: null }])
  })

  it('finds its columns by the header, and takes more of them', () => {
    const moved = HEADER.replace('Iface', 'New\tIface').replace('IRTT', 'IRTT\tMore')
    const { rows, problems } = parseRoute(`${moved}7\t${ROW.trim()}\t9\n`, true)
    expect(problems).toEqual([])
    expect(rows).toMatchObject([{ interface: 'eth0', irtt: 250 }])
  })

  it('takes the name of an alias for one, as kernels before 2.2 print it', () => {
    expect(parseRoute(HEADER + ROW.replace('eth0', 'eth0:12'), true).rows).toMatchObject([
      { interface: 'eth0:12', irtt: 250 },
    ])
  })

  it.each([
    ['Gateway ', 'no column Gateway'],
    ['IRTT', 'no column IRTT'],
    ['Iface', 'no column Iface'],
  ])('without the column %s has no rows and one problem', (column, problem) => {
    const { rows, problems } = parseRoute(HEADER.replace(column, 'Xxx') + ROW + ROW, true)
    expect(rows).toEqual([])
    expect(problems).toMatchObject([{ at: 'net/route:1' }])
    expect(problems[0]!.problem).toContain(problem)
  })

  it.each([
    ['a row that ends early', 'eth0\t0002A8C0\t00000000\t0001\t0\t0\t0', 'no field 7 (Mask)'],
    ['an address of seven digits', ROW.trim().replace('0002A8C0', '002A8C0'), 'Destination is not'],
    ['flags that are no number', ROW.trim().replace('0003', 'up'), 'Flags is not a hex u32'],
    ['a metric beyond u32', ROW.trim().replace('4294967295', '4294967296'), 'Metric is not a u32'],
    ['an empty row', '', 'no field 0 (Iface)'],
  ])('loses only %s, and tells', (_, bad, problem) => {
    const { rows, problems } = parseRoute(`${HEADER}${ROW}${bad}\n${ROW}`, true)
    expect(rows).toHaveLength(2)
    expect(problems).toMatchObject([{ at: 'net/route:3' }])
    expect(problems[0]!.problem).toContain(problem)
  })

  it('takes no row from a last line that was cut', () => {
    const { rows, problems } = parseRoute(HEADER + ROW + ROW.trim(), true)
    expect(rows).toHaveLength(1)
    expect(problems).toHaveLength(1)
  })
})

const ANY = '0'.repeat(32)
const NET = '20010db8000300000000000000000000'
const ROUTE6 = `${NET} 30 ${ANY} 00 fe800000000000000000000000000001 00000400 00000003 0000002c 00000003     eth0\n`

describe('net/ipv6_route', () => {
  it('has each of the fields', () => {
    const { rows, problems } = parseIpv6Route(ROUTE6)
    expect(problems).toEqual([])
    const [row] = rows
    expect([ipText(row!.destination), ipText(row!.gateway!)]).toEqual(['2001:db8:3::', 'fe80::1'])
    expect(row).toMatchObject({
      prefix: 48,
      sourcePrefix: 0,
      metric: 1024,
      refs: 3,
      use: 44,
      flags: 3,
      interface: 'eth0',
    })
  })

  it('may end before the name', () => {
    expect(parseIpv6Route(ROUTE6.replace(/ +eth0/, '')).rows).toMatchObject([{ interface: null }])
  })

  it.each([
    ['a prefix of 129 bits', ROUTE6.replace(' 30 ', ' 81 '), 'prefix length is not at most 128'],
    ['an address of 31 digits', ROUTE6.slice(1), 'destination is not 32 hex digits'],
    ['a bad digit', ROUTE6.replace('00000400', '0000040g'), 'metric is not a hex u32'],
    ['text', 'no route\n', 'no field 4 (gateway)'],
    ['an empty row', '\n', 'no field'],
  ])('loses only a row with %s, and tells', (_, bad, problem) => {
    const { rows, problems } = parseIpv6Route(ROUTE6 + bad + ROUTE6)
    expect(rows).toHaveLength(2)
    expect(problems).toMatchObject([{ at: 'net/ipv6_route:2' }])
    expect(problems[0]!.problem).toContain(problem)
  })
})

it('this host prints what is read', () => {
  const read = (name: string): string => readFileSync(`/proc/net/${name}`, 'latin1')
  expect(parseRoute(read('route'), true).problems).toEqual([])
  expect(parseIpv6Route(read('ipv6_route')).problems).toEqual([])
})
