import { didYouMean } from '../../base/nearest.ts'
import type { InetSocket, Socket } from '../../model/socket.ts'
import type { Column } from '../../model/table.ts'
import { numberColumn, textColumn, type ColumnBase as Base } from '../column.ts'

/** What a row of the view is. */
export type SocketRow = Socket

export type Col = Column<SocketRow>
export type ColumnBase = Base<SocketRow>

/** A column of words. */
export const text: (column: ColumnBase) => Col = textColumn
/** A column of numbers. */
export const number: (column: ColumnBase) => Col = numberColumn

/** For a column that holds one of these words: a filter's word, in any case. */
export const oneOf =
  (words: readonly string[]): NonNullable<Col['word']> =>
  text => {
    const is = text.toLowerCase()
    return words.includes(is)
      ? { is }
      : { expected: `one of ${words.join(' ')}${didYouMean(text, words)}` }
  }

/** Of an inet socket only; undefined for the others, which have no such thing. */
export const inet = <T>(row: SocketRow, get: (socket: InetSocket) => T): T | undefined =>
  row.kind === 'inet' ? get(row) : undefined
