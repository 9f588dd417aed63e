import { describe, expect, it } from 'vitest'
import {
  bitRateText,
  bytesText,
  durationText,
  parseAmount,
  unitOfKey,
} from '../../src/model/units.ts'

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

describe('what a person writes, in the unit of the column', () => {
  it.each([
    ['0', undefined, 0],
    ['-1', undefined, -1],
    ['1.5', 'us', 1.5],
    ['9007199254740993', 'bytes', 9007199254740993n],
    ['18446744073709551615', undefined, 18446744073709551615n],
    ['1K', 'bytes', 1024],
    ['1.5k', 'bytes', 1536],
    ['64KiB', 'bytes', 65_536],
    ['2MB', 'bytes', 2_097_152],
    ['3G', 'bytes', 3 * 1024 ** 3],
    ['1T', 'bytes', 1024 ** 4],
    ['12B', 'bytes', 12],
    ['1M', 'bytes/s', 1_048_576],
    ['1M/s', 'bytes/s', 1_048_576],
    ['8bit', 'bytes/s', 1],
    ['10Mbit/s', 'bytes/s', 1_250_000],
    ['1gbit', 'bytes/s', 125_000_000],
    ['100ms', 'us', 100_000],
    ['2s', 'us', 2_000_000],
    ['250us', 'us', 250],
    ['250\u00b5s', 'us', 250],
    ['1min', 'us', 60_000_000],
    ['1h', 'us', 3_600_000_000],
    ['2s', 'ms', 2000],
    ['500us', 'ms', 0.5],
  ] as const)('%s of %s is %s', (text, unit, number) => {
    expect(parseAmount(text, unit)).toBe(number)
  })

  it.each([
    ['1K', undefined],
    ['1K', 'segments'],
    ['1K', 'us'],
    ['1ms', 'bytes'],
    ['1m', 'us'],
    ['1Mbit', 'bytes'],
    ['1e3', 'bytes'],
    ['0x10', undefined],
    ['', 'bytes'],
    ['K', 'bytes'],
    ['1 K', 'bytes'],
    ['--1', undefined],
    ['1constructor', 'us'],
  ] as const)('%j of %s is none', (text, unit) => expect(parseAmount(text, unit)).toBe(null))

  it.each([
    ['rtt_us', 'us'],
    ['expires_ms', 'ms'],
    ['rcvbuf_bytes', 'bytes'],
    ['pacing_rate_bytes_per_s', 'bytes/s'],
    ['lost_segments', 'segments'],
    ['bytes_acked', 'bytes'],
    ['segs_out', undefined],
  ])('the key %s tells the unit %s', (key, unit) => expect(unitOfKey(key).unit).toBe(unit))
})
