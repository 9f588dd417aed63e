import type { CharSet, Edge, PatternNode } from './pattern-node.ts'

/** What is left of a pattern for the rest of a text; `next` are indices into the list of them. */
export type Step =
  | { readonly kind: 'set'; readonly has: (code: number) => boolean; readonly next: number }
  | { readonly kind: 'fork'; next: readonly number[] }
  | { readonly kind: 'edge'; readonly edge: Edge; readonly next: number }
  | { readonly kind: 'match' }

const MOST_STEPS = 2000

/** Makes the steps of a pattern, the last one first. */
export class Builder {
  readonly steps: Step[] = [{ kind: 'match' }]
  private readonly fold: boolean
  private built = 0

  constructor(fold: boolean) {
    this.fold = fold
  }

  /** Appends the steps of `node`, which go on at `next`; where they begin, or null: too many. */
  build(node: PatternNode, next: number): number | null {
    // also for what has no steps of its own: ((){1000}){1000}
    if (++this.built > MOST_STEPS) return null
    switch (node.kind) {
      case 'set':
        return this.add({ kind: 'set', has: hasOf(node.set, node.negated, this.fold), next })
      case 'edge':
        return this.add({ kind: 'edge', edge: node.edge, next })
      case 'all':
        return node.of.reduceRight<number | null>(
          (at, part) => (at === null ? null : this.build(part, at)),
          next,
        )
      case 'any': {
        const ways = node.of.map(part => this.build(part, next))
        return ways.includes(null) ? null : this.add({ kind: 'fork', next: ways as number[] })
      }
      case 'repeat':
        return this.repeat(node, next)
      default:
        return node satisfies never
    }
  }

  /** A loop, or as often as it may; before that as often as it must, written out. */
  private repeat({ of, least, most }: PatternNode & { kind: 'repeat' }, next: number) {
    let at: number | null = most === Infinity ? this.loop(of, next) : next
    for (let i = least; i < most && most !== Infinity && at !== null; i++) {
      const body: number | null = this.build(of, at)
      at = body === null ? null : this.add({ kind: 'fork', next: [body, next] })
    }
    for (let i = 0; i < least && at !== null; i++) at = this.build(of, at)
    return at
  }

  private loop(of: PatternNode, next: number): number | null {
    const fork: Step & { kind: 'fork' } = { kind: 'fork', next: [] }
    const at = this.add(fork)
    const body = this.build(of, at)
    if (body === null) return null
    fork.next = [body, next]
    return at
  }

  private add(step: Step): number {
    return this.steps.push(step) - 1
  }
}

const hasOf = (sets: readonly CharSet[], negated: boolean, fold: boolean) => {
  const has = (code: number): boolean => sets.some(set => inSet(set, code))
  if (!fold) return (code: number): boolean => has(code) !== negated
  return (code: number): boolean => {
    const character = String.fromCodePoint(code)
    const either = [code, character.toLowerCase(), character.toUpperCase()]
    return either.some(as => has(typeof as === 'number' ? as : as.codePointAt(0)!)) !== negated
  }
}

const inSet = ({ ranges, negated }: CharSet, code: number): boolean => {
  for (let i = 0; i < ranges.length; i += 2) {
    if (code >= ranges[i]! && code <= ranges[i + 1]!) return !negated
  }
  return negated
}
