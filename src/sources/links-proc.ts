import { errnoOf, Unavailable, type Report } from '../base/errors.ts'
import type { Parsed } from '../base/text.ts'
import {
  hasFlag,
  INTERFACE_FLAGS,
  LINK_STATS,
  type Interface,
  type LinkStat,
  type LinkStats,
} from '../model/interface.ts'
import { parseDev, type DevRow } from '../proc/dev.ts'
import { parseIfInet6, type IfInet6Row } from '../proc/if-inet6.ts'
import { parseRoute } from '../proc/route.ts'
import { parseStatistic } from '../proc/statistic.ts'
import { inetAddresses } from './links-inet.ts'
import { devCounters, type LinkSource } from './links.ts'
import type { Host } from './source.ts'

/**
 * Interfaces from /proc/net/dev and /sys/class/net. No file tells which interface has which IPv4
 * address, nor the names of aliases: the address of a connected network is taken to be that of the
 * interface which the route to it names.
 */
export const procLinks = (host: Host): LinkSource => ({
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
    const devs = (): readonly DevRow[] => read('dev', text => parseDev(text))
    const devices = devs()
    const inet6 = read('if_inet6', text => parseIfInet6(text))
    const sys = sysfsIsOurs(host, devices, devs)
    const made = devices.map(row => interfaceOf(host, row, sys, inet6, report))
    const routes = read('route', text => parseRoute(text, host.littleEndian))
    const trie = textOf(host, 'proc/net/fib_trie')
    const inet = trie === null ? null : inetAddresses(trie, made, routes)
    return made.map(each => ({
      ...each,
      addresses: [...(inet?.get(each.name) ?? []), ...each.addresses],
    }))
  },
  qdiscs: () => [],
})

const SYS = 'sys/class/net'

/**
 * /sys tells of the network namespace in which it was mounted, which need not be ours. It is if it names
 * the same interfaces, and each has received what /proc/net/dev says just before and just after; of a
 * captured tree, whose files are of several moments, the names must do.
 */
const sysfsIsOurs = (
  { fs }: Host,
  before: readonly DevRow[],
  look: () => readonly DevRow[],
): boolean => {
  try {
    const names = new Set(fs.list(SYS).filter(name => name !== 'bonding_masters'))
    if (names.size !== before.length || !before.every(({ name }) => names.has(name))) return false
    if (fs.root !== '/') return true
    const received = before.map(({ name }) =>
      BigInt(fs.text(`${SYS}/${name}/statistics/rx_bytes`, 'latin1').trim()),
    )
    const after = new Map(look().map(({ name, rxBytes }) => [name, rxBytes]))
    return before.every(({ name, rxBytes }, i) => {
      const later = after.get(name) ?? null
      return rxBytes !== null && later !== null && rxBytes <= received[i]! && received[i]! <= later
    })
  } catch {
    return false
  }
}

const interfaceOf = (
  host: Host,
  { name, ...counters }: DevRow,
  sys: boolean,
  inet6: readonly IfInet6Row[],
  report: Report,
): Interface => {
  const attribute = (file: string): string | null =>
    sys ? textOf(host, `${SYS}/${name}/${file}`)?.trim() || null : null
  const number = (file: string): number | null => {
    const text = attribute(file)
    return text !== null && /^(0x[0-9a-f]{1,8}|\d{1,15})$/i.test(text) ? Number(text) : null
  }
  const operstate = attribute('operstate')
  const own = inet6.filter(row => row.interface === name)
  const stats = sys ? readStats(host, name, report) : new Map()
  return {
    name,
    index: number('ifindex') ?? own[0]?.index ?? null,
    type: number('type'),
    flags: flagsOf(number('flags'), operstate, number('carrier'), number('dormant')),
    mtu: number('mtu'),
    txQueueLength: number('tx_queue_len'),
    hardware: sys ? hardwareOf(textOf(host, `${SYS}/${name}/address`)) : null,
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

/** A file for each; an older kernel has fewer. */
const readStats = (host: Host, device: string, report: Report): LinkStats =>
  new Map(
    LINK_STATS.flatMap((stat): [LinkStat, bigint][] => {
      const file = `${SYS}/${device}/statistics/${stat}`
      const { rows, problems } = parseStatistic(textOf(host, file) ?? '', file)
      problems.forEach(report)
      return rows.slice(0, 1).map(value => [stat, value])
    }),
  )

const known = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<T>

/**
 * What dev_get_flags() in net/core/dev.c adds to the device's own flags, which alone /sys shows. PROMISC
 * and ALLMULTI are among those also where a bridge or a macvlan needs them and nobody set them.
 */
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

/** `02:00:00:00:00:01`; an empty line is of a link without addresses. */
const hardwareOf = (text: string | null): Uint8Array | null => {
  const words = text?.trim()
  if (words === '') return new Uint8Array(0)
  return words !== undefined && /^[0-9a-f]{2}(:[0-9a-f]{2})*$/i.test(words)
    ? Uint8Array.from(words.split(':'), byte => Number.parseInt(byte, 16))
    : null
}

/** A file of no importance by itself; null where it cannot be read. */
const textOf = (host: Host, path: string): string | null => {
  try {
    return host.fs.text(path, 'latin1')
  } catch {
    return null
  }
}
