import type { Value } from '../model/table.ts'
import { sinceU32, type SoftnetRow } from '../proc/softnet.ts'
import {
  ALL_KEYS,
  COUNTERS,
  RATE_KEYS,
  SOFTNET_COLUMNS,
  TOTAL_KEYS,
  type Rates,
  type SoftnetLook,
} from './softnet/columns.ts'
import { explainView } from './softnet/explain.ts'
import { readSoftnet, SCOPE } from './softnet/read.ts'
import { UNLIKE_SOCKETS, type Reading, type View } from './view.ts'

/** Per CPU: what the kernel's receive softirq processed, dropped, and had no time for. */
export const softnetView: View<SoftnetLook> = {
  name: 'softnet',
  noun: 'CPU',
  summary: 'per CPU: packets processed, dropped, and polls cut short',
  columns: SOFTNET_COLUMNS,
  ...UNLIKE_SOCKETS,
  shown: want => (want.changes ? RATE_KEYS : TOTAL_KEYS),
  asked: want => (want.changes ? RATE_KEYS : TOTAL_KEYS),
  whole: want => (want.changes ? ALL_KEYS : TOTAL_KEYS),
  order: () => ['cpu'],
  explained: explainView,
  read: ({ host }, _, report) => readingOf(withRates(readSoftnet(host, report), undefined), null),
  follow: () => {
    let before: { readonly rows: readonly SoftnetRow[]; readonly at: number } | null = null
    return ({ host }, report, clock) => {
      const at = clock()
      const rows = readSoftnet(host, report)
      const earlier = before
      before = { rows, at }
      if (earlier === null) return null
      const seconds = at - earlier.at
      const cpus = new Map(earlier.rows.map(row => [row.cpu, row]))
      return readingOf(
        rows.flatMap(row => withRates([row], ratesOf(cpus.get(row.cpu), row, seconds))),
        seconds,
      )
    }
  },
}

const withRates = (rows: readonly SoftnetRow[], rates: SoftnetLook['rates']): SoftnetLook[] =>
  rows.map(row => ({ ...row, rates }))

/** null: the CPU came in between, or there was no time. */
const ratesOf = (
  before: SoftnetRow | undefined,
  now: SoftnetRow,
  seconds: number,
): Rates | null => {
  if (before === undefined || seconds <= 0) return null
  const rates = COUNTERS.map(field => {
    const [from, to] = [before[field], now[field]]
    const step = from === null || to === null ? null : sinceU32(from, to) / seconds
    return [field, step === null ? null : Math.round(step * 10) / 10]
  })
  return Object.fromEntries(rates) as Rates
}

const readingOf = (rows: readonly SoftnetLook[], seconds: number | null): Reading<SoftnetLook> => ({
  rows,
  facts: (): { [key: string]: Value } => ({
    source: { softnet: 'proc' },
    ...(seconds !== null && { interval_s: Math.round(seconds * 1000) / 1000 }),
  }),
  footer: kept => totalsOf(kept),
  aside: `${seconds === null ? 'since boot' : `over ${seconds.toFixed(1)} s`}, ${SCOPE}`,
  notes: () => [],
})

/** `2 CPUs: processed 1204, dropped 0, ...`, or null where there is nothing to add up. */
const totalsOf = (rows: readonly SoftnetLook[]): string | null => {
  if (rows.length < 2) return null
  const changes = rows[0]!.rates !== undefined
  const sums = SOFTNET_COLUMNS.filter(({ key, sum }) => sum && key.startsWith('rates.') === changes)
    .map(({ header, sum }) => ({
      header,
      of: rows.reduce((all, row) => all + Number(sum!(row) ?? 0), 0),
    }))
    .filter(({ of }, i) => of > 0 || i < 2)
    .map(({ header, of }) => `${header} ${Math.round(of * 10) / 10}`)
  return `${rows.length} CPUs: ${sums.join(', ')}`
}
