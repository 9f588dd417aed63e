import { describe, expect, it } from 'vitest'
import { eachLine, Fields, parseLines } from '../../src/base/text.ts'

const load = (line: string): Fields => {
  const fields = new Fields('net/x')
  fields.load(line, 0, line.length, 7)
  return fields
}

describe('Fields', () => {
  it('ends words at blanks and colons', () => {
    const f = load('   0: 0100007F:0016 x')
    expect([f.count, f.word(0, 'sl'), f.word(2, 'port'), f.word(3, 'x')]).toEqual([
      4,
      '0',
      '0016',
      'x',
    ])
  })

  it.each([
    ['hex takes a u32', 'FFFFFFFF', (f: Fields) => f.hex(0, 'n'), 4294967295],
    ['hex takes either case', 'aBcD', (f: Fields) => f.hex(0, 'n'), 43981],
    ['dec takes a sign', '-1', (f: Fields) => f.dec(0, 'n'), -1],
    ['u32 undoes %d', '-2', f => f.u32(0, 'uid'), 4294967294],
    ['dec keeps a u32', '4294967295', (f: Fields) => f.dec(0, 'n'), 4294967295],
    ['hexPart takes a word of a long field', '00000001000000FF', f => f.hexPart(0, 1, 2, 'n'), 255],
  ])('%s', (_, line, read: (f: Fields) => number, value) => {
    expect(read(load(line))).toBe(value)
  })

  it.each([
    ['no such field', 'a', (f: Fields) => f.hex(3, 'dropped'), 'net/x:7: no field 3 (dropped)'],
    [
      'a bad hex digit',
      '0000000g',
      f => f.hex(0, 'dropped'),
      'dropped is not a hex u32, got "0000000g"',
    ],
    ['nine hex digits', '000000000', f => f.hex(0, 'n'), 'not a hex u32'],
    ['thirty decimal digits', '9'.repeat(30), f => f.dec(0, 'n'), 'not a decimal integer'],
    ['a lone sign', '-', f => f.dec(0, 'n'), 'not a decimal integer'],
    ['a number beyond a u32', '4294967296', f => f.u32(0, 'uid'), 'uid is not a u32'],
    ['a negative count', '-1', f => f.count53(0, 'inode'), 'inode is not a count'],
    ['an address of the wrong length', 'ABCD', f => f.hexPart(0, 0, 4, 'local'), '32 hex digits'],
  ])('refuses %s and says where', (_, line, read: (f: Fields) => number, message) => {
    expect(() => read(load(line))).toThrow(message)
  })
})

describe('parseLines', () => {
  it('loses only the broken line, and tells its number', () => {
    const parsed = parseLines('header\n1\nx\n3\n', 'net/x', 1, f => f.dec(0, 'n'))
    expect(parsed.rows).toEqual([1, 3])
    expect(parsed.problems.map(p => p.at)).toEqual(['net/x:3'])
  })

  it('takes no row from a last line that was cut', () => {
    const parsed = parseLines('12\n34', 'net/x', 0, f => f.dec(0, 'n'))
    expect(parsed.rows).toEqual([12])
    expect(parsed.problems[0]).toMatchObject({ at: 'net/x:2' })
  })

  it('gives no line for an empty text and none after the last newline', () => {
    const seen: number[] = []
    eachLine('', (_, __, line) => seen.push(line))
    eachLine('a\n\nb\n', (_, __, line) => seen.push(line))
    expect(seen).toEqual([1, 2, 3])
  })
})
