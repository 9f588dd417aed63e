import { parseLines, type Parsed } from '../base/text.ts'
import { cpuNumber } from './softirqs.ts'

/** One numbered interrupt line and how often each CPU took it. */
export interface InterruptRow {
  readonly irq: number
  /** by CPU number; u32, and wraps */
  readonly counts: ReadonlyMap<number, number>
  /** controller, trigger and what the driver called it: `PCI-MSIX-0000:00:03.0 1-edge virtio2-input.0` */
  readonly description: string
}

/**
 * /proc/interrupts, a column per online CPU; show_interrupts() in kernel/irq/proc.c. Rows without a
 * number (NMI, LOC, ...) belong to no device and are passed over.
 */
export const parseInterrupts = (text: string, file = 'interrupts'): Parsed<InterruptRow> => {
  let cpus: readonly number[] = []
  const lines = text.split('\n')
  return parseLines(text, file, 0, f => {
    if (f.line === 1) {
      cpus = Array.from({ length: f.count }, (_, i) => cpuNumber(f.word(i, 'CPU'), f.at))
      return null
    }
    if (!/^\d+$/.test(f.word(0, 'irq'))) return null
    const irq = f.count53(0, 'irq')
    const counts = new Map(cpus.map((cpu, i) => [cpu, f.u32(i + 1, `irq ${irq} CPU${cpu}`)]))
    // addresses of devices hold colons, at which the words above end
    const words = lines[f.line - 1]!.trim().split(/\s+/)
    return { irq, counts, description: words.slice(cpus.length + 1).join(' ') }
  })
}
