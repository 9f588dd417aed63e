import { describe, expect, it } from 'vitest'
import { lex } from '../../src/query/lex.ts'

/** Kinds and texts alone: `word:recv_q op:> word:0`. */
const tokens = (...words: string[]): string =>
  lex(words)
    .tokens.map(({ kind, text }) => `${kind}:${text}`)
    .join(' ')

it.each([
  ['recv_q>0', 'word:recv_q op:> word:0'],
  ['recv_q > 0', 'word:recv_q op:> word:0'],
  ['recv_q  >0\t', 'word:recv_q op:> word:0'],
  ['a!=b and c~d', 'word:a op:!= word:b word:and word:c op:~ word:d'],
  ['a<=1', 'word:a op:<= word:1'],
  [':80', 'port::80'],
  [':https', 'port::https'],
  ['sport=:22', 'word:sport op:= word::22'],
  ['local.address=::1', 'word:local.address op:= word:::1'],
  ['local.address = fe80::1', 'word:local.address op:= word:fe80::1'],
  ['local=127.0.0.1:53', 'word:local op:= word:127.0.0.1:53'],
  ['process = -bash', 'word:process op:= word:-bash'],
  ['a = "two words" and :80', 'word:a op:= word:two words word:and port::80'],
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
  ])('after an operator a value stands as it is: %s', (_, words, value) => {
    expect(lex(words).tokens.at(-1)).toMatchObject({ kind: 'word', text: value })
    expect(lex(words).tokens).toHaveLength(3)
  })
})

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
