/** How far a counter went in a second; null: not known, as of one that began anew, or without time. */
export const perSecond = (
  before: bigint | null | undefined,
  now: bigint | null | undefined,
  seconds: number,
): number | null => {
  if (before === null || before === undefined || now === null || now === undefined) return null
  if (seconds <= 0 || now < before) return null
  return Math.round((Number(now - before) / seconds) * 10) / 10
}

/** Of the envelope: what lies between two looks. */
export const intervalFact = (seconds: number | null): { readonly interval_s?: number } =>
  seconds === null ? {} : { interval_s: Math.round(seconds * 1000) / 1000 }
