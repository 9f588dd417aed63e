import { parseLines, type Parsed } from '../base/text.ts'
import { long } from './long.ts'

/** One interface of /proc/net/dev; u64 counters since its driver began, in the order of the file. */
export interface DevRow {
  readonly name: string
  readonly rxBytes: bigint
  readonly rxPackets: bigint
  readonly rxErrs: bigint
  /** rx_dropped and rx_missed_errors together */
  readonly rxDrop: bigint
  readonly rxFifo: bigint
  /** rx_length, rx_over, rx_crc and rx_frame_errors together */
  readonly rxFrame: bigint
  readonly rxCompressed: bigint
  readonly rxMulticast: bigint
  readonly txBytes: bigint
  readonly txPackets: bigint
  readonly txErrs: bigint
  readonly txDrop: bigint
  readonly txFifo: bigint
  readonly txColls: bigint
  /** tx_carrier, tx_aborted, tx_window and tx_heartbeat_errors together */
  readonly txCarrier: bigint
  readonly txCompressed: bigint
}

/** /proc/net/dev, two lines of header; dev_seq_printf_stats() in net/core/net-procfs.c. */
export const parseDev = (text: string, file = 'net/dev'): Parsed<DevRow> =>
  parseLines(text, file, 2, f => ({
    name: f.word(0, 'interface'),
    rxBytes: long(f, 1, 'receive bytes'),
    rxPackets: long(f, 2, 'receive packets'),
    rxErrs: long(f, 3, 'receive errs'),
    rxDrop: long(f, 4, 'receive drop'),
    rxFifo: long(f, 5, 'receive fifo'),
    rxFrame: long(f, 6, 'receive frame'),
    rxCompressed: long(f, 7, 'receive compressed'),
    rxMulticast: long(f, 8, 'receive multicast'),
    txBytes: long(f, 9, 'transmit bytes'),
    txPackets: long(f, 10, 'transmit packets'),
    txErrs: long(f, 11, 'transmit errs'),
    txDrop: long(f, 12, 'transmit drop'),
    txFifo: long(f, 13, 'transmit fifo'),
    txColls: long(f, 14, 'transmit colls'),
    txCarrier: long(f, 15, 'transmit carrier'),
    txCompressed: long(f, 16, 'transmit compressed'),
  }))
