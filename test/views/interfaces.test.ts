import { describe, expect, it } from 'vitest'
import { interfacesView } from '../../src/views/interfaces.ts'
import { fakeHost, fixtureHost, wanted } from '../sources/hosts.ts'
import { ipInterface, rowInterface, type InterfaceRow, type IpLink } from './iproute.ts'
import { procOrigin, readView } from './origin.ts'
import { rowsOf, witness } from './witness.ts'

const theirs = JSON.parse(witness('ip-addr.json')) as IpLink[]
const named = async (name: string): Promise<InterfaceRow> =>
  (await rowsOf<InterfaceRow>('interfaces', '-a')).find(row => row.interface === name)!

describe('interfaces of the captured network are those of ip addr:', () => {
  it.each(theirs.map(each => [each.ifname, each] as const))('%s', async (name, ip) => {
    // a card that hears everything for the sake of the macvlan on it is PROMISC in /sys only
    const flags = name === 'eth2' ? [...ip.flags, 'PROMISC'] : ip.flags
    expect(rowInterface(await named(name))).toEqual(ipInterface({ ...ip, flags }))
  })

  // no file has them with their interfaces: those of a network of its own and of the loopback are found
  it.each(['lo', 'eth2', 'eth10', 'fifteencharname', 'br0'])('addresses of %s', async name => {
    const { addresses } = await named(name)
    const { addr_info } = theirs.find(({ ifname }) => ifname === name)!
    const unicast = addr_info.filter(({ local }) => !/^(239|ff)/.test(local))
    expect(
      addresses
        .filter(({ address }) => !/^(239|ff)/.test(address))
        .map(textOf)
        .sort(),
    ).toEqual(unicast.map(({ local, prefixlen }) => `${local}/${prefixlen}`).sort())
  })
})

const textOf = ({ address, prefix }: InterfaceRow['addresses'][number]): string =>
  `${address}/${prefix}`

describe('what is shown', () => {
  it('are those that are switched on, and with -a all', async () => {
    const up = (await rowsOf<InterfaceRow>('interfaces')).map(row => row.interface)
    const all = (await rowsOf<InterfaceRow>('interfaces', '-a')).map(row => row.interface)
    expect(up).toEqual(theirs.filter(({ flags }) => flags.includes('UP')).map(each => each.ifname))
    expect(all).toEqual(theirs.map(({ ifname }) => ifname))
  })

  it('tells in the last line what was left out, and what was concluded', () => {
    const { rows, footer, aside } = readView(interfacesView, fixtureHost('network-6.18'), {
      rows: 'connected',
    })
    expect(footer(rows, rows)).toMatch(/^8 interfaces, 3 switched off not shown: -a shows them$/)
    expect(aside).toBe('IPv4 addresses are placed by the routes, since no file tells')
    // that kernel had no fib_trie
    const old = readView(interfacesView, fixtureHost('kernel-2.6.32'))
    expect(old.aside).toBe('IPv4 addresses are not known, since no file tells')
    expect(old.facts([])).toEqual({ source: { interfaces: 'proc', inet_addresses: null } })
  })
})

const HEAD = 'Inter-|   Receive\n face |bytes\n'
const dev = (name: string, numbers: string): string => `${name}: ${numbers}\n`
// receive: bytes packets errs drop fifo frame compressed multicast, then transmit
const NUMBERS = '1000 10 4 9 2 6 0 1 2000 20 3 5 1 7 8 0'
const value = (row: object, key: string): unknown =>
  interfacesView.columns.find(column => column.key === key)!.value(row as never)

describe('losses', () => {
  const sysfs = {
    'sys/class/net/eth0/statistics/rx_dropped': '2\n',
    'sys/class/net/eth0/statistics/rx_missed_errors': '7\n',
    'sys/class/net/eth0/statistics/rx_crc_errors': '6\n',
  }

  it('are told apart where /sys does', () => {
    const { rows } = readView(
      interfacesView,
      fakeHost({ 'proc/net/dev': HEAD + dev('eth0', NUMBERS), ...sysfs }),
    )
    const keys = ['rx.drops', 'rx.dropped', 'rx.missed', 'rx.fifo', 'rx.crc', 'rx.over', 'losses']
    expect(keys.map(key => value(rows[0]!, key))).toEqual([
      9n,
      2n,
      7n,
      2n,
      6n,
      null,
      'rx.errors 4, rx.dropped 2, rx.missed 7, rx.fifo 2, rx.crc 6, tx.errors 3, tx.drops 5, tx.fifo 1',
    ])
  })

  it('are the sums of /proc/net/dev where nothing else tells, and what they are made of is not known', () => {
    const { rows } = readView(
      interfacesView,
      fakeHost({ 'proc/net/dev': HEAD + dev('eth0', NUMBERS) }),
    )
    expect(['rx.drops', 'rx.dropped', 'rx.missed'].map(key => value(rows[0]!, key))).toEqual([
      9n,
      null,
      null,
    ])
    expect(value(rows[0]!, 'losses')).toContain('rx.drops 9')
  })

  it('of another network namespace are not believed', () => {
    const { rows } = readView(
      interfacesView,
      fakeHost({ 'proc/net/dev': HEAD + dev('eth1', NUMBERS), ...sysfs }),
    )
    expect(rows).toHaveLength(1)
    expect(value(rows[0]!, 'rx.missed')).toBeNull()
  })
})

it('rates are steps over the time between two looks; one that was made anew has none', () => {
  const look = interfacesView.follow!(wanted({ changes: true }))
  const host = (rx: number, index: string) =>
    procOrigin(
      fakeHost({
        'proc/net/dev': HEAD + dev('eth0', NUMBERS.replace('1000', String(rx))),
        'sys/class/net/eth0/ifindex': index,
      }),
    )
  let now = 5
  const at = (seconds: number, origin: ReturnType<typeof host>) => {
    now = seconds
    return look(
      origin,
      () => {},
      () => now,
    )
  }
  expect(at(5, host(1000, '3'))).toBeNull()
  const second = at(7, host(4000, '3'))!
  expect(value(second.rows[0]!, 'rates.rx.bytes')).toBe(1500)
  expect(value(second.rows[0]!, 'rates.rx.packets')).toBe(0)
  expect(second.facts([])).toMatchObject({ interval_s: 2 })
  // fewer than before
  expect(value(at(8, host(100, '3'))!.rows[0]!, 'rates.rx.bytes')).toBeNull()
  expect(value(at(9, host(900, '4'))!.rows[0]!, 'rates.rx.bytes')).toBeNull()
})
