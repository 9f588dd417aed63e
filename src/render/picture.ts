import type { PictureLine, Span } from '../model/picture.ts'
import type { Out, Screen } from '../model/table.ts'
import { columnsOf, cutEnd, printable } from './format.ts'
import { brushOf } from './paint.ts'

/** What text should have; where an indent leaves less, it goes. */
const LEAST_ROOM = 32

/** Draws the lines of a picture so that none is wider than the terminal; words wrap below each other. */
export const drawPicture = (lines: readonly PictureLine[], screen: Screen, out: Out): void => {
  const { tones } = brushOf(screen.color)
  const drawn = lines
    .flatMap(line => layLine(clean(line), screen.width ?? Infinity))
    .map(spans => `${spans.map(({ text, tone }) => tones[tone](text)).join('')}\n`)
  if (drawn.length > 0) out(drawn.join(''))
}

const clean = ({ lead, hang, text }: PictureLine): PictureLine => ({
  lead: lead === null ? null : lead.map(safe),
  hang: hang.map(safe),
  text: text.map(safe),
})

const safe = (span: Span): Span => ({ ...span, text: printable(span.text) })

const widthOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { text }) => sum + columnsOf(text), 0)

/** One line of a picture as lines of the terminal. */
const layLine = ({ lead, hang, text }: PictureLine, width: number): Span[][] => {
  const below = width - widthOf(hang) < LEAST_ROOM ? hang.slice(0, 1) : hang
  const rows: Span[][] = [[...(lead ?? below)]]
  let start = widthOf(rows[0]!)
  let used = start
  const indent = widthOf(below)
  for (const { text: all, tone, whole } of text) {
    const fits = whole === true && columnsOf(all.trimEnd()) <= width - indent
    for (const word of fits ? [all] : all.split(/(?<= )/)) {
      const full = used + columnsOf(word.trimEnd()) > width
      if (full && (used > start || indent < start)) {
        rows.push([...below])
        start = indent
        used = indent
      }
      rows.at(-1)!.push({ text: word, tone })
      used += columnsOf(word)
    }
  }
  return rows.map(row => trim(row, width))
}

/** Without blanks at its end, cut where a word is longer than a line, neighbours of one tone together. */
const trim = (row: readonly Span[], width: number): Span[] => {
  const joined: Span[] = []
  for (const { text, tone } of row) {
    const last = joined.at(-1)
    if (last?.tone === tone) joined[joined.length - 1] = { text: last.text + text, tone }
    else joined.push({ text, tone })
  }
  while (joined.length > 0 && joined.at(-1)!.text.trimEnd() === '') joined.pop()
  let left = width
  return joined.map(({ text, tone }, i) => {
    const whole = i === joined.length - 1 ? text.trimEnd() : text
    const fitting = cutEnd(whole, Math.max(0, left))
    left -= columnsOf(whole)
    return { text: fitting, tone }
  })
}
