import { expect, it } from 'vitest'
import { writeDecimal, writeHex } from '../../src/base/ascii.ts'
import { random } from '../random.ts'

const { u32, below } = random(20261121)

const written = (write: (into: Uint8Array, at: number) => number): string => {
  const into = new Uint8Array(64).fill(0x21)
  const end = write(into, 3)
  expect(Buffer.from(into.subarray(end)).toString()).toBe('!'.repeat(64 - end))
  return Buffer.from(into.subarray(3, end)).toString()
}

const EDGES = [0, 1, 9, 10, 15, 16, 99, 100, 255, 256, 65535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]

it('whole numbers are written in decimal', () => {
  const numbers = [...EDGES, 2 ** 53 - 1, ...Array.from({ length: 500 }, () => u32() >>> below(32))]
  for (const number of numbers) {
    expect(written((into, at) => writeDecimal(into, at, number))).toBe(String(number))
  }
})

it('a u64 of two words is written as 0x and hexadecimal digits, none of them in vain', () => {
  const words = [...EDGES, ...Array.from({ length: 20 }, () => u32() >>> below(32))]
  for (const high of words) {
    for (const low of words) {
      const value = (BigInt(high) << 32n) | BigInt(low)
      expect(written((into, at) => writeHex(into, at, high, low))).toBe(`0x${value.toString(16)}`)
    }
  }
})
