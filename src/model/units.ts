/** What a number counts; times and amounts of bytes have several, and a column has one of them. */
export type Unit = 'bytes' | 'bytes/s' | 'us' | 'ms' | 'segments'

/** 1024-based, three digits: `0`, `212.9K` would say more than it knows, so `213K`. */
export const bytesText = (bytes: number | bigint): string => scaled(Number(bytes), 1024)

/** Bytes per second as bits per second, 1000-based, as network people count: `2.1 Gbit/s`. */
export const bitRateText = (bytesPerSecond: number | bigint): string => {
  const bits = Number(bytesPerSecond) * 8
  const text = scaled(bits, 1000)
  const unit = /[A-Z]$/.exec(text)?.[0] ?? ''
  return `${text.replace(/[A-Z]$/, '')} ${unit === 'K' ? 'k' : unit}bit/s`
}

/** Microseconds in the unit that a person would choose: `85 us`, `12.3 ms`, `4.2 s`, `3 min`. */
export const durationText = (us: number | bigint): string => {
  const value = Number(us)
  if (value < 1000) return `${value} us`
  if (value < 1e6) return `${digits(value / 1e3)} ms`
  if (value < 120e6) return `${digits(value / 1e6)} s`
  return value < 7200e6 ? `${Math.round(value / 60e6)} min` : `${digits(value / 3600e6)} h`
}

const PREFIXES = ['', 'K', 'M', 'G', 'T', 'P', 'E']

const scaled = (value: number, base: number): string => {
  let rest = Math.abs(value)
  let power = 0
  // 1023.9 would round to 1024 of its unit
  while (Number(digits(rest)) >= base && power < PREFIXES.length - 1) {
    rest /= base
    power++
  }
  return `${value < 0 ? '-' : ''}${power === 0 ? Math.round(rest) : digits(rest)}${PREFIXES[power]}`
}

/** Three significant digits at most, no trailing zeros. */
const digits = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))

const SUFFIXES: readonly [end: string, unit: Unit][] = [
  ['_bytes_per_s', 'bytes/s'],
  ['_bytes', 'bytes'],
  ['_us', 'us'],
  ['_ms', 'ms'],
  ['_segments', 'segments'],
]

/** The unit that a column's key tells, as the property of a column. */
export const unitOfKey = (key: string): { unit?: Unit } => {
  if (key.startsWith('bytes_')) return { unit: 'bytes' }
  const known = SUFFIXES.find(([end]) => key.endsWith(end))
  return known === undefined ? {} : { unit: known[1] }
}

const POWERS = ['', 'k', 'm', 'g', 't', 'p', 'e']
const US: { readonly [unit: string]: number } = {
  us: 1,
  µs: 1,
  ms: 1e3,
  s: 1e6,
  min: 60e6,
  h: 3600e6,
}

const AMOUNTS: { readonly [unit in Unit | 'none']: string } = {
  bytes: 'a number of bytes, as 4096, 64K or 1M',
  'bytes/s': 'a rate, as 10Mbit/s or 1M (bytes per second)',
  us: 'a time, as 250us, 100ms or 2s',
  ms: 'a time, as 250us, 100ms or 2s',
  segments: 'a number',
  none: 'a number',
}

/** What a number in this unit looks like in a filter. */
export const amountHelp = (unit: Unit | undefined): string => AMOUNTS[unit ?? 'none']

/**
 * The number that a filter's word stands for, in the column's unit: alone as it stands, with K, M, G, T
 * by 1024 as tables print bytes, bits by 1000, times in us, ms, s, min or h. null: no number.
 */
export const parseAmount = (text: string, unit: Unit | undefined): number | bigint | null => {
  const match = /^(-?\d{1,30}(?:\.\d{1,30})?)([a-zµ/]*)$/i.exec(text)
  if (match === null) return null
  const [, digits, suffix] = match as unknown as [string, string, string]
  if (suffix === '') return exact(digits)
  const factor = factorOf(suffix.toLowerCase(), unit)
  return factor === null ? null : Number(digits) * factor
}

const exact = (digits: string): number | bigint => {
  const number = Number(digits)
  return Number.isInteger(number) && !Number.isSafeInteger(number) && !digits.includes('.')
    ? BigInt(digits)
    : number
}

const factorOf = (suffix: string, unit: Unit | undefined): number | null => {
  if (unit === 'us' || unit === 'ms') {
    const us = Object.hasOwn(US, suffix) ? US[suffix]! : null
    return us === null || unit === 'us' ? us : us / 1e3
  }
  if (unit !== 'bytes' && unit !== 'bytes/s') return null
  const rate = unit === 'bytes/s' ? suffix.replace(/\/s$/, '') : suffix
  const bits = unit === 'bytes/s' ? /^([kmgtpe]?)bit$/.exec(rate) : null
  if (bits !== null) return 1000 ** POWERS.indexOf(bits[1]!) / 8
  const bytes = /^([kmgtpe]?)(i?b)?$/.exec(rate)
  return bytes === null ? null : 1024 ** POWERS.indexOf(bytes[1]!)
}
