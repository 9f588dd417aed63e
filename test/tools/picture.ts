/**
 * `npm run picture`: fixtures/picture/listening.svg, the README's picture, made of the bytes that a
 * terminal of 110 columns got (test/golden). A test compares the two.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const GOLDEN = join(ROOT, 'test/golden/article/listening-110.txt')
export const PICTURE = join(ROOT, 'fixtures/picture/listening.svg')
const PROMPT = '\x1b[2m$\x1b[22m tsnetstat -l\n'

/** In pixels, so that 110 columns nearly fit into GitHub's page; text is stretched to its columns, whatever font there is. */
const CELL = { width: 7.8, height: 17 }
const MARGIN = 16

/** A terminal's colours on a dark ground, with an edge that shows on a dark page; SGR 39 and 22 end them. */
const GROUND = 'fill="#0d1117" stroke="#30363d"'
const TEXT = '#d1d7e0'
const COLOURS: { readonly [sgr: string]: string } = { 31: '#ff7b72', 33: '#f2cc60', 34: '#79c0ff' }
const STYLES: { readonly [sgr: string]: string } = {
  1: ' font-weight="bold"',
  2: ' opacity="0.65"',
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const attributesOf = (sgr: ReadonlySet<string>): string =>
  [...sgr]
    .map(code => STYLES[code] ?? (COLOURS[code] === undefined ? '' : ` fill="${COLOURS[code]}"`))
    .join('')

/** One line of output: pieces of text, each at its column. */
const lineOf = (line: string, row: number): string => {
  const on = new Set<string>()
  let column = 0
  const pieces: string[] = []
  // eslint-disable-next-line no-control-regex
  for (const [, code, text = ''] of line.matchAll(/(?:\x1b\[(\d+)m)?([^\x1b]*)/g)) {
    if (code === '39') for (const colour of Object.keys(COLOURS)) on.delete(colour)
    else if (code === '22') for (const style of Object.keys(STYLES)) on.delete(style)
    else if (code !== undefined) on.add(code)
    // what stands in different columns must not depend on how wide a blank is
    for (const { 0: words, index } of text.matchAll(/\S+(?: \S+)*/g)) {
      pieces.push(pieceOf(words, column + index, row, attributesOf(on)))
    }
    column += text.length
  }
  return pieces.join('')
}

const pieceOf = (text: string, column: number, row: number, attributes: string): string => {
  const x = (MARGIN + column * CELL.width).toFixed(1)
  const y = (MARGIN + (row + 0.8) * CELL.height).toFixed(1)
  const length = (text.length * CELL.width).toFixed(1)
  return `<text x="${x}" y="${y}" textLength="${length}"${attributes}>${escaped(text)}</text>\n`
}

export const pictureOf = (ansi: string): string => {
  const lines = ansi.trimEnd().split('\n')
  // eslint-disable-next-line no-control-regex
  const columns = Math.max(...lines.map(line => line.replaceAll(/\x1b\[\d+m/g, '').length))
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN)
  const height = lines.length * CELL.height + 2 * MARGIN
  const font =
    'font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,Liberation Mono,monospace" font-size="13"'
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  const head = `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font} fill="${TEXT}" role="img">`
  const edge = `x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"`
  const ground = `<rect ${edge} ${GROUND}/>`
  const title = '<title>tsnetstat -l on a terminal of 110 columns</title>'
  return `${head}\n${title}\n${ground}\n${lines.map(lineOf).join('')}</svg>\n`
}

export const readmePicture = (): string => pictureOf(PROMPT + readFileSync(GOLDEN, 'utf8'))

if (process.argv[1] === import.meta.filename) {
  mkdirSync(dirname(PICTURE), { recursive: true })
  writeFileSync(PICTURE, readmePicture())
}
