import { describe, expect, it } from 'vitest'
import { bitRateText, bytesText, durationText } from '../../src/model/units.ts'

describe('bytes, in powers of 1024', () => {
  it.each([
    [0, '0'],
    [1023, '1023'],
    [1024, '1K'],
    [1536, '1.5K'],
    [212_992, '208K'],
    [1_048_575, '1M'],
    [1_048_576, '1M'],
    [3n * 1024n ** 3n, '3G'],
    [2n ** 64n - 1n, '16E'],
    [-4096, '-4K'],
  ])('%s are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text))
})

describe('rates, in bits and powers of 1000', () => {
  it.each([
    [0, '0 bit/s'],
    [124, '992 bit/s'],
    [125, '1 kbit/s'],
    [125_000_000, '1 Gbit/s'],
    [1_250_000_000n, '10 Gbit/s'],
    [154_321, '1.23 Mbit/s'],
  ])('%s bytes a second are %s', (rate, text) => expect(bitRateText(rate)).toBe(text))
})

describe('durations', () => {
  it.each([
    [0, '0 us'],
    [999, '999 us'],
    [1000, '1 ms'],
    [1234, '1.23 ms'],
    [204_000, '204 ms'],
    [1_500_000, '1.5 s'],
    [119_000_000, '119 s'],
    [120_000_000, '2 min'],
    [7_200_000_000n, '2 h'],
  ])('%s microseconds are %s', (us, text) => expect(durationText(us)).toBe(text))
})
