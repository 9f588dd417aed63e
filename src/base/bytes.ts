import { ParseError } from './errors.ts'

/** Kernel structs are in the byte order of the host; only what says `be` is in network order. */
export const HOST_LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/**
 * Reads a binary record front to back, and knows where it stands. A read beyond the end throws with
 * the offset; since a shorter struct is an older kernel, callers ask `left` before newer fields.
 */
export class Cursor {
  /** what is being read, for messages: `tcp_info`, `btf` */
  readonly name: string
  private readonly view: DataView
  private readonly little: boolean
  private offset = 0

  constructor(bytes: Uint8Array, name: string, little = HOST_LITTLE) {
    this.name = name
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.little = little
  }

  /** where the next read begins */
  get at(): number {
    return this.offset
  }

  get left(): number {
    return this.view.byteLength - this.offset
  }

  u8(): number {
    return this.view.getUint8(this.take(1))
  }

  u16(): number {
    return this.view.getUint16(this.take(2), this.little)
  }

  u32(): number {
    return this.view.getUint32(this.take(4), this.little)
  }

  u64(): bigint {
    return this.view.getBigUint64(this.take(8), this.little)
  }

  be16(): number {
    return this.view.getUint16(this.take(2), false)
  }

  be32(): number {
    return this.view.getUint32(this.take(4), false)
  }

  /** The next `length` bytes, not copied. */
  bytes(length: number): Uint8Array {
    const from = this.take(length)
    return new Uint8Array(this.view.buffer, this.view.byteOffset + from, length)
  }

  skip(length: number): void {
    this.take(length)
  }

  private take(length: number): number {
    const from = this.offset
    if (!(length >= 0 && length <= this.left)) {
      throw new ParseError(
        `${this.name}:${from}`,
        `${length} bytes wanted at offset ${from}`,
        `${this.left} left of ${this.view.byteLength}`,
      )
    }
    this.offset = from + length
    return from
  }
}

/** A u32 with its bytes in reverse. */
export const swap32 = (n: number): number =>
  ((n << 24) | ((n & 0xff00) << 8) | ((n >>> 8) & 0xff00) | (n >>> 24)) >>> 0
