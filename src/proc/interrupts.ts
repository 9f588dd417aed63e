import { parseLines, type Parsed } from '../base/text.ts'
import { cpuNumber } from './softirqs.ts'

/** One numbered interrupt line and how often each CPU took it. */
export interface InterruptRow {
  readonly irq: number
  /** by CPU number; u32, and wraps */
  readonly counts: ReadonlyMap<number, number>
  /** what the driver called it, the last word of the row: `virtio2-input.0`, `eth0-TxRx-3` */
  readonly action: string
}

/**
 * /proc/interrupts, a column per online CPU; show_interrupts() in kernel/irq/proc.c. Rows without a
 * number (NMI, LOC, ...) belong to no device and are passed over.
 */
export const parseInterrupts = (text: string, file = 'interrupts'): Parsed<InterruptRow> => {
  let cpus: readonly number[] = []
  return parseLines(text, file, 0, f => {
    if (f.line === 1) {
      cpus = Array.from({ length: f.count }, (_, i) => cpuNumber(f.word(i, 'CPU'), f.at))
      return null
    }
    if (!/^\d+$/.test(f.word(0, 'irq'))) return null
    const irq = f.count53(0, 'irq')
    const counts = new Map(cpus.map((cpu, i) => [cpu, f.u32(i + 1, `irq ${irq} CPU${cpu}`)]))
    // an interrupt that nobody has asked for has no action
    const action = f.count > cpus.length + 1 ? f.word(f.count - 1, 'action') : ''
    return { irq, counts, action }
  })
}
