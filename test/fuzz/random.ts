import { random as randomFrom } from '../random.ts'

/** Choices that come again with the same seed. */
export class Random {
  /** an integer in 0..below-1 */
  readonly int: (below: number) => number

  constructor(seed: number) {
    this.int = randomFrom(seed).below
  }

  pick<T>(from: readonly T[]): T {
    return from[this.int(from.length)]!
  }
}

type Mutation = (text: string, random: Random) => string

const place = (text: string, random: Random): number => random.int(text.length + 1)
const lines = (text: string): string[] => text.split(/(?<=\n)/)
const ODD = [
  '\0',
  '\x1b[31m',
  '\n',
  ' ',
  ':',
  ')',
  '(',
  '-',
  'ffffffffff',
  '\u202e',
  '\u65e5',
  'e\u0301',
  '\x9b',
  '"',
  ',',
]

const MUTATIONS: readonly Mutation[] = [
  // cut
  (text, random) => text.slice(0, place(text, random)),
  (text, random) => {
    const at = place(text, random)
    return text.slice(0, at) + text.slice(at + random.int(40))
  },
  // flip one bit of one character
  (text, random) => {
    const at = place(text, random)
    const flipped = String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << random.int(8)))
    return text.slice(0, at) + flipped + text.slice(at + 1)
  },
  // replace a character by one that another field would hold
  (text, random) => {
    const at = place(text, random)
    return text.slice(0, at) + random.pick('0123456789ABCDEFg: '.split('')) + text.slice(at + 1)
  },
  // repeat
  (text, random) => {
    const all = lines(text)
    const line = random.pick(all)
    return [...all, ...Array<string>(1 + random.int(4)).fill(line)].join('')
  },
  (text, random) => {
    const from = place(text, random)
    return text.slice(0, from + random.int(30)) + text.slice(from)
  },
  // reorder
  (text, random) => {
    const all = lines(text)
    const [x, y] = [random.int(all.length), random.int(all.length)]
    ;[all[x], all[y]] = [all[y]!, all[x]!]
    return all.join('')
  },
  // insert
  (text, random) => {
    const at = place(text, random)
    return text.slice(0, at) + random.pick(ODD) + text.slice(at)
  },
]

/** One to three random changes. */
export const mutate = (text: string, random: Random): string => {
  let changed = text
  for (let times = 1 + random.int(3); times > 0; times--)
    changed = random.pick(MUTATIONS)(changed, random)
  return changed
}

/** How many cases to run: FUZZ_CASES, or what CI has time for. */
export const caseCount = (usual: number): number => Number(process.env['FUZZ_CASES'] ?? usual)
export const seedOf = (usual: number): number => Number(process.env['FUZZ_SEED'] ?? usual)
