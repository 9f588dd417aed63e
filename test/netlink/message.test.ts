import { describe, expect, it } from 'vitest'
import { ParseError } from '../../src/base/errors.ts'
import {
  align4,
  Attributes,
  putAttribute,
  putAttributeBe32,
  putNested,
} from '../../src/netlink/attribute.ts'
import { messageError, pushHeader } from '../../src/netlink/message.ts'
import { SkBuff } from '../../src/netlink/skbuff.ts'
import { random } from '../random.ts'
import { i32, join, message } from './fake-kernel.ts'

const u16 = (value: number) => new Uint8Array(Uint16Array.of(value).buffer)
const text = (words: string) => new TextEncoder().encode(words)
const attribute = (type: number, payload: Uint8Array, length = payload.length + 4) =>
  join(u16(length), u16(type), payload, new Uint8Array(align4(payload.length) - payload.length))
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
const read = (bytes: Uint8Array) => {
  const attributes = new Attributes(viewOf(bytes)).within(viewOf(bytes), 0, bytes.length)
  const seen: [number, number[]][] = []
  while (attributes.next()) seen.push([attributes.type, [...attributes.bytes()]])
  return seen
}

describe('attributes', () => {
  it('come back as they were put, whatever their length (seed 4)', () => {
    const { below, bytes } = random(4)
    for (let round = 0; round < 300; round++) {
      const skb = SkBuff.alloc(8192)
      const all = Array.from(
        { length: below(6) },
        () => [below(0x4000), bytes(below(300))] as const,
      )
      for (const [type, payload] of all) putAttribute(skb, type, payload)
      expect(skb.len % 4).toBe(0)
      expect(read(skb.copy())).toEqual(all.map(([type, payload]) => [type, [...payload]]))
    }
  })

  it('nest, and say so', () => {
    const skb = SkBuff.alloc(64)
    putNested(skb, 19, () => {
      putAttribute(skb, 1, text('tls\0'))
      putAttributeBe32(skb, 2, 0x01020304)
    })
    const view = viewOf(skb.copy())
    const outer = new Attributes(view).within(view, 0, skb.len)
    expect([outer.next(), outer.type, outer.nested, outer.netByteOrder]).toEqual([
      true,
      19,
      true,
      false,
    ])
    const inner = outer.inner()
    expect([inner.next(), inner.text()]).toEqual([true, 'tls'])
    expect([inner.next(), inner.netByteOrder, inner.u32()]).toEqual([true, true, 0x01020304])
    expect([inner.next(), outer.next()]).toEqual([false, false])
  })

  it('may have no payload, and the last one no padding', () => {
    expect(read(attribute(3, new Uint8Array()))).toEqual([[3, []]])
    expect(read(attribute(3, text('x')).subarray(0, 5))).toEqual([[3, [120]]])
  })

  it.each([
    ['a length of zero', attribute(1, i32(7), 0), 'bad nla_len 0 at offset 0, got "8 bytes left"'],
    ['a length below the header', attribute(1, i32(7), 3), 'bad nla_len 3 at offset 0'],
    ['a length beyond the end', attribute(1, i32(7), 9), 'bad nla_len 9 at offset 0'],
    [
      'a second one that is too long',
      join(attribute(1, i32(7)), attribute(2, i32(7), 0xffff)),
      'netlink:8: bad nla_len 65535 at offset 8',
    ],
    ['a header cut short', join(attribute(1, i32(7)), u16(4)), 'needs 4 bytes at offset 8'],
  ])('with %s end in an error that says where', (_, bytes, problem) => {
    expect(() => read(bytes)).toThrow(ParseError)
    expect(() => read(bytes)).toThrow(problem)
  })

  it('refuse to be read as more than they hold', () => {
    const bytes = attribute(5, Uint8Array.of(1))
    const attributes = new Attributes(viewOf(bytes)).within(viewOf(bytes), 0, bytes.length)
    attributes.next()
    expect(attributes.u8()).toBe(1)
    expect(() => attributes.u32()).toThrow(
      'attribute 5 needs 4 bytes at offset 4, got "1 bytes left"',
    )
  })

  it('longer than nla_len can say are refused', () => {
    const skb = SkBuff.alloc(0x20000)
    expect(() => putAttribute(skb, 1, new Uint8Array(0xffff))).toThrow(
      'longer than nla_len can say',
    )
  })
})

it.each([
  [0, 0],
  [1, 4],
  [4, 4],
  [5, 8],
  [0xffffffff, 0x100000000],
])('%i aligns to %i', (length, aligned) => expect(align4(length)).toBe(aligned))

it('a header is pushed in front with the final length', () => {
  const skb = SkBuff.alloc(64)
  skb.reserve(16)
  skb.putBytes(i32(-1))
  pushHeader(skb, { type: 20, flags: 0x301, seq: 7 })
  const words = new Uint32Array(skb.copy().buffer)
  expect([...words]).toEqual([20, 20 | (0x301 << 16), 7, 0, 0xffffffff])
})

describe('the kernel says no', () => {
  const header = new Uint8Array(16)
  const errorOf = (bytes: Uint8Array) => {
    const view = viewOf(bytes)
    return messageError(view, 0, view.getUint32(0, true), 'sock_diag tcp')
  }
  const ack = join(attribute(1, text('netlink: unknown table\0')), attribute(2, i32(36)))

  it('with errno alone', () => {
    const error = errorOf(message({ type: 2, seq: 1, flags: 0 }, join(i32(-2), header)))
    expect(error).toMatchObject({ code: 'ENOENT', errno: 2, reason: null, requestOffset: null })
    expect(error!.message).toBe('sock_diag tcp: ENOENT')
  })

  it('in its own words, behind a capped request', () => {
    const error = errorOf(message({ type: 2, seq: 1, flags: 0x300 }, join(i32(-22), header, ack)))
    expect(error!.message).toBe(
      'sock_diag tcp: EINVAL: netlink: unknown table (at offset 36 of the request)',
    )
  })

  it('in its own words, behind the whole request', () => {
    const request = message({ type: 20, seq: 1 }, text('12345'))
    const error = errorOf(message({ type: 2, seq: 1, flags: 0x200 }, join(i32(-22), request, ack)))
    expect(error).toMatchObject({ reason: 'netlink: unknown table', requestOffset: 36 })
  })

  it('at the end of a dump', () => {
    const error = errorOf(message({ type: 3, seq: 1, flags: 0x202 }, join(i32(-22), ack)))
    expect(error).toMatchObject({ code: 'EINVAL', reason: 'netlink: unknown table' })
  })

  it('or it does not: code 0, and a DONE without any', () => {
    expect(errorOf(message({ type: 2, seq: 1, flags: 0x100 }, join(i32(0), header)))).toBeNull()
    expect(errorOf(message({ type: 3, seq: 1 }, i32(0)))).toBeNull()
    expect(errorOf(message({ type: 3, seq: 1 }))).toBeNull()
  })

  it.each([
    [
      'an error without a code',
      message({ type: 2, seq: 1 }),
      'NLMSG_ERROR needs 20 bytes at offset 16',
    ],
    ['an error without the header', message({ type: 2, seq: 1 }, i32(-1)), 'NLMSG_ERROR needs 20'],
    [
      'half a code',
      message({ type: 3, seq: 1, length: 18 }, Uint8Array.of(1, 2)),
      'NLMSG_DONE needs 4 bytes',
    ],
    [
      'a repeated request longer than the message',
      message({ type: 2, seq: 1, flags: 0x200 }, join(i32(-1), i32(4000), new Uint8Array(12))),
      'the request repeated in NLMSG_ERROR is cut short',
    ],
  ])('%s is a broken message', (_, bytes, problem) => {
    expect(() => errorOf(bytes)).toThrow(problem)
  })
})
