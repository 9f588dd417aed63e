import { U32_DIGITS, writeAscii, writeDecimal } from '../base/ascii.ts'
import type { Value } from '../model/table.ts'
import { GrowingBytes } from './growing-bytes.ts'

/** Below this many bytes, a loop is done before a call of the engine would begin. */
const SHORT = 32

/** The punctuation of JSON. */
export const MARK = {
  newline: 10,
  quote: 34,
  comma: 44,
  colon: 58,
  openList: 91,
  backslash: 92,
  closeList: 93,
  open: 123,
  close: 125,
} as const

// JSON.stringify escapes what is below U+0020 only; these too can act on a terminal
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu
const escapeUnit = (unit: string): string =>
  `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

const escaped = (text: string): string =>
  JSON.stringify(text).replace(UNSAFE, it => it.split('').map(escapeUnit).join(''))

/** Stands for itself between quotes. Nearly every character does, and looking is all that it then costs. */
const isPlain = (code: number): boolean =>
  code >= 32 && code < 127 && code !== MARK.quote && code !== MARK.backslash

/** JSON as UTF-8. */
export class JsonBytes extends GrowingBytes {
  /** up to here it has been handed out */
  private taken = 0

  /** How many bytes have not been handed out. */
  get waiting(): number {
    return this.end - this.taken
  }

  /** Hands out what waits. What stands from `keep` on is kept nevertheless, and moves to the beginning. */
  flush(out: (chunk: Buffer) => void, keep: number): void {
    if (this.waiting > 0) out(this.buffer.subarray(this.taken, this.end))
    this.buffer.copyWithin(0, keep, this.end)
    this.end = this.taken = this.end - keep
  }

  /** One character of ASCII. */
  mark(code: number): void {
    this.ensure(1)
    this.buffer[this.end++] = code
  }

  /** What is JSON already. */
  raw(encoded: Uint8Array): void {
    const { length } = encoded
    this.ensure(length)
    const { buffer, end } = this
    if (length > SHORT) buffer.set(encoded, end)
    else for (let i = 0; i < length; i++) buffer[end + i] = encoded[i]!
    this.end = end + length
  }

  /** Once more what stands between these offsets. */
  again(from: number, to: number): void {
    const length = to - from
    this.ensure(length)
    const { buffer, end } = this
    if (length > SHORT) buffer.copyWithin(end, from, to)
    else for (let i = 0; i < length; i++) buffer[end + i] = buffer[from + i]!
    this.end = end + length
  }

  /** A bigint is bare digits, since it counts something. */
  value(value: Value): void {
    if (typeof value === 'string') this.text(value)
    else if (typeof value === 'number' && value === value >>> 0) {
      this.ensure(U32_DIGITS)
      this.end = writeDecimal(this.buffer, this.end, value)
    } else if (value === null || typeof value !== 'object') this.word(String(value))
    else if (Array.isArray(value)) this.list(value)
    else this.object(value as { readonly [key: string]: Value })
  }

  /** In quotes. */
  text(text: string): void {
    const { length } = text
    this.ensure(length + 2)
    const { buffer } = this
    let { end } = this
    buffer[end++] = MARK.quote
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i)
      if (!isPlain(code)) return this.raw(Buffer.from(escaped(text)))
      buffer[end++] = code
    }
    buffer[end++] = MARK.quote
    this.end = end
  }

  private word(ascii: string): void {
    this.ensure(ascii.length)
    this.end = writeAscii(this.buffer, this.end, ascii)
  }

  private list(values: readonly Value[]): void {
    this.mark(MARK.openList)
    for (let i = 0; i < values.length; i++) {
      if (i > 0) this.mark(MARK.comma)
      this.value(values[i]!)
    }
    this.mark(MARK.closeList)
  }

  private object(value: { readonly [key: string]: Value }): void {
    this.mark(MARK.open)
    Object.entries(value).forEach(([key, entry], i) => {
      if (i > 0) this.mark(MARK.comma)
      this.text(key)
      this.mark(MARK.colon)
      this.value(entry)
    })
    this.mark(MARK.close)
  }
}

const FEW = 256

/** JSON text of a value. */
export const json = (value: Value): string => {
  const bytes = new JsonBytes(FEW)
  bytes.value(value)
  return bytes.buffer.toString('utf8', 0, bytes.end)
}
