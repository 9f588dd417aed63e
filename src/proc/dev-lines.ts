import { Scan } from '../base/scan.ts'
import { DEV_COUNTERS } from '../model/interface.ts'
import type { DevLine, Long } from '../model/lines.ts'
import { netLines } from './net-lines.ts'

/** What net-tools reads at most of a line. */
const PIECE = 511

/** Longest name that is kept; of one as long, or longer, the numbers are not read. */
const NAME = 15

type Counter = keyof DevLine['counters']

const without = (...missing: readonly Counter[]): readonly Counter[] =>
  DEV_COUNTERS.filter(counter => !missing.includes(counter))

const COMPRESSED = ['rxCompressed', 'rxMulticast', 'txCompressed'] as const

/** Which counters there are, by a word of the header: those of Linux 2.2, of 2.1 and of 2.0. */
const columnsOf = (header: string): readonly Counter[] => {
  if (header.includes('compressed')) return DEV_COUNTERS
  if (header.includes('bytes')) return without(...COMPRESSED)
  return without(...COMPRESSED, 'rxBytes', 'txBytes')
}

/** Up to a colon, behind which there may be the number of an alias and a colon, or up to a blank. */
const LINE = /^\s*([^\s:]*(?::\d*(?=:))?):?([^]*)$/

/**
 * /proc/net/dev as net-tools reads it: a line has what its numbers say up to the first that is none, and
 * a second line of a name goes on with what the first one said.
 */
export const devLines = (bytes: Uint8Array): DevLine[] => {
  const scan = new Scan()
  const lines = new Map<string, Record<Counter, Long>>()
  let columns: readonly Counter[] = []
  netLines(
    bytes,
    (from, to, number) => {
      const text = Buffer.from(bytes.subarray(from, to)).toString('latin1')
      if (number === 1) columns = columnsOf(text)
      if (number < 2) return
      const [, whole = '', rest = ''] = LINE.exec(text) ?? []
      const name = whole.slice(0, NAME)
      const counters = lines.get(name) ?? noCounters()
      lines.set(name, counters)
      if (whole.length >= NAME) return
      scan.load(bytes, to - rest.length, to)
      for (const counter of columns) {
        if (!scan.takeLong()) return
        counters[counter] = scan.long
      }
    },
    PIECE,
  )
  return [...lines].map(([name, counters]) => ({ name, counters }))
}

const noCounters = (): Record<Counter, Long> =>
  Object.fromEntries(DEV_COUNTERS.map(counter => [counter, 0])) as Record<Counter, Long>
