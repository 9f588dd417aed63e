import { coarseOf, type Coarse, type KnownCondition } from '../model/coarse.ts'
import { ALWAYS, mapTree, NEVER, type Tree } from '../model/tree.ts'
import type { Test } from './condition.ts'
import { Cursor } from './cursor.ts'
import { parseTree } from './grammar.ts'
import { lex } from './lex.ts'
import { Terms, type Vocabulary } from './terms.ts'

export type { Vocabulary } from './terms.ts'

export interface Filter<Row> {
  keep(row: Row): boolean
  /** the rows that it keeps, in their order; without words, the list as it is */
  among(rows: readonly Row[]): readonly Row[]
  /** keys of the columns it looks at */
  readonly keys: readonly string[]
  /** what a source may use of it; null: nothing */
  readonly coarse: Coarse | null
}

/** ss's grammar, and any column with an operator; `tsnetstat --help filter` describes it. Throws UsageError. */
export const parseFilter = <Row>(words: readonly string[], of: Vocabulary<Row>): Filter<Row> => {
  const { text, tokens } = lex(words)
  const cursor = new Cursor(text, tokens)
  const broken = tokens.find(({ kind }) => kind === 'broken')
  if (broken !== undefined) cursor.fail(broken.at, 'a closing quote')
  const tests: Test<Row>[] = []
  const terms = new Terms(cursor, of, test => tests.push(test))
  const tree = tokens.length === 0 ? ALWAYS : parseTree(cursor, terms)
  const keep = predicateOf(tree)
  return {
    keep,
    among: rows => (tree === ALWAYS ? rows : rows.filter(keep)),
    keys: [...new Set(tests.flatMap(({ keys }) => keys))],
    // what is not known may hold of anything
    coarse: coarseOf(
      mapTree<Test<Row>, KnownCondition>(
        tree,
        ({ known }, upper) => known ?? (upper ? ALWAYS : NEVER),
      ),
    ),
  }
}

const predicateOf = <Row>(tree: Tree<Test<Row>>): ((row: Row) => boolean) => {
  if (tree.kind === 'leaf') return row => tree.leaf.holds(row)
  if (tree.kind === 'not') {
    const inner = predicateOf(tree.of)
    return row => !inner(row)
  }
  const parts = tree.of.map(predicateOf)
  return tree.kind === 'all'
    ? row => parts.every(part => part(row))
    : row => parts.some(part => part(row))
}
