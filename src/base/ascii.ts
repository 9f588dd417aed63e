/** Text of digits and ASCII, written as bytes: a long list has hundreds of thousands of them. */

const ZERO = 48
const UPPER_A = 65
const LOWER_A = 97

/** The most digits of a u32. */
export const U32_DIGITS = 10

/** Writes a whole number below 2^53 in decimal; returns the offset behind it. */
export const writeDecimal = (into: Uint8Array, at: number, value: number): number => {
  // most numbers of a long list are parts of addresses, or 0
  if (value < 10) {
    into[at] = ZERO + value
    return at + 1
  }
  const end = at + digitsOf(value)
  let rest = value
  for (let i = end - 1; i >= at; i--) {
    const tens = Math.floor(rest / 10)
    into[i] = ZERO + (rest - tens * 10)
    rest = tens
  }
  return end
}

const digitsOf = (value: number): number => {
  if (value < 100) return 2
  if (value < 1000) return 3
  if (value < 10_000) return 4
  if (value < 100_000) return 5
  let digits = 6
  for (let rest = value; rest >= 1_000_000; rest /= 10) digits++
  return digits
}

/** The same of a byte: addresses are made of them. */
export const writeByte = (into: Uint8Array, at: number, value: number): number => {
  let end = at
  if (value > 99) into[end++] = ZERO + ((value / 100) | 0)
  if (value > 9) into[end++] = ZERO + (((value / 10) | 0) % 10)
  into[end++] = ZERO + (value % 10)
  return end
}

/** Writes a u64 of two words as 0x and hexadecimal digits; returns the offset behind it. */
export const writeHex = (into: Uint8Array, at: number, high: number, low: number): number => {
  into[at] = ZERO
  into[at + 1] = X
  const digits = high === 0 ? hexDigits(low) : 8 + hexDigits(high)
  const end = at + 2 + digits
  for (let i = 0; i < digits; i++) {
    const word = i < 8 ? low : high
    into[end - 1 - i] = DIGITS[(word >>> ((i & 7) * 4)) & 15]!
  }
  return end
}

const X = 120
const DIGITS = Buffer.from('0123456789abcdef')

/** of a u32; 0 has one too */
const hexDigits = (word: number): number => (word === 0 ? 1 : 8 - (Math.clz32(word) >>> 2))

/** Writes text of which each character is ASCII; returns the offset behind it. */
export const writeAscii = (into: Uint8Array, at: number, text: string): number => {
  for (let i = 0; i < text.length; i++) into[at + i] = text.charCodeAt(i)
  return at + text.length
}

/** The value of a hexadecimal digit, by byte; 16: no digit. */
export const HEX_DIGIT = new Uint8Array(256).fill(16)
for (let digit = 0; digit < 10; digit++) HEX_DIGIT[ZERO + digit] = digit
for (let digit = 10; digit < 16; digit++) {
  HEX_DIGIT[UPPER_A + digit - 10] = digit
  HEX_DIGIT[LOWER_A + digit - 10] = digit
}

/** The value of a hexadecimal digit, or -1. */
export const hexDigit = (code: number): number => {
  const digit = HEX_DIGIT[code] ?? 16
  return digit < 16 ? digit : -1
}
