import type { Report } from '../base/errors.ts'
import type { DevCounters, Interface } from '../model/interface.ts'
import type { Count } from '../model/path.ts'
import type { Qdisc } from '../netlink/qdisc.ts'
import type { LinkSource } from './links.ts'

/** What the interfaces and their queues counted, and how long the queues may be. */
export interface LinkReading {
  readonly counts: readonly Count[]
  readonly limits: ReadonlyMap<string, number>
  readonly devices: readonly string[]
}

export const readLinkCounts = (source: LinkSource, report: Report): LinkReading => {
  const links = source.interfaces(report)
  const names = new Map(links.map(({ index, name }) => [index, name]))
  return {
    counts: [
      ...links.flatMap(link => linkCounts(link, source.name)),
      ...source.qdiscs(report).flatMap(each => qdiscCounts(each, names)),
    ],
    limits: new Map(
      links.flatMap(({ name, txQueueLength }) =>
        txQueueLength === null ? [] : [[`${name} txqueuelen`, txQueueLength]],
      ),
    ),
    devices: links.map(({ name }) => name),
  }
}

const linkCounts = (link: Interface, source: string): Count[] => {
  const { name: device, stats, counters } = link
  if (stats.size === 0) return devCounts(link, counters)
  const from = source === 'netlink' ? 'netlink link' : `/sys/class/net/${device}/statistics`
  return [...stats].map(([name, total]) => countOf(link, name, from, total))
}

/** Where nothing else tells: some of these are sums of several, and go by the file's own words. */
const DEV_NAMES: readonly [name: string, counter: keyof DevCounters][] = [
  ['rx_packets', 'rxPackets'],
  ['rx_bytes', 'rxBytes'],
  ['rx_errors', 'rxErrs'],
  ['rx_drop', 'rxDrop'],
  ['rx_fifo_errors', 'rxFifo'],
  ['rx_frame', 'rxFrame'],
  ['tx_packets', 'txPackets'],
  ['tx_bytes', 'txBytes'],
  ['tx_errors', 'txErrs'],
  ['tx_dropped', 'txDrop'],
  ['tx_fifo_errors', 'txFifo'],
  ['tx_carrier', 'txCarrier'],
  ['collisions', 'txColls'],
]

const devCounts = (link: Interface, counters: DevCounters): Count[] =>
  DEV_NAMES.flatMap(([name, counter]) => {
    const total = counters[counter]
    return total === null ? [] : [countOf(link, name, '/proc/net/dev', total)]
  })

/** An interface that was made anew under its name has another index, and is another. */
const countOf = (
  { index, name: device }: Interface,
  name: string,
  source: string,
  total: bigint,
): Count => ({
  id: `link ${index ?? '?'} ${device} ${name}`,
  group: 'link',
  name,
  source,
  interface: device,
  cpu: null,
  total,
  bits: 64,
})

const qdiscCounts = (qdisc: Qdisc, names: ReadonlyMap<number | null, string>): Count[] => {
  const { ifindex, kind, handle, parent, stats } = qdisc
  const device = names.get(ifindex)
  if (stats === null || device === undefined) return []
  const ingress = kind === 'ingress' || kind === 'clsact'
  const label = `${kind} ${(handle >>> 16).toString(16)}:`
  return (['drops', 'overlimits', 'requeues'] as const).map(name => ({
    id: `qdisc ${ifindex} ${label} ${parent} ${name}`,
    group: ingress ? 'ingress' : 'qdisc',
    name,
    source: `netlink qdisc ${label}`,
    interface: device,
    cpu: null,
    total: BigInt(stats[name]),
    bits: 32,
  }))
}
