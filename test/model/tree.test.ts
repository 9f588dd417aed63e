import { describe, expect, it } from 'vitest'
import { ALWAYS, holds, leafOf, mapTree, NEVER, simplify, type Tree } from '../../src/model/tree.ts'
import { random } from '../random.ts'

const { below } = random(7)
const someTree = (depth: number): Tree<number> => {
  const kind = depth === 0 ? 0 : below(4)
  if (kind === 0) return leafOf(below(4))
  if (kind === 1) return { kind: 'not', of: someTree(depth - 1) }
  const of = Array.from({ length: below(4) }, () => someTree(depth - 1))
  return { kind: kind === 2 ? 'all' : 'any', of }
}
const truth = (tree: Tree<number>, bits: number) => holds(tree, leaf => ((bits >> leaf) & 1) === 1)

it('of no conditions all holds, and any does not', () => {
  expect([holds(ALWAYS, () => null), holds(NEVER, () => null)]).toEqual([true, false])
})

describe('trees made by chance', () => {
  const trees = Array.from({ length: 500 }, () => someTree(5))
  const VALUES = Array.from({ length: 16 }, (_, i) => i)

  it('mean the same when they are simplified', () => {
    for (const tree of trees) {
      const simple = simplify(tree)
      for (const bits of VALUES) expect(truth(simple, bits)).toBe(truth(tree, bits))
    }
  })

  it('are then without constants below the top, double nots, and what need not be nested', () => {
    const check = (tree: Tree<number>, above: string): void => {
      if (tree.kind === 'leaf') return
      expect(tree.kind).not.toBe(above)
      if (tree.kind === 'not') return check(tree.of, 'not')
      if (above !== '') expect(tree.of.length).toBeGreaterThan(1)
      for (const part of tree.of) check(part, tree.kind)
    }
    for (const tree of trees) check(simplify(tree), '')
  })

  it('hold for certain only where they hold however the unknown leaves turn out', () => {
    for (const tree of trees) {
      for (const bits of [0, 3, 4, 7]) {
        // leaves 0 and 1 are known
        const known = holds(tree, leaf => (leaf > 1 ? null : ((bits >> leaf) & 1) === 1))
        const outcomes = new Set([0, 4, 8, 12].map(rest => truth(tree, (bits & 3) | rest)))
        if (known !== null) expect([...outcomes]).toEqual([known])
      }
    }
  })

  it('hold at least as often where leaves are replaced by what the side says', () => {
    for (const tree of trees) {
      // of leaf 0 nothing is known
      const upper = mapTree<number, number>(tree, (leaf, side) =>
        leaf === 0 ? (side ? ALWAYS : NEVER) : leafOf(leaf),
      )
      for (const bits of VALUES) if (truth(tree, bits)) expect(truth(upper, bits)).toBe(true)
    }
  })
})
