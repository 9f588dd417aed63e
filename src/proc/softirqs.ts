import { ParseError } from '../base/errors.ts'
import { parseLines, type Parsed } from '../base/text.ts'

/** One kind of soft interrupt and how often each CPU ran it. */
export interface SoftirqRow {
  /** `NET_RX`, `NET_TX`, ... */
  readonly name: string
  /** by CPU number; u32, and wraps */
  readonly counts: ReadonlyMap<number, number>
}

/** /proc/softirqs, a column per possible CPU; show_softirqs() in fs/proc/softirqs.c. */
export const parseSoftirqs = (text: string, file = 'softirqs'): Parsed<SoftirqRow> => {
  let cpus: readonly number[] = []
  return parseLines(text, file, 0, f => {
    if (f.line === 1) {
      cpus = Array.from({ length: f.count }, (_, i) => cpuNumber(f.word(i, 'CPU'), f.at))
      return null
    }
    const name = f.word(0, 'name')
    return { name, counts: new Map(cpus.map((cpu, i) => [cpu, f.u32(i + 1, `${name} CPU${cpu}`)])) }
  })
}

/** `CPU12` -> 12, of the header of /proc/softirqs and /proc/interrupts. */
export const cpuNumber = (word: string, at: string): number => {
  const digits = /^CPU(\d{1,6})$/.exec(word)?.[1]
  if (digits === undefined) throw new ParseError(at, 'not the name of a CPU', word)
  return Number(digits)
}
