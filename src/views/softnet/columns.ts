import type { Column } from '../../model/table.ts'
import type { SoftnetRow } from '../../proc/softnet.ts'
import { FIELDS, type Field } from './fields.ts'

type Counter = Exclude<keyof SoftnetRow, 'cpu'>

/** A CPU, and where two looks were taken, what changed per second. */
export interface SoftnetLook extends SoftnetRow {
  /** null: not known, as of a CPU that was offline; undefined: one look only */
  readonly rates: Rates | null | undefined
}
export type Rates = { readonly [field in Counter]: number | null }

interface Known extends Field {
  readonly key: string
  readonly field: Counter
}

const KNOWN = FIELDS.filter((each): each is Known => each.field !== null && each.field !== 'cpu')
const COUNTED = KNOWN.filter(({ gauge }) => gauge === undefined)
/** Fields that only ever grow. */
export const COUNTERS: readonly Counter[] = COUNTED.map(({ field }) => field)

const base = { align: 'right', type: 'number' } as const

const total = ({ key, field, narrow = key, rank = 5, help, loss }: Known): Column<SoftnetLook> => ({
  ...base,
  key,
  header: key,
  narrow,
  rank,
  help,
  value: row => row[field],
  sum: row => row[field],
  tone: row => (loss === true && row[field] ? 'warn' : 'plain'),
})

const rate = ({ key, field, narrow = key, rank = 5, help, loss }: Known): Column<SoftnetLook> => {
  const value = (row: SoftnetLook): number | null | undefined =>
    row.rates === undefined ? undefined : (row.rates?.[field] ?? null)
  return {
    ...base,
    key: `rates.${key}`,
    header: `${key}/s`,
    narrow: `${narrow}/s`,
    rank,
    help: `${help}; per second`,
    value,
    sum: value,
    tone: row => (loss === true && value(row) ? 'warn' : 'plain'),
  }
}

/** The vocabulary of the view, in the order of the JSON. */
export const SOFTNET_COLUMNS: readonly Column<SoftnetLook>[] = [
  {
    ...base,
    key: 'cpu',
    header: 'cpu',
    rank: 9,
    help: FIELDS.find(({ key }) => key === 'cpu')!.help,
    value: row => row.cpu,
  },
  ...KNOWN.map(total),
  ...COUNTED.map(rate),
]

const keys = (fields: readonly Known[]): string[] => fields.map(({ key }) => key)
const GAUGES = KNOWN.filter(({ gauge }) => gauge === true)

/** Of one look: everything as the kernel has it. */
export const TOTAL_KEYS = ['cpu', ...keys(KNOWN)]
/** Of two: what changed, and what is queued now. */
export const RATE_KEYS = ['cpu', ...keys(COUNTED).map(key => `rates.${key}`), ...keys(GAUGES)]
/** Of two, for programs: all of it. */
export const ALL_KEYS = SOFTNET_COLUMNS.map(({ key }) => key)
