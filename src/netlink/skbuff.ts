import { HOST_LITTLE } from '../base/bytes.ts'

/** A write or a header crossed a bound of the buffer; the message states every position. */
export class SkBuffError extends Error {}

/**
 * A message buffer shaped as the kernel's sk_buff (include/linux/skbuff.h): positions
 * head <= data <= tail <= end in one block of memory. What lies between data and tail is the message;
 * before it is room for headers, which are pushed in front once the payload is known.
 *
 *     head        data              tail       end
 *      | headroom   | message (len)   | tailroom |
 */
export class SkBuff {
  readonly head = 0
  readonly end: number
  readonly bytes: Uint8Array
  readonly view: DataView
  private from: number
  private to: number

  private constructor(bytes: Uint8Array, from: number, to: number) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.end = bytes.length
    this.from = from
    this.to = to
  }

  /** An empty buffer, as alloc_skb() gives: all tailroom. */
  static alloc(size: number): SkBuff {
    return new SkBuff(new Uint8Array(new ArrayBuffer(size)), 0, 0)
  }

  /** A received datagram, not copied: all message, as skb_put() of it all would leave it. */
  static of(bytes: Uint8Array): SkBuff {
    return new SkBuff(bytes, 0, bytes.length)
  }

  get data(): number {
    return this.from
  }

  get tail(): number {
    return this.to
  }

  get len(): number {
    return this.to - this.from
  }

  get headroom(): number {
    return this.from - this.head
  }

  get tailroom(): number {
    return this.end - this.to
  }

  /** Makes headroom in an empty buffer: skb_reserve(). */
  reserve(length: number): void {
    if (this.len !== 0) this.panic('skb_reserve on a buffer that holds data', length)
    if (!isSize(length) || this.to + length > this.end) this.panic('skb_over_panic', length)
    this.from += length
    this.to += length
  }

  /** Appends room for `length` bytes, and gives its offset: skb_put_zero(). */
  put(length: number): number {
    if (!isSize(length) || this.to + length > this.end) this.panic('skb_over_panic', length)
    const at = this.to
    this.to += length
    this.bytes.fill(0, at, this.to)
    return at
  }

  /** Prepends room for `length` bytes, and gives its offset: skb_push(). */
  push(length: number): number {
    if (!isSize(length) || this.from - length < this.head) this.panic('skb_under_panic', length)
    this.from -= length
    return this.from
  }

  /** Takes `length` bytes off the front, and gives the new offset of the data: skb_pull(). */
  pull(length: number): number {
    if (!isSize(length) || length > this.len) this.panic('skb_pull beyond tail', length)
    this.from += length
    return this.from
  }

  /** Cuts the message to `length` bytes: skb_trim(), but longer than it is an error, not ignored. */
  trim(length: number): void {
    if (!isSize(length) || length > this.len) this.panic('skb_trim beyond tail', length)
    this.to = this.from + length
  }

  putBytes(bytes: Uint8Array): void {
    const at = this.put(bytes.length)
    this.bytes.set(bytes, at)
  }

  putU8(value: number): void {
    const at = this.put(1)
    this.view.setUint8(at, value)
  }

  putU16(value: number): void {
    const at = this.put(2)
    this.view.setUint16(at, value, HOST_LITTLE)
  }

  putU32(value: number): void {
    const at = this.put(4)
    this.view.setUint32(at, value, HOST_LITTLE)
  }

  putBe16(value: number): void {
    const at = this.put(2)
    this.view.setUint16(at, value, false)
  }

  putBe32(value: number): void {
    const at = this.put(4)
    this.view.setUint32(at, value, false)
  }

  /** The message on an ArrayBuffer of its own, as FFI needs it. */
  copy(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(new ArrayBuffer(this.len))
    bytes.set(this.bytes.subarray(this.from, this.to))
    return bytes
  }

  private panic(what: string, length: number): never {
    throw new SkBuffError(
      `${what}: length ${length}, len ${this.len}, ` +
        `head ${this.head} data ${this.from} tail ${this.to} end ${this.end}`,
    )
  }
}

const isSize = (length: number): boolean => Number.isInteger(length) && length >= 0
