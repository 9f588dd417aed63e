import type { Report } from '../base/errors.ts'
import type { Qdisc } from '../netlink/qdisc.ts'
import type { DevCounters, Interface, LinkStat, LinkStats } from '../model/interface.ts'

/** Where the interfaces come from: `netlink` or `proc`. */
export interface LinkSource {
  readonly name: string
  /** throws Unavailable with the reason */
  open(): void
  /** in the order of the kernel */
  interfaces(report: Report): Interface[]
  /** none where this source cannot say */
  qdiscs(report: Report): Qdisc[]
}

/** What /proc/net/dev would print of these: dev_seq_printf_stats() in net/core/net-procfs.c. */
export const devCounters = (stats: LinkStats): DevCounters => {
  const sum = (...names: readonly LinkStat[]): bigint | null => {
    let total = 0n
    for (const name of names) {
      const value = stats.get(name)
      if (value === undefined) return null
      total += value
    }
    return total
  }
  return {
    rxBytes: sum('rx_bytes'),
    rxPackets: sum('rx_packets'),
    rxErrs: sum('rx_errors'),
    rxDrop: sum('rx_dropped', 'rx_missed_errors'),
    rxFifo: sum('rx_fifo_errors'),
    rxFrame: sum('rx_length_errors', 'rx_over_errors', 'rx_crc_errors', 'rx_frame_errors'),
    rxCompressed: sum('rx_compressed'),
    rxMulticast: sum('multicast'),
    txBytes: sum('tx_bytes'),
    txPackets: sum('tx_packets'),
    txErrs: sum('tx_errors'),
    txDrop: sum('tx_dropped'),
    txFifo: sum('tx_fifo_errors'),
    txColls: sum('collisions'),
    txCarrier: sum(
      'tx_carrier_errors',
      'tx_aborted_errors',
      'tx_window_errors',
      'tx_heartbeat_errors',
    ),
    txCompressed: sum('tx_compressed'),
  }
}
