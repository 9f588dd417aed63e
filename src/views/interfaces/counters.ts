import {
  DEV_COUNTERS,
  type DevCounters,
  type Interface,
  type LinkStat,
} from '../../model/interface.ts'
import type { Column } from '../../model/table.ts'
import { bytesText } from '../../model/units.ts'
import { numberColumn, textColumn } from '../column.ts'

type Col = Column<Interface>
type Sum = keyof DevCounters

/**
 * What /proc/net/dev has (`rxDrop`, which may be a sum) and what struct rtnl_link_stats64 has besides.
 * What they mean is said in Documentation/networking/statistics.rst.
 */
const COUNTERS: readonly [key: string, of: Sum | LinkStat, help: string][] = [
  ['rx.bytes', 'rxBytes', 'bytes received'],
  ['rx.packets', 'rxPackets', 'good packets received'],
  ['rx.multicast', 'rxMulticast', 'multicast packets received, where the device counts them'],
  ['rx.compressed', 'rxCompressed', 'compressed packets received: PPP and SLIP'],
  ['rx.errors', 'rxErrs', 'bad packets: length, over, crc, frame and others, by the driver'],
  ['rx.drops', 'rxDrop', 'packets lost: dropped and missed together, as /proc/net/dev has them'],
  ['rx.dropped', 'rx_dropped', 'packets that arrived and were not processed: not wanted, no room'],
  ['rx.missed', 'rx_missed_errors', 'packets the device lost: the host did not empty its ring'],
  ['rx.fifo', 'rxFifo', 'overruns in the device; by the driver also under missed or over'],
  ['rx.over', 'rx_over_errors', 'packets too large for a buffer, or, by the driver, as missed'],
  ['rx.length', 'rx_length_errors', 'packets of a wrong length'],
  ['rx.crc', 'rx_crc_errors', 'packets damaged on the link: cable, port or duplex'],
  ['rx.frame', 'rx_frame_errors', 'packets that did not end at a byte'],
  ['rx.nohandler', 'rx_nohandler', 'packets to an inactive port, as of a bond; since 4.6'],
  ['rx.otherhost', 'rx_otherhost_dropped', 'packets to another host; since 5.19, not in /sys'],
  ['tx.bytes', 'txBytes', 'bytes sent'],
  ['tx.packets', 'txPackets', 'packets sent'],
  ['tx.compressed', 'txCompressed', 'compressed packets sent'],
  ['tx.errors', 'txErrs', 'packets not sent: fifo, carrier, aborted, window, heartbeat and others'],
  ['tx.drops', 'txDrop', 'packets dropped on their way to the device'],
  ['tx.fifo', 'txFifo', 'underruns in the device'],
  ['tx.carrier', 'tx_carrier_errors', 'packets lost as the link went down'],
  ['tx.aborted', 'tx_aborted_errors', 'packets given up after too many collisions'],
  ['tx.window', 'tx_window_errors', 'late collisions'],
  ['tx.heartbeat', 'tx_heartbeat_errors', 'missing heartbeats of old half-duplex Ethernet'],
  ['tx.collisions', 'txColls', 'collisions of a half-duplex link'],
]

/** Packets that should have passed and did not. */
const LOSSES = COUNTERS.map(([key]) => key).filter(
  key => !/bytes|packets|multicast|compressed|collisions|otherhost/.test(key),
)

const isSum = (of: Sum | LinkStat): of is Sum => (DEV_COUNTERS as readonly string[]).includes(of)

const countOf = (of: Sum | LinkStat, { counters, stats }: Interface): bigint | null =>
  isSum(of) ? counters[of] : (stats.get(of) ?? null)

/** Shorter headers of those that are shown by default. */
const NARROW: Readonly<Record<string, string>> = {
  'rx.packets': 'RX-pkt',
  'rx.errors': 'RX-err',
  'rx.drops': 'RX-drp',
  'tx.packets': 'TX-pkt',
  'tx.errors': 'TX-err',
  'tx.drops': 'TX-drp',
}

const capital = (key: string): string =>
  key.replace(/^(.)x\./, (_, way) => `${way.toUpperCase()}X `)

/** Each counts from when the interface was made, and only grows. */
const COUNTER_COLUMNS: readonly Col[] = COUNTERS.map(([key, of, help]) => {
  const value = (row: Interface): bigint | null => countOf(of, row)
  return numberColumn({
    key,
    header: capital(key),
    ...(NARROW[key] !== undefined && { narrow: NARROW[key] }),
    help,
    rank: key.endsWith('packets') ? 6 : LOSSES.includes(key) ? 4 : 3,
    value,
    sum: value,
    ...(key.endsWith('bytes') && {
      from: 120,
      text: row => (value(row) === null ? null : bytesText(value(row)!)),
      sumText: bytesText,
    }),
    ...(LOSSES.includes(key) && { tone: row => (value(row) ? 'warn' : 'plain') }),
  })
})

/** `rx.dropped 12, rx.missed 3`: what was lost, told apart; the two sums say nothing of their own. */
const lossesText = (row: Interface): string =>
  COUNTERS.filter(([key]) => LOSSES.includes(key) && !(key === 'rx.drops' && row.stats.size > 0))
    .map(([key, of]) => ({ key, count: countOf(of, row) }))
    .filter(({ count }) => count !== null && count > 0n)
    .map(({ key, count }) => `${key} ${count}`)
    .join(', ')

export const COUNTER_KEYS = COUNTER_COLUMNS.map(({ key }) => key)

export const COUNTING: readonly Col[] = [
  ...COUNTER_COLUMNS,
  textColumn({
    key: 'losses',
    header: 'Losses',
    help: 'the counters of lost packets that are not zero',
    below: true,
    parts: LOSSES,
    value: lossesText,
    text: lossesText,
  }),
]
