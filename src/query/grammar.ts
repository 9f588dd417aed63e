import { ALWAYS, type Tree } from '../model/tree.ts'
import type { Cursor } from './cursor.ts'

const DEEPEST = 100

/** What stands between the joints; a term may be several tokens long, and says itself what it is. */
export interface Terms<Leaf> {
  /** reads one */
  term(): Tree<Leaf>
  /** reads the run of `state` and `exclude` that begins here; null: none does */
  states(): Tree<Leaf> | null
}

/**
 * `or` binds looser than `and`, as ss's manual has it; words side by side are joined by `and`, `not` is
 * about one term or what is in parentheses. States right at the beginning are about all that follows
 * without a joint, since that is where ss takes them.
 */
export const parseTree = <Leaf>(cursor: Cursor, terms: Terms<Leaf>): Tree<Leaf> => {
  const parser = new Grammar(cursor, terms)
  const states = terms.states()
  const joint = cursor.peek()?.kind
  if (cursor.peek() === undefined) return states ?? ALWAYS
  const juxtaposed = states !== null && joint !== 'and' && joint !== 'or'
  const tree = parser.alternatives(juxtaposed ? null : states)
  const rest = cursor.peek()
  if (rest !== undefined) cursor.fail(rest.at, 'no ) without its (')
  return juxtaposed ? { kind: 'all', of: [states, tree] } : tree
}

class Grammar<Leaf> {
  private readonly cursor: Cursor
  private readonly terms: Terms<Leaf>
  private depth = 0

  constructor(cursor: Cursor, terms: Terms<Leaf>) {
    this.cursor = cursor
    this.terms = terms
  }

  /** `first` has been read already. */
  alternatives(first: Tree<Leaf> | null = null): Tree<Leaf> {
    const of = [this.together(first)]
    while (this.cursor.take('or') !== null) of.push(this.together(null))
    return of.length === 1 ? of[0]! : { kind: 'any', of }
  }

  private together(first: Tree<Leaf> | null): Tree<Leaf> {
    const of = [first ?? this.single()]
    for (;;) {
      const next = this.cursor.peek()?.kind
      if (next === undefined || next === 'or' || next === ')') break
      this.cursor.take('and')
      of.push(this.single())
    }
    return of.length === 1 ? of[0]! : { kind: 'all', of }
  }

  private single(): Tree<Leaf> {
    let negated = false
    while (this.cursor.take('not') !== null) negated = !negated
    const tree = this.group() ?? this.terms.states() ?? this.terms.term()
    return negated ? { kind: 'not', of: tree } : tree
  }

  private group(): Tree<Leaf> | null {
    const opened = this.cursor.take('(')
    if (opened === null) return null
    if (++this.depth > DEEPEST) this.cursor.fail(opened.at, `at most ${DEEPEST} ( in each other`)
    const tree = this.alternatives()
    if (this.cursor.take(')') === null) this.cursor.fail(this.cursor.at(), 'and, or, or a )')
    this.depth--
    return tree
  }
}
