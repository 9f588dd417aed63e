import { describe, expect, it } from 'vitest'
import { endsInOperator, lex } from '../../src/query/lex.ts'

/** Kinds and texts alone: `word:recv_q op:> word:0`. */
const tokens = (...words: string[]): string =>
  lex(words)
    .tokens.map(({ kind, text }) => `${kind}:${text}`)
    .join(' ')

it.each([
  ['recv_q>0', 'word:recv_q op:> word:0'],
  ['recv_q > 0', 'word:recv_q op:> word:0'],
  ['recv_q  >0\t', 'word:recv_q op:> word:0'],
  ['a!=b and c~d', 'word:a op:!= word:b and:and word:c op:~ word:d'],
  ['dport=22&!sport=80', 'word:dport op:= word:22 and:& not:! word:sport op:= word:80'],
  ['(a=1|b=2)&&c', '(:( word:a op:= word:1 or:| word:b op:= word:2 ):) and:&& word:c'],
  ['!!a', 'not:! not:! word:a'],
  ['not a OR b', 'not:not word:a or:OR word:b'],
  ['a = and', 'word:a op:= word:and'],
  ['a = "and"', 'word:a op:= word:and'],
  ['"and"', 'word:and'],
  ['a eq b', 'word:a op:= word:b'],
  ['a geq b neq c', 'word:a op:>= word:b op:!= word:c'],
  ['a == b', 'word:a op:= word:b'],
  ['eq = eq', 'word:eq op:= word:eq'],
  // a pattern goes to the next blank, but not past the parenthesis that closes an earlier one
  ['(p ~ a|b&c) x', '(:( word:p op:~ word:a|b&c ):) word:x'],
  ['p ~ (a|b)+ x', 'word:p op:~ word:(a|b)+ word:x'],
  ['((p~(a)))', '(:( (:( word:p op:~ word:(a) ):) ):)'],
  ['p ~ a\\)b', 'word:p op:~ word:a\\)b'],
  ['p = f(x) y', 'word:p op:= word:f(x) word:y'],
  ['p = a!b=c', 'word:p op:= word:a!b=c'],
  ['p =)', 'word:p op:= ):)'],
  ['p = | x', 'word:p op:= or:| word:x'],
  ['a<=1', 'word:a op:<= word:1'],
  [':80', 'word::80'],
  [':80,443', 'word::80,443'],
  ['dst [::1]:22', 'word:dst word:[::1]:22'],
  ['sport=:22', 'word:sport op:= word::22'],
  ['local.address=::1', 'word:local.address op:= word:::1'],
  ['local.address = fe80::1', 'word:local.address op:= word:fe80::1'],
  ['local=127.0.0.1:53', 'word:local op:= word:127.0.0.1:53'],
  ['process = -bash', 'word:process op:= word:-bash'],
  ['a = "two words" and :80', 'word:a op:= word:two words and:and word::80'],
  ['a = \'it is "so"\'', 'word:a op:= word:it is "so"'],
  ['a = "say \\"no\\" \\\\"', 'word:a op:= word:say "no" \\'],
  ['a="x=1 > y"', 'word:a op:= word:x=1 > y'],
  ['', ''],
  ['  ', ''],
])('the one argument %j is %s', (word, expected) => expect(tokens(word)).toBe(expected))

describe('several arguments', () => {
  it('are read as one text', () => {
    expect(tokens('recv_q', '>', '0')).toBe(tokens('recv_q > 0'))
  })

  it.each([
    ['blanks', ['process', '=', 'nginx: worker process'], 'nginx: worker process'],
    ['a dash', ['process', '=', '-bash'], '-bash'],
    ['operators', ['process', '~', 'a=b'], 'a=b'],
    ['a colon', ['dport', '=', ':22'], ':22'],
    ['nothing', ['process', '=', ''], ''],
    ['joints', ['process', '~', '(a b)|c & d'], '(a b)|c & d'],
    ['after a word', ['process', 'eq', '-bash'], '-bash'],
    ['a parenthesis', ['process', '=', 'a)'], 'a)'],
  ])('after an operator a value stands as it is: %s', (_, words, value) => {
    expect(lex(words).tokens.at(-1)).toMatchObject({ kind: 'word', text: value })
    expect(lex(words).tokens).toHaveLength(3)
  })
})

it('an argument that closes what the filter opened does so, though it is a value', () => {
  expect(tokens('(a', '=', '1)', 'or', '((b', '~', 'x(y)z))')).toBe(
    '(:( word:a op:= word:1 ):) or:or (:( (:( word:b op:~ word:x(y)z ):) ):)',
  )
})

it.each([
  ['eq', true],
  ['=', true],
  ['process=', true],
  ['a >=', true],
  ['~', true],
  ['process', false],
  ['neqx', false],
  ['=>', false],
  ['', false],
])('%j ends in an operator: %s', (word, ends) => expect(endsInOperator(word)).toBe(ends))

it.each([
  [['recv_q > 0'], [0, 7, 9]],
  [
    ['recv_q', '>', '0'],
    [0, 7, 9],
  ],
  [['recv_q>0'], [0, 6, 7]],
  [
    ['a = 1', 'and', '  :80'],
    [0, 2, 4, 6, 12],
  ],
  [['x = "a b" :80'], [0, 2, 4, 10]],
])('each token of %j knows its place in the text', (words, places) => {
  const { text, tokens: found } = lex(words)
  expect(text).toBe(words.join(' '))
  expect(found.map(({ at }) => at)).toEqual(places)
})
