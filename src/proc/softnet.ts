import { parseLines, type Parsed } from '../base/text.ts'

/** One row of /proc/net/softnet_stat. Counters are u32 and wrap; null where this kernel's row is shorter. */
export interface SoftnetRow {
  /** from the row itself since 5.10; before that the row's number, wrong where a CPU is offline */
  readonly cpu: number
  /** packets that passed __netif_receive_skb_core(), once per pass */
  readonly processed: number
  /** packets refused because this CPU's backlog was full or by the flow limit */
  readonly dropped: number
  /** times net_rx_action() stopped with work left; not a loss */
  readonly timeSqueeze: number
  /** qdisc lock collisions; always 0 since 4.8 */
  readonly cpuCollision: number
  /** inter-processor interrupts received for RPS; since 2.6.35 */
  readonly receivedRps: number | null
  /** packets this CPU dropped as of an overlong flow; since 3.11 */
  readonly flowLimitCount: number | null
  /** packets queued now, both queues; since 5.10 */
  readonly backlogLen: number | null
  /** packets queued now in input_pkt_queue; since 6.4 */
  readonly inputQlen: number | null
  /** packets queued now in process_queue; since 6.4 */
  readonly processQlen: number | null
}

/** Columns of the shortest known row (2.6), and the ones that later kernels appended. */
const SHORTEST = 9

/** /proc/net/softnet_stat, one row per online CPU, no header; softnet_seq_show() in net/core/net-procfs.c. */
export const parseSoftnet = (text: string, file = 'net/softnet_stat'): Parsed<SoftnetRow> =>
  parseLines(text, file, 0, (f, index) => {
    if (f.count < SHORTEST) f.word(SHORTEST - 1, 'cpu_collision')
    const since = (i: number, name: string): number | null => (f.count > i ? f.hex(i, name) : null)
    return {
      cpu: since(12, 'cpu') ?? index,
      processed: f.hex(0, 'processed'),
      dropped: f.hex(1, 'dropped'),
      timeSqueeze: f.hex(2, 'time_squeeze'),
      cpuCollision: f.hex(8, 'cpu_collision'),
      receivedRps: since(9, 'received_rps'),
      flowLimitCount: since(10, 'flow_limit_count'),
      backlogLen: since(11, 'backlog_len'),
      inputQlen: since(13, 'input_qlen'),
      processQlen: since(14, 'process_qlen'),
    }
  })

/** How far a u32 counter went from one reading to the next, across at most one wrap. */
export const sinceU32 = (before: number, now: number): number => (now - before) >>> 0
