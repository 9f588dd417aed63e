import { describe, expect, it } from 'vitest'
import { SkBuff, SkBuffError } from '../../src/netlink/skbuff.ts'
import { random } from '../random.ts'

const positions = (skb: SkBuff) => [skb.head, skb.data, skb.tail, skb.end]

describe('SkBuff', () => {
  it('is empty at first, and all of it tailroom', () => {
    const skb = SkBuff.alloc(64)
    expect([skb.len, skb.headroom, skb.tailroom]).toEqual([0, 0, 64])
  })

  it('builds payload first and header last', () => {
    const skb = SkBuff.alloc(32)
    skb.reserve(4)
    skb.putBytes(Uint8Array.from([1, 2, 3]))
    skb.view.setUint32(skb.push(4), 0xaabbccdd, false)
    expect([...skb.copy()]).toEqual([0xaa, 0xbb, 0xcc, 0xdd, 1, 2, 3])
    expect(positions(skb)).toEqual([0, 0, 7, 32])
  })

  it('takes a received message apart without copying', () => {
    const skb = SkBuff.of(Uint8Array.from([1, 2, 3, 4]))
    expect(skb.pull(1)).toBe(1)
    skb.trim(2)
    expect([...skb.copy()]).toEqual([2, 3])
  })

  it('clears what it puts', () => {
    const skb = SkBuff.alloc(4)
    skb.putU32(0xffffffff)
    skb.trim(0)
    skb.put(4)
    expect([...skb.copy()]).toEqual([0, 0, 0, 0])
  })

  it('copies onto memory of its own, as FFI needs it', () => {
    const skb = SkBuff.alloc(8)
    skb.putU16(1)
    expect(skb.copy().buffer.byteLength).toBe(2)
  })

  it.each([
    ['put', (s: SkBuff) => s.put(5), 'skb_over_panic: length 5, len 2, head 0 data 2 tail 4 end 8'],
    ['push', s => s.push(3), 'skb_under_panic: length 3, len 2, head 0 data 2 tail 4 end 8'],
    ['pull', s => s.pull(3), 'skb_pull beyond tail: length 3, len 2, head 0 data 2 tail 4 end 8'],
    ['trim', s => s.trim(3), 'skb_trim beyond tail: length 3'],
    ['reserve', s => s.reserve(1), 'skb_reserve on a buffer that holds data: length 1'],
    ['a negative put', s => s.put(-1), 'skb_over_panic: length -1'],
    ['a negative pull', s => s.pull(-1), 'skb_pull beyond tail: length -1'],
    ['half a byte', s => s.push(0.5), 'skb_under_panic: length 0.5'],
    ['NaN', s => s.trim(Number.NaN), 'skb_trim beyond tail: length NaN'],
  ] as [string, (s: SkBuff) => unknown, string][])(
    'refuses %s beyond its bounds, states every position, and stays as it was',
    (_, act, message) => {
      const skb = SkBuff.alloc(8)
      skb.reserve(2)
      skb.put(2)
      expect(() => act(skb)).toThrow(SkBuffError)
      expect(() => act(skb)).toThrow(message)
      expect(positions(skb)).toEqual([0, 2, 4, 8])
    },
  )

  it('keeps head <= data <= tail <= end whatever is done to it (seed 2)', () => {
    const { below } = random(2)
    for (let round = 0; round < 500; round++) {
      const skb = SkBuff.alloc(below(100))
      for (let step = 0; step < 40; step++) {
        const acts = [skb.put, skb.push, skb.pull, skb.trim, skb.reserve]
        try {
          acts[below(acts.length)]!.call(skb, below(30))
        } catch (error) {
          expect(error).toBeInstanceOf(SkBuffError)
        }
        const [head, data, tail, end] = positions(skb) as [number, number, number, number]
        expect(head <= data && data <= tail && tail <= end).toBe(true)
        expect(skb.len + skb.headroom + skb.tailroom).toBe(end - head)
      }
    }
  })

  it('push undoes pull, and put undoes trim (seed 3)', () => {
    const { below, bytes } = random(3)
    for (let round = 0; round < 500; round++) {
      const skb = SkBuff.of(bytes(below(200)))
      const before = positions(skb)
      const content = skb.copy()
      const taken = below(skb.len + 1)
      skb.pull(taken)
      skb.push(taken)
      expect(positions(skb)).toEqual(before)
      expect(skb.copy()).toEqual(content)
      const kept = below(skb.len + 1)
      skb.trim(kept)
      skb.put(content.length - kept)
      expect(positions(skb)).toEqual(before)
    }
  })
})
