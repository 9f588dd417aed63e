import CliTable from 'cli-table3'
import type { Out, Renderer } from '../model/table.ts'
import { fillLines, padTo, printable } from './format.ts'
import { GAP, layOut, type Grid } from './layout.ts'
import { brushOf, type Paint } from './paint.ts'
import { drawPicture } from './picture.ts'

/** cli-table3 compares each cell with the rows before it: a block at a time keeps that linear. */
const BLOCK_ROWS = 48
/** Above this many lines padding alone draws the same picture, in a hundredth of the time. */
const DRAWN_ROWS = 1000

/** The table a person sees: borderless, never wider than the terminal, colour by exposure. */
export const renderTable: Renderer = (table, screen, out) => {
  if (table.picture !== undefined) drawPicture(table.picture, screen, out)
  else drawGrid(table, screen, out)
  if (screen.footer && table.footer !== null) {
    writeFooter(table.footer, screen.width, brushOf(screen.color).tones.dim, out)
  }
}

const drawGrid: Renderer = (table, screen, out) => {
  const { tones: paints, header } = brushOf(screen.color)
  const grid = layOut(table, screen.width, screen.header)
  const bold: readonly Paint[] = grid.headers.map(() => header)
  if (screen.header) out(`${drawPadded(grid, [grid.headers], () => bold)}\n`)
  for (let from = 0; from < grid.lines.length; from += BLOCK_ROWS) {
    const lines = grid.lines.slice(from, from + BLOCK_ROWS)
    const rows = lines.map(({ texts }) => texts)
    const paintsOf = (i: number): Paint[] => lines[i]!.tones.map(tone => paints[tone])
    const small =
      grid.lines.length <= DRAWN_ROWS &&
      lines.every(({ texts, below }) => below === null && texts.every(measuresAlike))
    const drawn = (small ? drawBlock : drawPadded)(grid, rows, paintsOf).split('\n')
    const text = drawn.map((line, i) => {
      const below = lines[i]!.below
      return below === null ? line : paints.dim(below)
    })
    out(`${text.join('\n')}\n`)
  }
}

const writeFooter = (footer: string, width: number | null, paint: Paint, out: Out): void => {
  const words = printable(footer).split(' ')
  for (const line of fillLines(words, width ?? Infinity)) out(`${paint(line)}\n`)
}

// cli-table3 counts the columns of marks and of some symbols differently from terminals
const measuresAlike = (text: string): boolean => /^[\x20-\x7e\u2026]*$/.test(text)

const NO_BORDER = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GAP),
}

type Draw = (
  grid: Grid,
  rows: readonly (readonly string[])[],
  paintsOf: (row: number) => readonly Paint[],
) => string

const drawBlock: Draw = ({ widths, aligns }, rows, paintsOf) => {
  const block = new CliTable({
    chars: NO_BORDER,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: [...widths],
    colAligns: [...aligns],
  })
  for (const [i, texts] of rows.entries()) block.push(paintAll(texts, paintsOf(i)))
  return trimLines(block.toString())
}

/** Paints after padding: escape codes take no columns. */
const drawPadded: Draw = ({ widths, aligns }, rows, paintsOf) => {
  const lines = rows.map((texts, row) => {
    const painted = paintAll(texts, paintsOf(row))
    return texts
      .map((text, i) => padTo(text, widths[i]!, aligns[i]!).replace(text, () => painted[i]!))
      .join(' '.repeat(GAP))
  })
  return trimLines(lines.join('\n'))
}

const paintAll = (texts: readonly string[], paints: readonly Paint[]): string[] =>
  texts.map((text, i) => (text === '' ? '' : paints[i]!(text)))

const trimLines = (text: string): string => text.replaceAll(/ +$/gm, '')
