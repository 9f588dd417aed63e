import { describe, expect, it } from 'vitest'
import type { Column, Screen, Table, Value } from '../../src/model/table.ts'
import { layOut } from '../../src/render/layout.ts'
import { renderTable } from '../../src/render/table.ts'

type Row = { readonly [key: string]: Value }
type Shape = Partial<Column<Row>> & { readonly key: string }

const columnFrom = (shape: Shape): Column<Row> => ({
  header: shape.key,
  align: 'left',
  type: 'text',
  help: '',
  rank: 5,
  value: row => row[shape.key],
  ...shape,
})

const tableOf = (
  shapes: readonly Shape[],
  rows: readonly Row[],
  asked: string[] = [],
): Table<Row> => {
  const keys = shapes.map(({ key }) => key)
  const fixed = { view: 'test', facts: {}, problems: [], footer: null }
  return { ...fixed, columns: shapes.map(columnFrom), shown: keys, whole: keys, asked, rows }
}

const draw = (table: Table<Row>, width: number | null, screen: Partial<Screen> = {}): string[] => {
  let text = ''
  const whole = { width, color: false, header: true, footer: false, ...screen }
  renderTable(table, whole, chunk => (text += Buffer.from(chunk).toString()))
  return text.split('\n').slice(0, -1)
}

/** mulberry32 */
const randomOf = (seed: number): ((below: number) => number) => {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

// each character of the random texts with its terminal columns, from the Unicode tables by hand
const CELLS = new Map<string, number>([
  ...[...'abcXYZ0123456789 :./[]-_?é…'].map(character => [character, 1] as const),
  ['\uff71', 1],
  ...[...'日本語ＡＢ한😀'].map(character => [character, 2] as const),
  ...['\u0301', '\u05b0', '\u20d7', '\ufe0f', '\u3099'].map(mark => [mark, 0] as const),
])
const ALPHABET = [...CELLS.keys()].filter(character => character !== '…')

const cellsOf = (line: string): number =>
  [...line].reduce((sum, character) => {
    const cells = CELLS.get(character)
    if (cells === undefined) throw new Error(`no width known for ${JSON.stringify(character)}`)
    return sum + cells
  }, 0)

const randomTable = (random: (below: number) => number): Table<Row> => {
  const word = (most: number): string =>
    Array.from(
      { length: random(most) },
      () => ALPHABET[random(random(2) ? 8 : ALPHABET.length)],
    ).join('')
  const value = (most: number): Value =>
    [word(most), word(most), String(random(1e6)), '', null, 0, random(1e9)][random(7)]!
  const count = 1 + random(9)
  const shapes = Array.from({ length: count }, (_, i): Shape => {
    const last = i === count - 1
    const short = word(12)
    return {
      key: `a${i}`,
      align: random(2) ? 'left' : 'right',
      rank: last ? 0 : 1 + random(9),
      ...(random(3) === 0 && { cut: 'middle' }),
      ...(random(3) === 0 && { each: 'owners' }),
      ...(random(8) === 0 && { from: 20 + random(200) }),
      ...(random(4) === 0 && { narrow: 'a' }),
      ...(random(4) === 0 && { brief: () => short }),
    }
  })
  const rows = Array.from({ length: random(30) }, () => {
    const owners = random(4)
    return Object.fromEntries(
      shapes.map(({ key, each }) => {
        const most = [4, 12, 60, 300][random(4)]!
        return [key, each ? Array.from({ length: owners }, () => value(most)) : value(most)]
      }),
    )
  })
  return tableOf(
    shapes,
    rows,
    shapes.filter(() => random(4) === 0).map(({ key }) => key),
  )
}

const SEEDS = [...Array(300).keys()].map(i => 20261120 + i)

describe('a random table', () => {
  it('has no line wider than the terminal, from 20 columns to 250', () => {
    for (const seed of SEEDS) {
      const random = randomOf(seed)
      const table = randomTable(random)
      const width = 20 + random(231)
      for (const line of draw(table, width)) {
        expect(cellsOf(line), `seed ${seed}, width ${width}: ${line}`).toBeLessThanOrEqual(width)
      }
    }
  })

  it('is the same picture at its own width as without a limit: what fits is not cut', () => {
    for (const seed of SEEDS) {
      const table = randomTable(randomOf(seed))
      const whole = layOut(table, null, true)
      const natural = whole.widths.reduce((sum, width) => sum + width + 2, -2)
      const least = Math.max(natural, ...table.columns.map(({ from }) => from ?? 0))
      expect(layOut(table, least, true), `seed ${seed}`).toEqual(whole)
    }
  })

  it('uses every column of the terminal where something had to be cut', () => {
    for (const seed of SEEDS) {
      const random = randomOf(seed)
      const table = randomTable(random)
      const width = 20 + random(231)
      const { widths, lines } = layOut(table, width, true)
      if (!lines.some(({ texts }) => texts.some(text => text.includes('…')))) continue
      const used = widths.reduce((sum, own) => sum + own + 2, -2)
      expect(used, `seed ${seed}, width ${width}`).toBe(width)
    }
  })

  it('has a line per owner, and at least one per row', () => {
    for (const seed of SEEDS) {
      const table = randomTable(randomOf(seed))
      const heights = table.rows.map(row =>
        Math.max(1, ...Object.values(row).map(value => (Array.isArray(value) ? value.length : 1))),
      )
      const lines = heights.reduce((sum, height) => sum + height, 0)
      expect(layOut(table, null, true).lines.length, `seed ${seed}`).toBe(lines)
    }
  })
})
