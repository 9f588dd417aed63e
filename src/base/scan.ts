import { HEX_DIGIT } from './ascii.ts'

/** Space, tab, newline and what else isspace(3) holds for blank. */
const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13)

const [PLUS, MINUS, ZERO] = [43, 45, 48]
const X = 120
const LOWER = 32

/** 2^53: above it a number no longer holds every integer */
const EXACT = 0x20_0000_0000_0000

const MAX_LONG = (1n << 63n) - 1n
const MAX_ULONG = (1n << 64n) - 1n

/**
 * Goes through the bytes of a line as scanf(3) does with its conversions: each either takes what it
 * can and says so, or takes nothing more. Where the kernel's own format holds, use Fields instead: this
 * is for what another program would make of a line that is broken.
 */
export class Scan {
  /** what the last conversion of a long gave; above 2^53 a bigint */
  long: number | bigint = 0
  /** what the last conversion of an int gave: 32 bits, signed */
  int = 0
  /** the bounds of what `takeHexDigits`, `takeWord` or `takeBytes` took last */
  from = 0
  to = 0
  private bytes: Uint8Array = new Uint8Array(0)
  private at = 0
  private end = 0

  load(bytes: Uint8Array, from: number, to: number): void {
    this.bytes = bytes
    this.at = from
    this.end = to
  }

  /** blanks, as many as there are */
  skipBlanks(): void {
    while (this.at < this.end && isBlank(this.bytes[this.at]!)) this.at++
  }

  /** this one byte */
  take(code: number): boolean {
    if (this.at >= this.end || this.bytes[this.at] !== code) return false
    this.at++
    return true
  }

  /** `%d`: a long cut to 32 bits */
  takeInt(): boolean {
    return this.number(10, MAX_LONG) && this.narrow()
  }

  /** `%X`, read into an int; `%02x` takes two characters at most */
  takeHexInt(most = Infinity): boolean {
    this.skipBlanks()
    const { end } = this
    this.end = Math.min(end, this.at + most)
    const taken = this.number(16, MAX_ULONG) && this.narrow()
    this.end = end
    return taken
  }

  /** `%lu` */
  takeLong(): boolean {
    return this.number(10, MAX_ULONG)
  }

  /** `%lX` */
  takeHexLong(): boolean {
    return this.number(16, MAX_ULONG)
  }

  /** `%64[0-9A-Fa-f]`: no blanks are passed over before it */
  takeHexDigits(most: number): boolean {
    this.from = this.at
    const limit = Math.min(this.end, this.at + most)
    while (this.at < limit && HEX_DIGIT[this.bytes[this.at]!]! < 16) this.at++
    this.to = this.at
    return this.to > this.from
  }

  /** `%s`, or `%15s` */
  takeWord(most = Infinity): boolean {
    this.skipBlanks()
    this.from = this.at
    const limit = Math.min(this.end, this.at + most)
    while (this.at < limit && !isBlank(this.bytes[this.at]!)) this.at++
    this.to = this.at
    return this.to > this.from
  }

  /** `%15c`, of what there is: no blanks are passed over before it */
  takeBytes(most: number): boolean {
    this.from = this.at
    this.at = Math.min(this.end, this.at + most)
    this.to = this.at
    return this.to > this.from
  }

  /** what `takeHexDigits`, `takeWord` or `takeBytes` took last, latin1 */
  text(): string {
    return Buffer.from(this.bytes.subarray(this.from, this.to)).toString('latin1')
  }

  private narrow(): boolean {
    const { long } = this
    this.int = typeof long === 'number' ? long | 0 : Number(BigInt.asIntN(32, long))
    return true
  }

  /** As strtol(3) and strtoul(3): a sign, for base 16 `0x`, digits; what is too large becomes `most`. */
  private number(base: 10 | 16, most: bigint): boolean {
    this.skipBlanks()
    const sign = this.at < this.end ? this.bytes[this.at]! : 0
    if (sign === PLUS || sign === MINUS) this.at++
    const digits = this.digits(base)
    if (digits < 0) return false
    this.long = digits
    if (digits >= EXACT || sign === MINUS) this.widen(base, sign === MINUS, most)
    return true
  }

  /** The number whose digits stand here, or -1; from 2^53 on not exact. `from` and `to` hold the digits. */
  private digits(base: 10 | 16): number {
    const prefix = base === 16 && this.hasPrefix()
    if (prefix) this.at += 2
    this.from = this.at
    let value = 0
    for (; this.at < this.end; this.at++) {
      const digit = HEX_DIGIT[this.bytes[this.at]!]!
      if (digit >= base) break
      value = value * base + digit
    }
    this.to = this.at
    return this.to > this.from || prefix ? value : -1
  }

  private hasPrefix(): boolean {
    if (this.at + 1 >= this.end || this.bytes[this.at] !== ZERO) return false
    return (this.bytes[this.at + 1]! | LOWER) === X
  }

  private widen(base: 10 | 16, negative: boolean, most: bigint): void {
    const digits = this.text()
    const whole = BigInt(base === 16 ? `0x${digits}` : digits)
    const signed = most === MAX_LONG
    const limit = negative && signed ? most + 1n : most
    const held = whole > limit ? limit : whole
    const over = whole > limit
    const value = negative && !(over && !signed) ? -held : held
    const wide = signed ? value : BigInt.asUintN(64, value)
    this.long = -EXACT < wide && wide < EXACT ? Number(wide) : wide
  }
}
