import type { Mark } from './errors.ts'
import type { Edge } from './pattern-node.ts'
import { parsePattern } from './pattern-parse.ts'
import { Builder, type Step } from './pattern-steps.ts'

/** A regular expression, ready to be held against many texts. */
export interface Pattern {
  test(text: string): boolean
}

/**
 * A regular expression as the user wrote it, or where it breaks. It takes time in proportion to the
 * text, whatever the pattern: no backtracking, but all ways through the pattern at once (Thompson's
 * construction), with the sets of ways remembered. A leading `(?i)` ignores case; `.` is any character.
 */
export const compilePattern = (source: string): Pattern | Mark => {
  const fold = source.startsWith('(?i)')
  const text = fold ? source.slice(4) : source
  if (!fold && /^[^\\^$.*+?()[\]{}|]*$/.test(text)) return { test: whole => whole.includes(text) }
  const node = parsePattern(text)
  if (!('kind' in node)) return fold ? { ...node, at: node.at + 4 } : node
  const builder = new Builder(fold)
  const start = builder.build(node, 0)
  if (start === null) return { at: 0, expected: 'a shorter pattern' }
  const machine = new Machine(builder.steps, start)
  return { test: whole => machine.test(whole) }
}

/** What stands before a place in the text, or behind it. */
type Side = 'outside' | 'word' | 'other'

/** Every way through the pattern that the text so far leaves open. */
interface Ways {
  readonly at: readonly number[]
  readonly before: Side
  /** by the next character; null: a match by then */
  readonly on: Map<number, Ways | null>
  end: boolean | null
}

/** numbers in all ways together */
const MOST_KEPT = 200_000

/** Ways are made as texts need them, and kept as long as they are few. */
class Machine {
  private readonly steps: readonly Step[]
  private readonly start: number
  private known = new Map<string, Ways>()
  private kept = 0

  constructor(steps: readonly Step[], start: number) {
    this.steps = steps
    this.start = start
  }

  test(text: string): boolean {
    let ways = this.waysOf([], 'outside')
    for (let i = 0; i < text.length; i++) {
      const code = text.codePointAt(i)!
      if (code > 0xffff) i++
      let next = ways.on.get(code)
      if (next === undefined) {
        next = this.advance(ways, code)
        ways.on.set(code, next)
        this.kept += 1 + (next?.at.length ?? 0)
        if (this.kept > MOST_KEPT) this.forget()
      }
      if (next === null) return true
      ways = next
    }
    return (ways.end ??= this.reach(ways, 'outside') === null)
  }

  private forget(): void {
    this.known = new Map()
    this.kept = 0
  }

  private waysOf(at: readonly number[], before: Side): Ways {
    const key = `${before} ${at.join()}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const made: Ways = { at, before, on: new Map(), end: null }
    this.known.set(key, made)
    return made
  }

  private advance(ways: Ways, code: number): Ways | null {
    const side = isWord(code) ? 'word' : 'other'
    const reached = this.reach(ways, side)
    if (reached === null) return null
    const next = new Set<number>()
    for (const at of reached) {
      const step = this.steps[at]!
      if (step.kind === 'set' && step.has(code)) next.add(step.next)
    }
    return this.waysOf(
      [...next].sort((x, y) => x - y),
      side,
    )
  }

  /** The steps that are next, with none of the text read; null: the pattern is at its end. */
  private reach({ at, before }: Ways, behind: Side): Set<number> | null {
    const seen = new Set<number>()
    // a match may begin anywhere
    const open = [...at, this.start]
    for (let from = open.pop(); from !== undefined; from = open.pop()) {
      if (seen.has(from)) continue
      seen.add(from)
      const step = this.steps[from]!
      if (step.kind === 'match') return null
      if (step.kind === 'fork') open.push(...step.next)
      if (step.kind === 'edge' && isAt(step.edge, before, behind)) open.push(step.next)
    }
    return seen
  }
}

const isAt = (edge: Edge, before: Side, behind: Side): boolean => {
  if (edge === 'start') return before === 'outside'
  if (edge === 'end') return behind === 'outside'
  return ((before === 'word') !== (behind === 'word')) === (edge === 'word')
}

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  code === 95 ||
  (code >= 97 && code <= 122)
