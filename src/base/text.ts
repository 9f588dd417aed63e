import { ParseError, type Problem } from './errors.ts'
import { bytesOf, Fields, MAX_WORDS, textOf } from './fields.ts'

export { Fields } from './fields.ts'

/** What a parser gives: the rows it could read, and a problem for each line it could not. */
export interface Parsed<Row> {
  readonly rows: Row[]
  readonly problems: Problem[]
}

const NEWLINE = 10

/**
 * Calls `visit` with the bounds and the number (from 1) of each line. `ended` is false for a last line
 * without its newline: the kernel always prints one, so such a line has been cut.
 */
export const eachLine = (
  text: string,
  visit: (from: number, to: number, line: number, ended: boolean) => void,
): void => {
  let from = 0
  for (let line = 1; from < text.length; line++) {
    const newline = text.indexOf('\n', from)
    const to = newline < 0 ? text.length : newline
    visit(from, to, line, newline >= 0)
    from = to + 1
  }
}

/** How lines are read, where that is not as usual. */
export interface Reading<Row> {
  /** of a line no more words are looked at */
  readonly mostWords?: number
  /** reads a line between these bounds where it stands; undefined: `read` must look at its words */
  readonly quick?: (from: number, to: number) => Row | null | undefined
}

/**
 * Reads at most one row per line (null: none); a line that breaks costs itself alone, and is told. The
 * text is a file's bytes, or the same as latin1.
 */
export const parseLines = <Row>(
  text: string | Uint8Array,
  file: string,
  headerLines: number,
  read: (fields: Fields, index: number) => Row | null,
  { mostWords = MAX_WORDS, quick }: Reading<Row> = {},
): Parsed<Row> => {
  const bytes = bytesOf(text)
  const rows: Row[] = []
  const problems: Problem[] = []
  const fields = new Fields(file, mostWords)
  let from = 0
  for (let line = 1; from < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, from)
    const to = newline < 0 ? bytes.length : newline
    const taken = line > headerLines && newline >= 0 ? quick?.(from, to) : undefined
    if (taken !== undefined) {
      if (taken !== null) rows.push(taken)
    } else if (line > headerLines) {
      fields.load(bytes, from, to, line)
      try {
        if (newline < 0) {
          const rest = textOf(bytes, from, to)
          throw new ParseError(fields.at, 'the file ends inside this line', rest)
        }
        const row = read(fields, line - headerLines - 1)
        if (row !== null) rows.push(row)
      } catch (error) {
        if (!(error instanceof ParseError)) throw error
        problems.push(error)
      }
    }
    from = to + 1
  }
  return { rows, problems }
}
