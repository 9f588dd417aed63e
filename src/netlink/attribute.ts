import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import type { SkBuff } from './skbuff.ts'

/**
 * struct nlattr of include/uapi/linux/netlink.h: { u16 len, u16 type }, payload, padding to four bytes.
 * The length includes the header but not the padding; two high bits of the type are flags.
 */
export const NLA_HDRLEN = 4
export const NLA_F_NESTED = 0x8000
export const NLA_F_NET_BYTEORDER = 0x4000
const NLA_TYPE_MASK = 0x3fff

/** NLMSG_ALIGN and NLA_ALIGN; right beyond 2^31 too, where a length is a lie */
export const align4 = (length: number): number => length + (-length & 3)

/** Appends an attribute whose payload `fill` puts; the length is set when it is known. */
const putWith = (skb: SkBuff, type: number, fill: () => void): void => {
  const at = skb.put(NLA_HDRLEN)
  fill()
  const length = skb.tail - at
  if (length > 0xffff) {
    throw new ParseError(`attribute ${type}`, 'longer than nla_len can say', `${length} bytes`)
  }
  skb.view.setUint16(at, length, HOST_LITTLE)
  skb.view.setUint16(at + 2, type, HOST_LITTLE)
  skb.put(align4(length) - length)
}

export const putAttribute = (skb: SkBuff, type: number, payload: Uint8Array): void =>
  putWith(skb, type, () => skb.putBytes(payload))

/** A u32 in network byte order, marked as such. */
export const putAttributeBe32 = (skb: SkBuff, type: number, value: number): void =>
  putWith(skb, type | NLA_F_NET_BYTEORDER, () => skb.putBe32(value))

/** An attribute that holds the attributes which `fill` puts. */
export const putNested = (skb: SkBuff, type: number, fill: () => void): void =>
  putWith(skb, type | NLA_F_NESTED, fill)

/**
 * Steps through the attributes of a payload without making anything: `next()` moves on, and the fields
 * describe where it stands. A length that does not fit throws, with the offset in the datagram.
 */
export class Attributes {
  type = 0
  /** where the payload begins, and how long it is */
  at = 0
  length = 0
  view: DataView
  private flags = 0
  private following = 0
  private to = 0

  constructor(view: DataView) {
    this.view = view
  }

  within(view: DataView, from: number, to: number): this {
    this.view = view
    this.following = from
    this.to = to
    return this
  }

  get nested(): boolean {
    return (this.flags & NLA_F_NESTED) !== 0
  }

  get netByteOrder(): boolean {
    return (this.flags & NLA_F_NET_BYTEORDER) !== 0
  }

  next(): boolean {
    const from = this.following
    const left = this.to - from
    if (left <= 0) return false
    if (left < NLA_HDRLEN) this.refuse(from, 'an attribute header needs 4 bytes', left)
    // both halves of the header at once: this loop runs several times per socket
    const header = this.view.getUint32(from, HOST_LITTLE)
    const length = HOST_LITTLE ? header & 0xffff : header >>> 16
    if (length < NLA_HDRLEN || length > left) this.refuse(from, `bad nla_len ${length}`, left)
    this.flags = HOST_LITTLE ? header >>> 16 : header & 0xffff
    this.type = this.flags & NLA_TYPE_MASK
    this.at = from + NLA_HDRLEN
    this.length = length - NLA_HDRLEN
    this.following = from + align4(length)
    return true
  }

  u8(): number {
    this.need(1)
    return this.view.getUint8(this.at)
  }

  u16(): number {
    this.need(2)
    return this.view.getUint16(this.at, HOST_LITTLE && !this.netByteOrder)
  }

  u32(): number {
    this.need(4)
    return this.view.getUint32(this.at, HOST_LITTLE && !this.netByteOrder)
  }

  u64(): bigint {
    this.need(8)
    return this.view.getBigUint64(this.at, HOST_LITTLE && !this.netByteOrder)
  }

  /** The payload, not copied. */
  bytes(): Uint8Array {
    return new Uint8Array(this.view.buffer, this.view.byteOffset + this.at, this.length)
  }

  /** Steps through the attributes in this one. */
  inner(): Attributes {
    return new Attributes(this.view).within(this.view, this.at, this.at + this.length)
  }

  /** Text of the kernel, which ends at its NUL. */
  text(): string {
    let text = ''
    for (let i = this.at; i < this.at + this.length; i++) {
      const byte = this.view.getUint8(i)
      if (byte === 0) break
      text += String.fromCharCode(byte)
    }
    return text
  }

  need(length: number): void {
    if (this.length < length) {
      this.refuse(this.at, `attribute ${this.type} needs ${length} bytes`, this.length)
    }
  }

  private refuse(at: number, problem: string, left: number): never {
    throw new ParseError(`netlink:${at}`, `${problem} at offset ${at}`, `${left} bytes left`)
  }
}
