/** Which characters: code points from, to, from, to, ..., all of them or all but them. */
export interface CharSet {
  readonly ranges: readonly number[]
  readonly negated: boolean
}

export type Edge = 'start' | 'end' | 'word' | 'inside'

/** A regular expression, taken apart. */
export type PatternNode =
  | { readonly kind: 'set'; readonly set: readonly CharSet[]; readonly negated: boolean }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'all' | 'any'; readonly of: readonly PatternNode[] }
  | {
      readonly kind: 'repeat'
      readonly of: PatternNode
      readonly least: number
      /** Infinity: no limit */
      readonly most: number
    }

const DIGIT: CharSet = { ranges: [48, 57], negated: false }
const WORD: CharSet = { ranges: [48, 57, 65, 90, 95, 95, 97, 122], negated: false }
// ECMAScript's \s
const SPACE: CharSet = {
  ranges: [
    9, 13, 32, 32, 160, 160, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f,
    0x205f, 0x3000, 0x3000, 0xfeff, 0xfeff,
  ],
  negated: false,
}
const not = (set: CharSet): CharSet => ({ ...set, negated: !set.negated })
/** `\d` and its like, by letter. */
export const CLASSES = new Map<string, CharSet>([
  ['d', DIGIT],
  ['w', WORD],
  ['s', SPACE],
  ['D', not(DIGIT)],
  ['W', not(WORD)],
  ['S', not(SPACE)],
])
/** `\n` and its like. */
export const CONTROLS: { readonly [letter: string]: number } = {
  n: 10,
  r: 13,
  t: 9,
  f: 12,
  v: 11,
  0: 0,
}
/** The dot. */
export const ANY: CharSet = { ranges: [], negated: true }
