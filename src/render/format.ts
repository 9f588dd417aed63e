import { eastAsianWidth } from 'get-east-asian-width'
import type { Value } from '../model/table.ts'

const PLAIN_ASCII = /^[\x20-\x7e]*$/
// control, format (bidi overrides, zero-width), line and paragraph separators, and lone surrogates
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
// marks, and the jamo that join the syllable before them
const COMBINING = /^[\p{Mn}\p{Me}\u1160-\u11ff\ud7b0-\ud7fb]$/u

/**
 * Text from the system (names, command lines, paths) made harmless for a terminal or a line-based
 * file: what could move the cursor, set a title or reorder text is shown as `\u{1b}`.
 */
export const printable = (text: string): string =>
  PLAIN_ASCII.test(text)
    ? text
    : text.replace(UNSAFE, character => `\\u{${character.codePointAt(0)!.toString(16)}}`)

/** Terminal columns that printable text takes: combining marks none, wide characters two. */
export const columnsOf = (text: string): number => {
  if (PLAIN_ASCII.test(text)) return text.length
  let columns = 0
  for (const character of text) columns += columnsOfCharacter(character)
  return columns
}

const columnsOfCharacter = (character: string): number => {
  const code = character.codePointAt(0)!
  if (code < 0x300) return 1
  return COMBINING.test(character) ? 0 : eastAsianWidth(code)
}

/** Cuts at the end to at most `columns`, the last of them `…`; what fits is returned as it is. */
export const cutEnd = (text: string, columns: number): string =>
  columnsOf(text) <= columns ? text : columns < 1 ? '' : `${takeColumns([...text], columns - 1)}…`

/** Cuts in the middle, so that both ends can be read: `2001:db8:…f00d]:8080`. */
export const cutMiddle = (text: string, columns: number): string => {
  if (columnsOf(text) <= columns || columns < 3) return cutEnd(text, columns)
  const characters = [...text]
  const tail = Math.ceil((columns - 1) / 2)
  const end = takeColumns(characters.toReversed(), tail)
  const start = takeColumns(characters, columns - 1 - columnsOf(end))
  return `${start}…${[...end].toReversed().join('')}`
}

const takeColumns = (characters: readonly string[], columns: number): string => {
  let taken = ''
  let left = columns
  for (const character of characters) {
    left -= columnsOfCharacter(character)
    if (left < 0) break
    taken += character
  }
  return taken
}

const BLANKS = Array.from({ length: 64 }, (_, i) => ' '.repeat(i))

export const padTo = (text: string, columns: number, align: 'left' | 'right'): string => {
  if (columns === 0) return text
  const gap = columns - columnsOf(text)
  if (gap <= 0) return text
  const blanks = BLANKS[gap] ?? ' '.repeat(gap)
  return align === 'left' ? text + blanks : blanks + text
}

/** A value in text formats: `?` is unknown, `-` none, nothing where a row of this kind has no such thing. */
export const valueText = (value: Value | undefined): string => {
  if (value === undefined) return ''
  if (value === null) return '?'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object') return String(value)
  if (!Array.isArray(value)) return Object.values(value).map(valueText).join(' ')
  return value.length === 0 ? '-' : value.map(valueText).join(',')
}

/** Words over as many lines of `columns` as they need; a word that is longer stands alone. */
export const fillLines = (words: readonly string[], columns: number): string[] => {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    const longer = `${last} ${word}`
    if (last !== undefined && columnsOf(longer) <= columns) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
