import { ParseError, type Problem } from '../base/errors.ts'
import { eachLine, type Parsed } from '../base/text.ts'

/** In the order of the file; those of 2.0 and 2.1 had fewer columns. */
export const DEV_COUNTERS = [
  'rxBytes',
  'rxPackets',
  'rxErrors',
  /** rx_dropped and rx_missed_errors together */
  'rxDropped',
  'rxFifo',
  /** rx_length_errors, rx_over_errors, rx_crc_errors and rx_frame_errors together */
  'rxFrame',
  'rxCompressed',
  'rxMulticast',
  'txBytes',
  'txPackets',
  'txErrors',
  'txDropped',
  'txFifo',
  'collisions',
  /** tx_carrier_errors, tx_aborted_errors, tx_window_errors and tx_heartbeat_errors together */
  'txCarrier',
  'txCompressed',
] as const

/** One row of /proc/net/dev: u64 counters since the interface was made; null where the row is shorter. */
export type DevRow = { readonly name: string } & {
  readonly [counter in (typeof DEV_COUNTERS)[number]]: bigint | null
}

const HEADER_LINES = 2

/**
 * /proc/net/dev, one row per interface; dev_seq_printf_stats() in net/core/net-procfs.c. A name may
 * hold anything but blanks, `/` and `:`; kernels before 2.2 listed aliases (`eth0:1`) as well. A row
 * that is short, or has a word that is no number, keeps its name and what can be read, and is told.
 */
export const parseDev = (text: string, file = 'net/dev'): Parsed<DevRow> => {
  const rows: DevRow[] = []
  const problems: Problem[] = []
  eachLine(text, (from, to, line, ended) => {
    if (line <= HEADER_LINES) return
    const at = `${file}:${line}`
    const whole = text.slice(from, to)
    // old kernels leave no blank between the colon and a wide number
    const colon = whole.lastIndexOf(':')
    const name = whole.slice(0, Math.max(colon, 0)).trim()
    if (!ended) problems.push(new ParseError(at, 'the file ends inside this line', whole))
    else if (name === '') problems.push(new ParseError(at, 'no name with a colon', whole))
    else {
      const words = whole.slice(colon + 1).match(/\S+/g) ?? []
      const counters = DEV_COUNTERS.map((counter, i) => [counter, count(words[i])] as const)
      const bad = counters.find(([, value]) => value === null)
      if (bad !== undefined) {
        const word = words[DEV_COUNTERS.indexOf(bad[0])] ?? ''
        problems.push(new ParseError(at, `${bad[0]} of ${name} is not a count`, word))
      }
      rows.push({ name, ...(Object.fromEntries(counters) as Omit<DevRow, 'name'>) })
    }
  })
  return { rows, problems }
}

const count = (word: string | undefined): bigint | null =>
  word !== undefined && /^\d{1,20}$/.test(word) ? BigInt(word) : null
