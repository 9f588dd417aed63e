import { describe, expect, it } from 'vitest'
import { compare, lookOf } from '../../src/query/difference.ts'

/** `a1 b2`: rows by their letter, whose face is the digit. */
const look = (text: string) =>
  lookOf(
    text.split(' ').filter(word => word !== ''),
    word => word[0]!,
    word => word.slice(1),
  )

const changes = (before: string, now: string): string =>
  compare(look(before), look(now))
    .map(({ row, change }) => `${{ opened: '+', changed: '~', closed: '-' }[change!] ?? ''}${row}`)
    .join(' ')

describe('two looks', () => {
  it.each([
    ['a1 b1', 'a1 b1', 'a1 b1'],
    ['a1', 'a1 b1', 'a1 +b1'],
    ['a1 b1', 'a1 b2', 'a1 ~b2'],
    ['', 'a1', '+a1'],
    ['a1', '', '-a1'],
    // what is gone stands where it stood
    ['a1 b1 c1', 'a1 c1', 'a1 -b1 c1'],
    ['a1 b1 c1 d1', 'd1 a1', 'd1 a1 -b1 -c1'],
    ['a1 b1', 'b1 c1', '-a1 b1 +c1'],
  ])('%j, then %j: %j', (before, now, expected) => expect(changes(before, now)).toBe(expected))

  it('tell twins that nothing tells apart by their number', () => {
    expect(changes('a1 a1', 'a1 a1 a1')).toBe('a1 a1 +a1')
    expect(changes('a1 a1', 'a1')).toBe('a1 -a1')
  })
})
