import { columnsOf, cutEnd } from '../../render/format.ts'
import type { Choice } from './keys.ts'

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** What fills a screen. */
export interface Parts {
  /** stays on top */
  readonly header: readonly string[]
  /** as much of it as there is room for, from its first line on */
  readonly body: readonly string[]
  /** at the bottom, above the status */
  readonly footer: string | null
  /** what matters most first: from behind, what has no room is left out */
  readonly status: readonly string[]
}

/** Lines that are left for the body. */
export const roomFor = (
  { rows }: Size,
  { header, footer }: Pick<Parts, 'header' | 'footer'>,
): number => Math.max(1, rows - header.length - (footer === null ? 0 : 1) - 1)

/** Exactly the lines of a screen; the last two tell of it, each in one line. */
export const compose = (
  size: Size,
  parts: Parts,
  dim: (text: string) => string,
): readonly string[] => {
  const room = roomFor(size, parts)
  const body = parts.body.slice(0, room)
  const lines = [
    ...parts.header,
    ...body,
    ...Array<string>(room - body.length).fill(''),
    ...(parts.footer === null ? [] : [dim(cutEnd(parts.footer, size.columns))]),
  ]
  // a screen too low for all of it keeps what stands on top
  return [...lines.slice(0, size.rows - 1), dim(statusLine(parts.status, size.columns))]
}

const statusLine = (words: readonly string[], columns: number): string => {
  let fitting = words.length
  const text = (): string => words.slice(0, fitting).join('  ')
  while (fitting > 1 && columnsOf(text()) > columns) fitting--
  return cutEnd(text(), columns)
}

/** The offset from which on all rows that follow fit: nothing lies below. `heights`: lines of each row. */
export const lastOffset = (heights: readonly number[], room: number): number => {
  let left = room
  let offset = heights.length
  while (offset > 0 && heights[offset - 1]! <= left) left -= heights[--offset]!
  // a row that is higher than the screen
  return Math.max(0, Math.min(offset, heights.length - 1))
}

export interface Standing {
  readonly choice: Choice
  /** name of the column that sorts; null: the order of the list itself */
  readonly sort: string | null
  /** of how many rows the first so many are above the screen */
  readonly rows: number
  readonly intervalS: number
  /** of the clock on the wall */
  readonly time: string
}

/** `10:00:05 every 1 s`, `by recv_q down`, `from 12 of 45`, `q quit`, ... */
export const statusOf = ({ choice, sort, rows, intervalS, time }: Standing): readonly string[] => [
  choice.paused ? `${time} PAUSED` : `${time} every ${intervalS} s`,
  ...(sort === null
    ? choice.down
      ? ['reversed']
      : []
    : [`by ${sort}${choice.down ? ' down' : ''}`]),
  ...(choice.offset === 0 ? [] : [`from ${choice.offset + 1} of ${rows}`]),
  'q quit',
  choice.paused ? 'space go on' : 'space pause',
  's sort',
  'r reverse',
  'arrows scroll',
]
