import { errnoOf, type Report } from '../base/errors.ts'
import type { HostFs } from '../base/fs.ts'
import type { Count } from '../model/path.ts'
import { parseDev, type DevRow } from '../proc/dev.ts'
import { parseStatistic } from '../proc/statistic.ts'
import type { Host, LinkSource } from './source.ts'

const SYS = 'sys/class/net'

/** Interfaces from /sys/class/net, or else from /proc/net/dev, which tells some counters as sums only. */
export const procLinks = (host: Host): LinkSource => ({
  name: 'proc',
  open: () => {},
  read: report => {
    const before = devRows(host, report)
    const counts = sysfsCounts(host, report)
    const believed =
      counts !== null &&
      isOurs(
        counts,
        before,
        devRows(host, () => {}),
      )
    return {
      counts: believed ? counts : before.flatMap(devCounts),
      limits: new Map(),
      devices: before.map(({ name }) => name),
    }
  },
})

const devRows = (host: Host, report: Report): readonly DevRow[] => {
  try {
    const { rows, problems } = parseDev(host.fs.text('proc/net/dev', 'latin1'))
    problems.forEach(report)
    return rows
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return []
  }
}

/** null: there is none, or an interface went away meanwhile. */
const sysfsCounts = ({ fs }: Host, report: Report): Count[] | null => {
  try {
    return fs
      .list(SYS)
      .filter(device => hasStatistics(fs, device))
      .flatMap(device =>
        fs.list(`${SYS}/${device}/statistics`).flatMap(name => {
          const file = `${SYS}/${device}/statistics/${name}`
          const { rows, problems } = parseStatistic(fs.text(file, 'latin1'), file)
          problems.forEach(report)
          return rows.slice(0, 1).map(total => sysfsCount(device, name, total))
        }),
      )
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

/** The bonding driver puts a file `bonding_masters` among the interfaces. */
const hasStatistics = (fs: HostFs, device: string): boolean => {
  try {
    return fs.list(`${SYS}/${device}`).includes('statistics')
  } catch (error) {
    if (errnoOf(error) === 'ENOTDIR') return false
    throw error
  }
}

/**
 * /sys shows the interfaces of the network namespace in which it was mounted, which need not be this
 * one. It is if it has the same ones, and each has received what /proc/net/dev said just before and
 * just after.
 */
const isOurs = (
  counts: readonly Count[],
  before: readonly DevRow[],
  after: readonly DevRow[],
): boolean => {
  const devices = new Set(counts.map(count => count.interface))
  if (devices.size !== before.length) return false
  return before.every(({ name, rxBytes }) => {
    const bytes = counts.find(count => count.interface === name && count.name === 'rx_bytes')
    const later = after.find(row => row.name === name)
    if (bytes === undefined || later === undefined) return false
    return rxBytes <= bytes.total && bytes.total <= later.rxBytes
  })
}

const sysfsCount = (device: string, name: string, total: bigint): Count => ({
  id: `link ${device} ${name}`,
  group: 'link',
  name,
  source: `/${SYS}/${device}/statistics`,
  interface: device,
  cpu: null,
  total,
  bits: 64,
})

/** Where nothing else tells: some of its counters are sums of several, and go by its own words. */
const devCounts = (row: DevRow): Count[] =>
  (
    [
      ['rx_packets', row.rxPackets],
      ['rx_bytes', row.rxBytes],
      ['rx_errors', row.rxErrs],
      ['rx_drop', row.rxDrop],
      ['rx_fifo_errors', row.rxFifo],
      ['rx_frame', row.rxFrame],
      ['tx_packets', row.txPackets],
      ['tx_bytes', row.txBytes],
      ['tx_errors', row.txErrs],
      ['tx_dropped', row.txDrop],
      ['tx_fifo_errors', row.txFifo],
      ['tx_carrier', row.txCarrier],
      ['collisions', row.txColls],
    ] as const
  ).map(([name, total]) => ({
    id: `link ${row.name} ${name}`,
    group: 'link',
    name,
    source: '/proc/net/dev',
    interface: row.name,
    cpu: null,
    total,
    bits: 64,
  }))
