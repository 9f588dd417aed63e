import type { Refusal } from '../base/errors.ts'
import { didYouMean } from '../base/nearest.ts'
import type { Column, Condition, Names } from '../model/table.ts'
import { leafOf, type Tree } from '../model/tree.ts'
import { columnNames, namedColumn } from './columns.ts'
import { testOf, type Test } from './condition.ts'
import type { Cursor } from './cursor.ts'
import type { Token } from './lex.ts'
import type { Written } from './value.ts'

/** What a filter may ask of a view. */
export interface Vocabulary<Row> {
  readonly view: string
  readonly columns: readonly Column<Row>[]
  /** columns that a bare `:80` or `10.0.0.7` looks at */
  readonly ends: readonly string[]
  /** words that stand for a condition */
  readonly words: { readonly [word: string]: (names: Names) => Condition<Row> | Refusal }
  readonly names: Names
}

const SIGNS = 'one of = != < > <= >= ~'
/** a flag stands for itself */
const SET: Written = { text: 'yes', at: 0, quoted: false }
const STATE = 'state'
const MOST_STATES = 50
const EXCLUDE = /^excl(ude)?$/i

/** Reads the terms of a filter: what stands between `and`, `or`, `not` and parentheses. */
export class Terms<Row> {
  private readonly cursor: Cursor
  private readonly of: Vocabulary<Row>
  private readonly found: (test: Test<Row>) => void

  constructor(cursor: Cursor, of: Vocabulary<Row>, found: (test: Test<Row>) => void) {
    this.cursor = cursor
    this.of = of
    this.found = found
  }

  /** As ss has it: `state`s that follow each other add up, and `exclude` takes away from them. */
  states(): Tree<Test<Row>> | null {
    const column = namedColumn(STATE, this.of.columns)
    let tree: Tree<Test<Row>> | null = null
    for (let count = 0; column !== undefined; count++) {
      const word = this.cursor.peek()
      if (word?.kind !== 'word' || word.quoted) break
      const exclude = EXCLUDE.test(word.text)
      const state = word.text.toLowerCase() === STATE && this.cursor.peek(1)?.kind !== 'op'
      if (!exclude && !state) break
      if (count === MOST_STATES) this.cursor.fail(word.at, `at most ${MOST_STATES} in a row`)
      this.cursor.take('word')
      const test = this.leaf(column, exclude ? '!=' : '=', this.value('=', 'a state'))
      tree = tree === null ? test : { kind: exclude ? 'all' : 'any', of: [tree, test] }
    }
    return tree
  }

  /** `:80`, `10.0.0.7`, `autobound`, `v6only`, or a column with an operator and a value. */
  term(): Tree<Test<Row>> {
    const token = this.cursor.take('word') ?? this.fail()
    const column = token.quoted ? undefined : namedColumn(token.text, this.of.columns)
    if (column !== undefined) return this.comparison(column)
    const word = token.text.toLowerCase()
    if (!token.quoted && Object.hasOwn(this.of.words, word)) return this.word(word, token)
    return HOST_LIKE.test(token.text) ? this.eitherEnd(token) : this.fail(token)
  }

  private comparison(column: Column<Row>): Tree<Test<Row>> {
    const sign = this.cursor.take('op')
    if (sign !== null) {
      if (!SIGNS.split(' ').includes(sign.text)) this.cursor.fail(sign.at, SIGNS)
      if (column.where !== undefined && !['=', '!=', '~'].includes(sign.text))
        this.cursor.fail(sign.at, 'one of = != ~')
      return this.leaf(column, sign.text, this.value(sign.text))
    }
    const next = this.cursor.peek()
    if (column.type === 'flag') return this.leaf(column, '=', SET)
    if (column.terse && next?.kind === 'word') return this.leaf(column, '=', this.value('='))
    return this.cursor.fail(this.cursor.at(), column.terse ? `a value, or ${SIGNS}` : SIGNS)
  }

  private word(word: string, { at }: Token): Tree<Test<Row>> {
    const condition = this.of.words[word]!(this.of.names)
    if ('expected' in condition) return this.cursor.fail(at, condition.expected)
    return this.add({
      holds: row => condition.holds(row) === true,
      known: condition.known ?? null,
      keys: condition.key === undefined ? [] : [condition.key],
    })
  }

  private eitherEnd(token: Token): Tree<Test<Row>> {
    const { ends, columns, view } = this.of
    if (ends.length === 0) this.cursor.fail(token.at, `a column of ${view}, which has no ports`)
    const value = this.list(token)
    return {
      kind: 'any',
      of: ends.map(key => this.leaf(namedColumn(key, columns)!, '=', value)),
    }
  }

  private leaf(column: Column<Row>, sign: string, value: Written): Tree<Test<Row>> {
    const test = testOf(column, sign, value, this.of.names)
    if (!('expected' in test)) return this.add(test)
    const offset = (test.at ?? 0) + (value.quoted ? 1 : 0)
    return this.cursor.fail(value.at + offset, test.expected)
  }

  private add(test: Test<Row>): Tree<Test<Row>> {
    this.found(test)
    return leafOf(test)
  }

  private value(sign: string, expected = 'a value'): Written {
    const token = this.cursor.take('word') ?? this.cursor.fail(this.cursor.at(), expected)
    return sign === '~' ? token : this.list(token)
  }

  /** A list may have blanks behind its commas: `80, 443`. */
  private list(token: Token): Written {
    let { text } = token
    for (let next = this.cursor.peek(); ; next = this.cursor.peek()) {
      if (token.quoted || !text.endsWith(',') || next?.kind !== 'word' || next.quoted) break
      this.cursor.take('word')
      text = text.padEnd(next.at - token.at) + next.text
    }
    return { text, at: token.at, quoted: token.quoted }
  }

  /** What may begin a term, and what may join it to others. */
  private names(): readonly string[] {
    const { columns, words } = this.of
    return [...columnNames(columns), ...Object.keys(words), 'exclude', 'and', 'or', 'not']
  }

  private fail(token = this.cursor.peek()): never {
    const { view, ends } = this.of
    const named = token?.kind === 'word' && NAME.test(token.text)
    const guess = (named && didYouMean(token.text, this.names())) || '; --help filter says more'
    const ports = ends.length === 0 ? '' : ', a :PORT or an ADDRESS'
    return this.cursor.fail(token?.at ?? this.cursor.at(), `a column of ${view}${ports}${guess}`)
  }
}

/** What somebody may have meant for a column. */
const NAME = /^[a-z][\w.-]*$/i

/** A port or an address needs no column in front of it; a name would be taken for one. */
const HOST_LIKE = /^[:[*]|^\d|^[\da-f]{0,4}:[\da-f:.]*/i
