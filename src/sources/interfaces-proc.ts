import { errnoOf, Unavailable } from '../base/errors.ts'
import type { Parsed } from '../base/text.ts'
import {
  hasFlag,
  INTERFACE_FLAGS,
  LINK_STATS,
  type Interface,
  type LinkStat,
} from '../model/interface.ts'
import { parseDev, type DevRow } from '../proc/dev.ts'
import { parseIfInet6, type IfInet6Row } from '../proc/if-inet6.ts'
import { parseRoute } from '../proc/route.ts'
import { inetAddresses } from './interfaces-inet.ts'
import { devCounters, type InterfaceSource } from './interfaces.ts'
import type { Host } from './source.ts'

/**
 * Interfaces from /proc/net/dev and /sys/class/net. No file tells which interface has which IPv4
 * address, nor the names of aliases: the address of a connected network is taken to be that of the
 * interface which the route to it names.
 */
export const procInterfaces = (host: Host): InterfaceSource => ({
  name: 'proc',
  open: () => {
    try {
      host.fs.text('proc/net/dev', 'latin1')
    } catch (error) {
      throw new Unavailable(`/proc/net/dev: ${errnoOf(error) ?? String(error)}`)
    }
  },
  interfaces: report => {
    const read = <Row>(name: string, parse: (text: string) => Parsed<Row>): readonly Row[] => {
      const text = textOf(host, `proc/net/${name}`)
      if (text === null) return []
      const { rows, problems } = parse(text)
      problems.forEach(report)
      return rows
    }
    const devices = read('dev', text => parseDev(text))
    const inet6 = read('if_inet6', text => parseIfInet6(text))
    const sys = sysfsIsOurs(host, devices)
    const made = devices.map(row => interfaceOf(host, row, sys, inet6))
    const routes = read('route', text => parseRoute(text, host.littleEndian))
    const trie = textOf(host, 'proc/net/fib_trie')
    const inet = trie === null ? null : inetAddresses(trie, made, routes)
    return made.map(each => ({
      ...each,
      addresses: [...(inet?.get(each.name) ?? []), ...each.addresses],
    }))
  },
})

const SYS = 'sys/class/net'

/**
 * /sys tells of the network namespace in which it was mounted, which need not be ours: it is believed
 * where it names the interfaces that /proc/net/dev does.
 */
const sysfsIsOurs = (host: Host, devices: readonly DevRow[]): boolean => {
  try {
    const names = new Set(host.fs.list(SYS).filter(name => name !== 'bonding_masters'))
    return names.size === devices.length && devices.every(({ name }) => names.has(name))
  } catch {
    return false
  }
}

const interfaceOf = (
  host: Host,
  { name, ...counters }: DevRow,
  sys: boolean,
  inet6: readonly IfInet6Row[],
): Interface => {
  const attribute = (file: string): string | null =>
    sys ? textOf(host, `${SYS}/${name}/${file}`)?.trim() || null : null
  const number = (file: string): number | null => {
    const text = attribute(file)
    return text !== null && /^(0x[0-9a-f]{1,8}|\d{1,15})$/i.test(text) ? Number(text) : null
  }
  const operstate = attribute('operstate')
  const own = inet6.filter(row => row.interface === name)
  const stats = new Map(
    LINK_STATS.flatMap((stat): [LinkStat, bigint][] => {
      const text = attribute(`statistics/${stat}`)
      return text !== null && /^\d{1,20}$/.test(text) ? [[stat, BigInt(text)]] : []
    }),
  )
  return {
    name,
    index: number('ifindex') ?? own[0]?.index ?? null,
    type: number('type'),
    flags: flagsOf(number('flags'), operstate, number('carrier'), number('dormant')),
    mtu: number('mtu'),
    txQueueLength: number('tx_queue_len'),
    hardware: hardwareOf(attribute('address')),
    operstate,
    map: null,
    addresses: own.map(({ ip, prefix }) => ({
      ip,
      prefix,
      label: null,
      broadcast: null,
      peer: null,
    })),
    counters: stats.size > 0 ? { ...counters, ...known(devCounters(stats)) } : counters,
    stats,
  }
}

const known = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<T>

/** What dev_get_flags() in net/core/dev.c adds to the device's own flags, which alone /sys shows. */
const flagsOf = (
  own: number | null,
  operstate: string | null,
  carrier: number | null,
  dormant: number | null,
): number | null => {
  if (own === null || !hasFlag(own, 'UP')) return own
  const operational = operstate === 'up' || operstate === 'unknown'
  return (
    own |
    (operational ? INTERFACE_FLAGS.RUNNING : 0) |
    (carrier === 1 ? INTERFACE_FLAGS.LOWER_UP : 0) |
    (dormant === 1 ? INTERFACE_FLAGS.DORMANT : 0)
  )
}

const hardwareOf = (text: string | null): Uint8Array | null =>
  text !== null && /^[0-9a-f]{2}(:[0-9a-f]{2})*$/i.test(text)
    ? Uint8Array.from(text.split(':'), byte => Number.parseInt(byte, 16))
    : null

/** A file of no importance by itself; null where it cannot be read. */
const textOf = (host: Host, path: string): string | null => {
  try {
    return host.fs.text(path, 'latin1')
  } catch {
    return null
  }
}
