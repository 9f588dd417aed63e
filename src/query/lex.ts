/** A word of a filter, with its place in the text that an error shows. */
export interface Token {
  /** broken: a quote that nothing closes */
  readonly kind: 'word' | 'op' | 'not' | 'and' | 'or' | '(' | ')' | 'broken'
  /** of an operator its sign, however it was spelled */
  readonly text: string
  readonly at: number
  /** its text is that between quotes, and no keyword */
  readonly quoted: boolean
}

/** ss's other spellings, by sign. */
const OPERATORS: { readonly [word: string]: string } = {
  '==': '=',
  eq: '=',
  ne: '!=',
  neq: '!=',
  gt: '>',
  lt: '<',
  ge: '>=',
  geq: '>=',
  le: '<=',
  leq: '<=',
}
const SIGNS = new Set(['=', '!=', '<', '>', '<=', '>=', '~'])
const operatorOf = (text: string): string | null => {
  const word = text.toLowerCase()
  return Object.hasOwn(OPERATORS, word) ? OPERATORS[word]! : SIGNS.has(text) ? text : null
}

/** Does this argument end in an operator, so that the next one is its value whatever it looks like? */
export const endsInOperator = (word: string): boolean =>
  operatorOf(/(^[a-z]+|[=!<>~]+)$/i.exec(word)?.[0] ?? '') !== null

const KEYWORDS: { readonly [word: string]: 'not' | 'and' | 'or' } = {
  not: 'not',
  and: 'and',
  or: 'or',
}
const BLANKS = /\s*/y
const QUOTED = /"(?:[^"\\]|\\.)*"|'[^']*'/sy
const SIGN = /!=|[=<>~][=!<>~]*|[!]/y
const JOINT = /&&?|\|\|?|[()]/y
const PLAIN = /[^\s()&|=!<>~](?:[^\s()&|=!<>~]|!(?!=))*/y

/**
 * Splits filter words into tokens. They may touch (`dport=22&!sport=80`) and come as one argument or
 * many. A value goes to the next blank, `&` or `|`, a pattern to the next blank; a `)` ends either,
 * where it closes what the filter has opened. An argument behind an operator is its value as it stands.
 */
export const lex = (words: readonly string[]): { text: string; tokens: readonly Token[] } => {
  const lexer = new Lexer()
  for (const word of words) lexer.add(word)
  return lexer
}

class Lexer {
  text = ''
  readonly tokens: Token[] = []
  /** where the argument that is being read begins */
  private base = 0
  private word = ''
  private at = 0
  private depth = 0

  add(word: string): void {
    if (this.text !== '') this.text += ' '
    this.base = this.text.length
    this.text += word
    this.word = word
    this.at = 0
    if (this.wantsValue()) this.value(() => false)
    for (this.take(BLANKS); this.at < word.length; this.take(BLANKS)) this.next()
  }

  private next(): void {
    const quote = /["']/.test(this.word[this.at]!) ? this.take(QUOTED) : null
    if (quote !== null) return this.push('word', unquote(quote), quote.length, true)
    if (/["']/.test(this.word[this.at]!)) {
      const rest = this.word.slice(this.at)
      this.at = this.word.length
      return this.push('broken', rest, rest.length)
    }
    const sign = this.take(SIGN)
    if (sign === '!') return this.push('not', sign, 1)
    if (sign !== null) return this.push('op', operatorOf(sign) ?? sign, sign.length)
    if (this.wantsValue() && !/[)&|]/.test(this.word[this.at]!))
      return this.value(this.endOfValue())
    const joint = this.take(JOINT)
    if (joint !== null) return this.joint(joint)
    this.plain(this.take(PLAIN)!)
  }

  private joint(joint: string): void {
    if (joint === '(') this.depth++
    if (joint === ')') this.depth--
    const kind = joint === '(' || joint === ')' ? joint : joint.startsWith('&') ? 'and' : 'or'
    this.push(kind, joint, joint.length)
  }

  private plain(word: string): void {
    const lower = word.toLowerCase()
    const sign = this.tokens.at(-1)?.kind === 'word' ? operatorOf(lower) : null
    if (sign !== null) return this.push('op', sign, word.length)
    this.push(Object.hasOwn(KEYWORDS, lower) ? KEYWORDS[lower]! : 'word', word, word.length)
  }

  private wantsValue(): boolean {
    return this.tokens.at(-1)?.kind === 'op'
  }

  private endOfValue(): (character: string) => boolean {
    const pattern = this.tokens.at(-1)!.text === '~'
    return character => /\s/.test(character) || (!pattern && /[&|]/.test(character))
  }

  /** Reads a value up to what ends it, or to the `)` that closes what was opened before it. */
  private value(ends: (character: string) => boolean): void {
    const from = this.at
    let open = 0
    for (; this.at < this.word.length; this.at++) {
      const character = this.word[this.at]!
      if (ends(character)) break
      if (character === '\\') this.at++
      else if (character === '(') open++
      else if (character === ')' && open-- === 0 && this.depth > 0) break
    }
    this.at = Math.min(this.at, this.word.length)
    this.push('word', this.word.slice(from, this.at), this.at - from)
  }

  private push(kind: Token['kind'], text: string, length: number, quoted = false): void {
    this.tokens.push({ kind, text, at: this.base + this.at - length, quoted })
  }

  private take(what: RegExp): string | null {
    what.lastIndex = this.at
    const match = what.exec(this.word)
    if (match === null) return null
    this.at += match[0].length
    return match[0]
  }
}

/** Within double quotes a backslash keeps a quote or a backslash; it is a pattern's own before the rest. */
const unquote = (quoted: string): string =>
  quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : quoted.slice(1, -1)
