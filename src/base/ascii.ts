/** Text of digits and ASCII, written as bytes: a long list has hundreds of thousands of them. */

const ZERO = 48

/** What makes a capital letter a small one. */
const LOWER = 32

/** The most digits of a u32. */
export const U32_DIGITS = 10

/** Writes a whole number below 2^53 in decimal; returns the offset behind it. */
export const writeDecimal = (into: Uint8Array, at: number, value: number): number => {
  let end = at + 1
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) end++
  let rest = value
  for (let i = end - 1; i >= at; i--) {
    const tens = Math.floor(rest / 10)
    into[i] = ZERO + (rest - tens * 10)
    rest = tens
  }
  return end
}

/** Writes text of which each character is ASCII; returns the offset behind it. */
export const writeAscii = (into: Uint8Array, at: number, text: string): number => {
  for (let i = 0; i < text.length; i++) into[at + i] = text.charCodeAt(i)
  return at + text.length
}

/** The value of a hexadecimal digit, or -1. */
export const hexDigit = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48
  const letter = code | LOWER
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}
