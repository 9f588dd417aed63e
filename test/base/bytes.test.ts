import { describe, expect, it } from 'vitest'
import { Cursor, HOST_LITTLE } from '../../src/base/bytes.ts'

const bytes = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])

describe('Cursor', () => {
  it('reads in the byte order it is given, and moves on', () => {
    const c = new Cursor(bytes, 'x', true)
    expect([c.u8(), c.u16(), c.u32(), c.at, c.left]).toEqual([1, 0x0302, 0x07060504, 7, 5])
    const big = new Cursor(bytes, 'x', false)
    expect([big.u16(), big.u32(), big.skip(0), big.at]).toEqual([0x0102, 0x03040506, undefined, 6])
  })

  it('reads u64 as bigint, and network order whatever the host has', () => {
    expect(new Cursor(bytes, 'x', true).u64()).toBe(0x0807060504030201n)
    for (const little of [true, false]) {
      const c = new Cursor(bytes, 'x', little)
      expect([c.be16(), c.be32()]).toEqual([0x0102, 0x03040506])
    }
  })

  it('gives bytes of the same memory, also from the middle of a buffer', () => {
    const c = new Cursor(bytes.subarray(2, 8), 'x', true)
    c.skip(1)
    const part = c.bytes(3)
    expect([...part, part.buffer === bytes.buffer, c.left]).toEqual([4, 5, 6, true, 2])
  })

  it('takes the byte order of the host if none is said', () => {
    expect(new Cursor(bytes, 'x').u16()).toBe(HOST_LITTLE ? 0x0201 : 0x0102)
  })

  it.each([
    [
      'a u32 across the end',
      10,
      (c: Cursor) => c.u32(),
      'tcp_info:10: 4 bytes wanted at offset 10',
    ],
    ['a u8 at the end', 12, (c: Cursor) => c.u8(), 'got "0 left of 12"'],
    ['a negative skip', 4, (c: Cursor) => c.skip(-1), '-1 bytes wanted'],
    ['more bytes than there are', 0, (c: Cursor) => c.bytes(13), '13 bytes wanted at offset 0'],
    ['NaN bytes', 0, (c: Cursor) => c.bytes(Number.NaN), 'NaN bytes wanted'],
  ])('refuses %s and says where', (_, at, read: (c: Cursor) => unknown, message) => {
    const c = new Cursor(bytes, 'tcp_info')
    c.skip(at)
    expect(() => read(c)).toThrow(message)
    expect(c.at).toBe(at)
  })
})
