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
