import { parseLines, type Parsed } from '../base/text.ts'

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
    rxBytes: f.long(1, 'receive bytes'),
    rxPackets: f.long(2, 'receive packets'),
    rxErrs: f.long(3, 'receive errs'),
    rxDrop: f.long(4, 'receive drop'),
    rxFifo: f.long(5, 'receive fifo'),
    rxFrame: f.long(6, 'receive frame'),
    rxCompressed: f.long(7, 'receive compressed'),
    rxMulticast: f.long(8, 'receive multicast'),
    txBytes: f.long(9, 'transmit bytes'),
    txPackets: f.long(10, 'transmit packets'),
    txErrs: f.long(11, 'transmit errs'),
    txDrop: f.long(12, 'transmit drop'),
    txFifo: f.long(13, 'transmit fifo'),
    txColls: f.long(14, 'transmit colls'),
    txCarrier: f.long(15, 'transmit carrier'),
    txCompressed: f.long(16, 'transmit compressed'),
  }))
