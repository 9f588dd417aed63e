import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../src/base/pattern.ts'
import { Random, caseCount, seedOf } from '../fuzz/random.ts'

const test = (pattern: string, text: string): boolean => {
  const compiled = compilePattern(pattern)
  if (!('test' in compiled)) throw new Error(`${pattern}: expected ${compiled.expected}`)
  return compiled.test(text)
}

// RegExp is the witness; its `s` flag lets the dot be any character
const TEXTS = [
  '',
  'a',
  'ab',
  'abc',
  'nginx: worker',
  '/usr/sbin/sshd -D',
  'A_b 1',
  'x\ny',
  'é日😀',
  '--',
]

describe('agrees with the RegExp of JavaScript', () => {
  it.each(
    `a ^a a$ ^$ ^ . a.c a|b (a|b)c (?:ab)+ a*b a+?b x?y ^(nginx|sshd) [abc] [^abc] [a-c-] [-a] \\d+ \\w+\\s\\w \\bs \\Bs
     a{2} a{0,1}b a{1,} ^.{3}$ ^(a|ab)(c|bcd)?$ (a*)* (a*)+b (|a)b \\/usr \\. [\\d_] [^\\W] \\x61 \\u0061 \\u{1f600} 日 ^\\S+$
     ^..$ () (^|/)s $a a^ (a|^)b [\\]] [\\^] \\[ - ^--$ sbin.*-D$ \\n a{,2} } ] [a\\-c] (a{2,3}){2}`
      .trim()
      .split(/\s+/),
  )('%s', pattern => {
    // those two are a mistake with the flag u, and without it characters
    const flags = /^[}\]]|\{,/.test(pattern) ? 's' : 'su'
    for (const text of [...TEXTS, 'aab', 'aaaa', 'abcd', 'a{,2}', 'a-c', '}', ']', '^[']) {
      expect([text, test(pattern, text)]).toEqual([text, new RegExp(pattern, flags).test(text)])
    }
  })

  it('on patterns and texts made by chance', () => {
    const random = new Random(seedOf(20261120))
    const atoms = ['a', 'b', '.', '[ab]', '[^a]', '\\w', '^', '$', '\\b', '\\B', ' ', '\\s']
    const make = (depth: number): string => {
      const kind = depth === 0 ? 0 : random.int(6)
      if (kind <= 1) return random.pick(atoms)
      if (kind === 2) return `(${make(depth - 1)}|${make(depth - 1)})`
      if (kind === 3)
        return `(?:${make(depth - 1)})${random.pick(['*', '+', '?', '{2}', '{1,2}', '*?'])}`
      return make(depth - 1) + make(depth - 1)
    }
    for (let i = 0; i < Math.min(5_000, caseCount(5_000)); i++) {
      const pattern = make(4)
      const text = Array.from({ length: random.int(7) }, () => random.pick(['a', 'b', ' '])).join(
        '',
      )
      expect([pattern, text, test(pattern, text)]).toEqual([
        pattern,
        text,
        new RegExp(pattern, 'su').test(text),
      ])
    }
  })
})

it.each([
  ['(?i)NGINX', 'nginx', true],
  ['(?i)nginx', 'NGINX: worker', true],
  ['(?i)[a-c]x', 'BX', true],
  ['(?i)[^a]', 'A', false],
  ['NGINX', 'nginx', false],
])('%s of %s: %s, as (?i) ignores case', (pattern, text, matched) =>
  expect(test(pattern, text)).toBe(matched),
)

describe('what would take a backtracking matcher for ever takes no time', () => {
  it.each(['(a+)+$', '(a|a)*$', '(a|aa)+$', '(.*)*x', '([a-z]+)*1', '(a?){500}a{500}', '(x+x+)+y'])(
    '%s',
    pattern => {
      const begin = performance.now()
      test(pattern, `${'a'.repeat(400)}!${'x'.repeat(400)}`)
      expect(performance.now() - begin).toBeLessThan(1000)
    },
  )

  it('a long text whose ways are ever new ones', () => {
    const random = new Random(7)
    const text = Array.from({ length: 5000 }, () => random.pick(['a', 'b'])).join('')
    const begin = performance.now()
    expect(test('(a|b)*a(a|b){100}c', text)).toBe(false)
    expect(performance.now() - begin).toBeLessThan(2000)
  })
})

describe('a mistake has its place', () => {
  it.each([
    ['(', 0, 'a ) for this ('],
    ['ab(c', 2, 'a ) for this ('],
    ['ab)', 2, 'no ) without its ('],
    ['[ab', 0, 'a ] for this ['],
    ['x[b-a]', 2, 'a range from low to high'],
    ['[a-', 0, 'a ] for this ['],
    ['*a', 0, 'something to repeat'],
    ['a|+', 2, 'something to repeat'],
    ['^*', 0, 'something to repeat'],
    ['a**', 2, 'one quantifier'],
    ['a{3,2}', 1, 'the smaller number first'],
    ['a{2000}', 1, 'at most 1000 repetitions'],
    ['a\\', 1, 'a character behind the \\'],
    ['\\1', 0, 'no back-reference'],
    ['\\p{L}', 0, '\\d \\w'],
    ['a(?=b)', 1, '(?: or ('],
    ['a(?<!b)', 1, '(?: or ('],
    ['(?i)(', 4, 'a ) for this ('],
    ['(a{1000}){1000}', 0, 'a shorter pattern'],
    ['((){1000}){1000}', 0, 'a shorter pattern'],
    ['(((){1000}){1000}){1000}', 0, 'a shorter pattern'],
  ])('%s', (pattern, at, expected) => {
    const refused = compilePattern(pattern)
    expect(refused).toMatchObject({ at, expected: expect.stringContaining(expected) })
  })

  it('also where nobody would look for it', () => {
    expect(compilePattern('('.repeat(100_000))).toMatchObject({ at: 50 })
  })
})
