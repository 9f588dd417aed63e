import type { Refusal } from './errors.ts'

/** One of a list, and where it begins in the whole. */
export interface Piece {
  readonly text: string
  readonly at: number
}

/** `80, 443` at its commas, without the blanks around them. */
export const piecesOf = (text: string): Piece[] => {
  let from = 0
  return text.split(',').map(part => {
    const at = from + part.length - part.trimStart().length
    from += part.length + 1
    return { text: part.trim(), at }
  })
}

/** One value: the same on both sides; else all from one to the other. */
export interface Bounds<T> {
  readonly from: T
  readonly to: T
}

/** What `read` makes of a word, or of the two that a dash parts: a name may have dashes of its own. */
export const boundsOf = <T>(
  text: string,
  read: (word: string) => { readonly is: T } | Refusal,
): Bounds<T> | Refusal => {
  const whole = read(text)
  if (!('expected' in whole)) return { from: whole.is, to: whole.is }
  for (let dash = text.indexOf('-', 1); dash > 0; dash = text.indexOf('-', dash + 1)) {
    const from = read(text.slice(0, dash))
    if ('expected' in from) continue
    const to = read(text.slice(dash + 1))
    if ('expected' in to) continue
    return from.is > to.is ? { expected: 'a range from low to high' } : { from: from.is, to: to.is }
  }
  return whole
}
