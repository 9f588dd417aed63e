import { DEV_COUNTERS, type DevCounters, type Interface } from '../../model/interface.ts'
import type { Column } from '../../model/table.ts'
import { bitRateText, bytesText } from '../../model/units.ts'
import { numberColumn, textColumn } from '../column.ts'
import { perSecond } from '../rates.ts'
import type { CounterName, InterfaceLook } from './row.ts'

type Col = Column<InterfaceLook>

/**
 * What /proc/net/dev has (`rxDrop`, which may be a sum) and what struct rtnl_link_stats64 has besides.
 * What they mean is said in Documentation/networking/statistics.rst.
 */
const COUNTERS: readonly [key: string, of: CounterName, help: string][] = [
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

const isSum = (of: CounterName): of is keyof DevCounters =>
  (DEV_COUNTERS as readonly string[]).includes(of)

const countOf = (of: CounterName, { counters, stats }: Interface): bigint | null =>
  isSum(of) ? counters[of] : (stats.get(of) ?? null)

/** What an interface counted per second from one look to the next. */
export const ratesOf = (
  before: Interface | undefined,
  now: Interface,
  seconds: number,
): InterfaceLook['rates'] =>
  before === undefined
    ? null
    : new Map(
        COUNTERS.map(([, of]) => [of, perSecond(countOf(of, before), countOf(of, now), seconds)]),
      )

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
  key.replace(/^(.)x\./, (_, way: string) => `${way.toUpperCase()}X `)

const rankOf = (key: string): number => (key.endsWith('packets') ? 6 : LOSSES.includes(key) ? 4 : 3)

/** Each counts from when the interface was made, and only grows. */
const TOTALS: readonly Col[] = COUNTERS.map(([key, of, help]) => {
  const value = (row: InterfaceLook): bigint | null => countOf(of, row)
  return numberColumn({
    key,
    header: capital(key),
    ...(NARROW[key] !== undefined && { narrow: NARROW[key] }),
    help,
    rank: rankOf(key),
    value,
    sum: value,
    ...(key.endsWith('bytes') && {
      unit: 'bytes',
      from: 120,
      text: row => (value(row) === null ? null : bytesText(value(row)!)),
      sumText: bytesText,
    }),
    ...(LOSSES.includes(key) && { tone: row => (value(row) ? 'warn' : 'plain') }),
  })
})

/** The same per second, where two looks were taken. */
const RATES: readonly Col[] = COUNTERS.map(([key, of, help]) => {
  const value = (row: InterfaceLook): number | null | undefined =>
    row.rates === undefined ? undefined : (row.rates?.get(of) ?? null)
  return numberColumn({
    key: `rates.${key}`,
    header: key.endsWith('bytes') ? capital(key).replace('bytes', 'rate') : `${capital(key)}/s`,
    ...(NARROW[key] !== undefined && { narrow: `${NARROW[key]}/s` }),
    help: `${help}; per second`,
    rank: rankOf(key),
    value,
    sum: value,
    ...(key.endsWith('bytes') && {
      unit: 'bytes/s',
      text: row => {
        const rate = value(row)
        return rate === undefined ? '' : rate === null ? null : bitRateText(rate)
      },
      sumText: bitRateText,
    }),
    ...(LOSSES.includes(key) && { tone: row => (value(row) ? 'warn' : 'plain') }),
  })
})

export const RATE_KEYS = RATES.map(({ key }) => key)

/** `rx.dropped 12, rx.missed 3`: what was lost, told apart; a sum of both says nothing of its own. */
const lossesText = (row: InterfaceLook): string =>
  COUNTERS.filter(([key]) => LOSSES.includes(key) && !(key === 'rx.drops' && row.stats.size > 0))
    .map(([key, of]) => ({
      key,
      lost: row.rates === undefined ? countOf(of, row) : row.rates?.get(of),
    }))
    .filter(({ lost }) => lost)
    .map(({ key, lost }) => `${key} ${lost}${row.rates === undefined ? '' : '/s'}`)
    .join(', ')

export const COUNTING: readonly Col[] = [
  ...TOTALS,
  ...RATES,
  textColumn({
    key: 'losses',
    header: 'Losses',
    help: 'the counters of lost packets that are not zero; of two looks, per second',
    below: true,
    parts: LOSSES,
    value: lossesText,
    text: lossesText,
  }),
]
