import type { Mark } from './errors.ts'
import { ANY, CLASSES, CONTROLS, type CharSet, type PatternNode } from './pattern-node.ts'

const DEEPEST = 50
const MOST_REPEATS = 1000

const one = (set: CharSet): PatternNode => ({ kind: 'set', set: [set], negated: false })
const single = (code: number): CharSet => ({ ranges: [code, code], negated: false })

/** A refusal, on its way out of the parser. */
class Refused extends Error {
  readonly mark: Mark
  constructor(mark: Mark) {
    super(mark.expected)
    this.mark = mark
  }
}

/**
 * ECMAScript's syntax but for what needs more than one pass over the text: look-around and
 * back-references are refused. What does not parse gives the place and what was expected there.
 */
export const parsePattern = (text: string): PatternNode | Mark => {
  try {
    return new Parser(text).whole()
  } catch (error) {
    if (error instanceof Refused) return error.mark
    throw error
  }
}

/** Reads on from `at`; every method leaves it behind what it has read. */
class Parser {
  private readonly text: string
  private at = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  whole(): PatternNode {
    const node = this.alternatives()
    if (this.at < this.text.length) this.refuse('no ) without its (')
    return node
  }

  private alternatives(): PatternNode {
    const of = [this.sequence()]
    while (this.take('|')) of.push(this.sequence())
    return of.length === 1 ? of[0]! : { kind: 'any', of }
  }

  private sequence(): PatternNode {
    const of: PatternNode[] = []
    while (this.at < this.text.length && !/[|)]/.test(this.text[this.at]!)) of.push(this.repeated())
    return of.length === 1 ? of[0]! : { kind: 'all', of }
  }

  private repeated(): PatternNode {
    const from = this.at
    const of = this.atom()
    const times = this.quantifier()
    if (times === null) return of
    if (of.kind === 'edge' && this.text[from] !== '(') this.refuse('something to repeat', from)
    // greedy or not, the same texts match
    this.take('?')
    const again = this.at
    if (this.quantifier() !== null) this.refuse('one quantifier, not two', again)
    return { kind: 'repeat', of, ...times }
  }

  private quantifier(): { least: number; most: number } | null {
    if (this.take('*')) return { least: 0, most: Infinity }
    if (this.take('+')) return { least: 1, most: Infinity }
    if (this.take('?')) return { least: 0, most: 1 }
    COUNTED.lastIndex = this.at
    const match = COUNTED.exec(this.text)
    if (match === null) return null
    const least = Number(match[1])
    const most = match[2] === undefined ? least : match[3] === '' ? Infinity : Number(match[3])
    if (least > most) this.refuse('the smaller number first')
    if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS))
      this.refuse(`at most ${MOST_REPEATS} repetitions`)
    this.at += match[0].length
    return { least, most }
  }

  private atom(): PatternNode {
    const from = this.at
    const character = this.character()
    switch (character) {
      case '^':
        return { kind: 'edge', edge: 'start' }
      case '$':
        return { kind: 'edge', edge: 'end' }
      case '.':
        return one(ANY)
      case '(':
        return this.group(from)
      case '[':
        return this.set(from)
      case '\\':
        return this.escaped(from)
      case '*':
      case '+':
      case '?':
        return this.refuse('something to repeat', from)
      default:
        return one(single(character.codePointAt(0)!))
    }
  }

  private group(from: number): PatternNode {
    if (this.take('?') && !this.take(':')) this.refuse('(?: or (, as there is no look-around', from)
    if (++this.depth > DEEPEST) this.refuse(`at most ${DEEPEST} groups in each other`, from)
    const node = this.alternatives()
    this.depth--
    if (!this.take(')')) this.refuse('a ) for this (', from)
    return node
  }

  private set(from: number): PatternNode {
    const negated = this.take('^')
    const set: CharSet[] = []
    while (!this.take(']')) {
      if (this.at >= this.text.length) this.refuse('a ] for this [', from)
      const start = this.at
      const first = this.member()
      const dash = this.text[this.at] === '-' && this.text[this.at + 1] !== ']'
      if (typeof first !== 'number' || !dash) {
        set.push(typeof first === 'number' ? single(first) : first)
        continue
      }
      this.at++
      const last = this.at < this.text.length ? this.member() : this.refuse('a ] for this [', from)
      if (typeof last !== 'number' || last < first) this.refuse('a range from low to high', start)
      set.push({ ranges: [first, last as number], negated: false })
    }
    return { kind: 'set', set, negated }
  }

  /** Of a set: one character, or one of the classes. */
  private member(): number | CharSet {
    const from = this.at
    const character = this.character()
    if (character !== '\\') return character.codePointAt(0)!
    const letter = this.text[this.at] ?? ''
    if (letter === 'b') {
      this.at++
      return 8
    }
    return CLASSES.get(letter) === undefined ? this.code(from) : this.class()
  }

  private class(): CharSet {
    return CLASSES.get(this.text[this.at++]!)!
  }

  private escaped(from: number): PatternNode {
    const letter = this.text[this.at] ?? ''
    if (letter === 'b' || letter === 'B') {
      this.at++
      return { kind: 'edge', edge: letter === 'b' ? 'word' : 'inside' }
    }
    return one(CLASSES.has(letter) ? this.class() : single(this.code(from)))
  }

  /** What stands behind a backslash, as one character. */
  private code(from: number): number {
    if (this.at >= this.text.length) this.refuse('a character behind the \\', from)
    HEX.lastIndex = this.at
    const hex = HEX.exec(this.text)
    if (hex !== null) {
      this.at += hex[0].length
      return Number.parseInt(hex[0].replace(/^[xu]\{?/, ''), 16)
    }
    const character = this.character()
    const control = CONTROLS[character]
    if (control !== undefined) return control
    if (/[1-9k]/.test(character)) this.refuse('no back-reference, as there are none', from)
    if (/[a-z]/i.test(character)) this.refuse('\\d \\w \\s \\b, or \\ before punctuation', from)
    return character.codePointAt(0)!
  }

  /** The next one, of one code unit or two. */
  private character(): string {
    const character = String.fromCodePoint(this.text.codePointAt(this.at)!)
    this.at += character.length
    return character
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  private refuse(expected: string, at = this.at): never {
    throw new Refused({ at, expected })
  }
}

const COUNTED = /\{(\d{1,6})(,(\d{0,6}))?\}/y
const HEX = /x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{0{0,4}(?:10|[\da-fA-F])?[\da-fA-F]{1,4}\}/y
