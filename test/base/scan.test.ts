import { describe, expect, it } from 'vitest'
import { Scan } from '../../src/base/scan.ts'

const scanOf = (text: string): Scan => {
  const scan = new Scan()
  const bytes = Buffer.from(`before${text}after`, 'latin1')
  scan.load(bytes, 6, 6 + text.length)
  return scan
}

// what sscanf(3) of glibc 2.36 made of each by %d, %X, %lX and %lu; null: nothing
const CONVERTED: readonly (readonly [
  string,
  number | null,
  number | null,
  bigint | null,
  bigint | null,
])[] = [
  ['0', 0, 0, 0n, 0n],
  ['12', 12, 18, 18n, 12n],
  ['-12', -12, -18, 18446744073709551598n, 18446744073709551604n],
  ['+12', 12, 18, 18n, 12n],
  ['0x1F', 0, 31, 31n, 0n],
  ['0X1f', 0, 31, 31n, 0n],
  ['1F', 1, 31, 31n, 1n],
  ['ff', null, 255, 255n, null],
  ['FFFFFFFF', null, -1, 4294967295n, null],
  ['4294967294', -2, -1802079596, 285960729236n, 4294967294n],
  ['4294967297', 1, -1802079593, 285960729239n, 4294967297n],
  ['2147483648', -2147483648, 1195914824, 142929835592n, 2147483648n],
  ['-2147483649', 2147483647, -1195914825, 18446743930779716023n, 18446744071562067967n],
  ['9223372036854775807', -1, -1, 18446744073709551615n, 9223372036854775807n],
  ['9223372036854775808', -1, -1, 18446744073709551615n, 9223372036854775808n],
  ['-9223372036854775809', 0, -1, 18446744073709551615n, 9223372036854775807n],
  ['18446744073709551615', -1, -1, 18446744073709551615n, 18446744073709551615n],
  ['18446744073709551616', -1, -1, 18446744073709551615n, 18446744073709551615n],
  ['-1', -1, -1, 18446744073709551615n, 18446744073709551615n],
  ['FFFFFFFFFFFFFFFF', null, -1, 18446744073709551615n, null],
  ['10000000000000000', 1874919424, -1, 18446744073709551615n, 10000000000000000n],
  ['9007199254740991', -1, 1416890769, 10378291982571407761n, 9007199254740991n],
  ['9007199254740993', 1, 1416890771, 10378291982571407763n, 9007199254740993n],
  ['20000000000000', -1662697472, 0, 9007199254740992n, 20000000000000n],
  ['1FFFFFFFFFFFFF', 1, -1, 9007199254740991n, 1n],
  ['-5', -5, -5, 18446744073709551611n, 18446744073709551611n],
  ['x', null, null, null, null],
  ['-', null, null, null, null],
  ['0x', 0, 0, 0n, 0n],
  ['007', 7, 7, 7n, 7n],
  ['12a', 12, 298, 298n, 12n],
  ['-0x10', 0, -16, 18446744073709551600n, 0n],
  ['-FFFFFFFFFFFFFFFFF', null, -1, 18446744073709551615n, null],
]

describe('numbers are what sscanf(3) makes of them', () => {
  it.each(CONVERTED)('%j is %s by %%d, %s by %%X, %s by %%lX, %s by %%lu', (text, d, X, lX, lu) => {
    const scan = scanOf(text)
    expect(scan.takeInt() ? scan.int : null).toBe(d)
    scan.load(Buffer.from(text), 0, text.length)
    expect(scan.takeHexInt() ? scan.int : null).toBe(X)
    scan.load(Buffer.from(text), 0, text.length)
    expect(scan.takeHexLong() ? BigInt(scan.long) : null).toBe(lX)
    scan.load(Buffer.from(text), 0, text.length)
    expect(scan.takeLong() ? BigInt(scan.long) : null).toBe(lu)
  })

  it('are numbers where these hold every integer, and bigint beyond', () => {
    const scan = scanOf('1FFFFFFFFFFFFF 20000000000000')
    scan.takeHexLong()
    expect(scan.long).toBe(9007199254740991)
    scan.takeHexLong()
    expect(scan.long).toBe(9007199254740992n)
  })
})

describe('what is taken', () => {
  it('never reaches beyond the line', () => {
    expect(scanOf('').takeWord()).toBe(false)
    expect(scanOf('').takeHexDigits(8)).toBe(false)
    expect(scanOf('').take(97)).toBe(false)
    const scan = scanOf('12')
    expect(scan.takeHexLong()).toBe(true)
    expect(scan.long).toBe(0x12)
  })

  it('of a run of digits is no more than was asked for, and no blank before it', () => {
    const scan = scanOf('0123456789ABCDEFabcdefg')
    expect(scan.takeHexDigits(8)).toBe(true)
    expect(scan.text()).toBe('01234567')
    expect(scan.takeHexDigits(64)).toBe(true)
    expect(scan.text()).toBe('89ABCDEFabcdef')
    expect(scanOf(' 1').takeHexDigits(8)).toBe(false)
  })

  it('as a word ends at a blank of any kind', () => {
    const scan = scanOf(' \t\v\f a\u00ffb\r c')
    expect(scan.takeWord()).toBe(true)
    expect(scan.text()).toBe('a\u00ffb')
    expect(scan.takeWord()).toBe(true)
    expect(scan.text()).toBe('c')
    expect(scan.takeWord()).toBe(false)
  })

  it('as one byte is that byte, where it stands', () => {
    const scan = scanOf(': :')
    expect([scan.take(58), scan.take(58)]).toEqual([true, false])
    scan.skipBlanks()
    expect(scan.take(58)).toBe(true)
  })
})
