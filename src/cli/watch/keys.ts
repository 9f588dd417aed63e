/** What a key asks for. */
export type Key =
  'quit' | 'pause' | 'up' | 'down' | 'page-up' | 'page-down' | 'home' | 'end' | 'sort' | 'reverse'

/** What the person at the screen has chosen. */
export interface Choice {
  readonly quit: boolean
  readonly paused: boolean
  /** rows that are scrolled out above */
  readonly offset: number
  /** which column sorts, by its place among those that can; null: the order of the list itself */
  readonly sort: number | null
  readonly down: boolean
}

export const START: Choice = { quit: false, paused: false, offset: 0, sort: null, down: false }

/** What there is to choose from. */
export interface Extent {
  /** rows on one screen */
  readonly page: number
  /** the offset at which the last row is on the screen */
  readonly last: number
  /** columns that can sort */
  readonly columns: number
}

const KEYS: { readonly [typed: string]: Key } = {
  q: 'quit',
  Q: 'quit',
  // Ctrl-C, of which a terminal in raw mode makes no signal
  '\x03': 'quit',
  ' ': 'pause',
  s: 'sort',
  r: 'reverse',
  k: 'up',
  j: 'down',
  '\x1b[A': 'up',
  '\x1bOA': 'up',
  '\x1b[B': 'down',
  '\x1bOB': 'down',
  '\x1b[5~': 'page-up',
  '\x1b[6~': 'page-down',
  '\x1b[H': 'home',
  '\x1bOH': 'home',
  '\x1b[1~': 'home',
  g: 'home',
  '\x1b[F': 'end',
  '\x1bOF': 'end',
  '\x1b[4~': 'end',
  G: 'end',
}

/** One key: an escape sequence (ECMA-48 CSI, SS3) or a character. */
const TYPED = /\p{Cc}\[[0-9;]*[@-~]|\p{Cc}O.|[^]/gu

/** The keys in what a terminal sent; what is none of them says nothing. */
export const keysOf = (typed: string): Key[] =>
  (typed.match(TYPED) ?? []).flatMap(text => (Object.hasOwn(KEYS, text) ? [KEYS[text]!] : []))

/** The choice after a key. */
export const press = (choice: Choice, key: Key, extent: Extent): Choice => {
  const to = (offset: number): Choice => ({
    ...choice,
    offset: Math.max(0, Math.min(offset, extent.last)),
  })
  switch (key) {
    case 'quit':
      return { ...choice, quit: true }
    case 'pause':
      return { ...choice, paused: !choice.paused }
    case 'up':
      return to(choice.offset - 1)
    case 'down':
      return to(choice.offset + 1)
    case 'page-up':
      return to(choice.offset - extent.page)
    case 'page-down':
      return to(choice.offset + extent.page)
    case 'home':
      return to(0)
    case 'end':
      return to(extent.last)
    case 'sort':
      return { ...choice, sort: nextSort(choice.sort, extent.columns), offset: 0 }
    case 'reverse':
      return { ...choice, down: !choice.down }
  }
}

/** Column after column, then the order of the list again. */
const nextSort = (sort: number | null, columns: number): number | null => {
  const next = sort === null ? 0 : sort + 1
  return next < columns ? next : null
}
