import { UsageError } from '../base/errors.ts'
import type { Token } from './lex.ts'

/** Goes through the tokens of a filter, and knows the text they stand in. */
export class Cursor {
  private readonly text: string
  private readonly tokens: readonly Token[]
  private next = 0

  constructor(text: string, tokens: readonly Token[]) {
    this.text = text
    this.tokens = tokens
  }

  /** The token that is next, or one behind it. */
  peek(ahead = 0): Token | undefined {
    return this.tokens[this.next + ahead]
  }

  /** The next token, if it is of this kind. */
  take(kind: Token['kind']): Token | null {
    const token = this.tokens[this.next]
    if (token?.kind !== kind) return null
    this.next++
    return token
  }

  /** Where the next token begins. */
  at(): number {
    return this.tokens[this.next]?.at ?? this.text.length
  }

  /** What is wrong with the filter at this place of its text. */
  fail(at: number, expected: string): never {
    throw new UsageError(this.text, { at, expected })
  }
}
