import { describe, expect, it } from 'vitest'
import type { Table, Value } from '../../src/model/table.ts'
import { layOut } from '../../src/render/layout.ts'
import { random as randomFrom } from '../random.ts'
import { draw, tableOf, type Row, type Shape } from './tables.ts'

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
  const asked = shapes.filter(() => random(4) === 0).map(({ key }) => key)
  return tableOf(shapes, rows, { asked })
}

const SEEDS = [...Array(300).keys()].map(i => 20261120 + i)

describe('a random table', () => {
  it('has no line wider than the terminal, from 20 columns to 250', () => {
    for (const seed of SEEDS) {
      const random = randomFrom(seed).below
      const table = randomTable(random)
      const width = 20 + random(231)
      for (const line of draw(table, width)) {
        expect(cellsOf(line), `seed ${seed}, width ${width}: ${line}`).toBeLessThanOrEqual(width)
      }
    }
  })

  it('is the same picture at its own width as without a limit: what fits is not cut', () => {
    for (const seed of SEEDS) {
      const table = randomTable(randomFrom(seed).below)
      const whole = layOut(table, null, true)
      const natural = whole.widths.reduce((sum, width) => sum + width + 2, -2)
      const least = Math.max(natural, ...table.columns.map(({ from }) => from ?? 0))
      expect(layOut(table, least, true), `seed ${seed}`).toEqual(whole)
    }
  })

  it('uses every column of the terminal where something had to be cut', () => {
    for (const seed of SEEDS) {
      const random = randomFrom(seed).below
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
      const table = randomTable(randomFrom(seed).below)
      const heights = table.rows.map(row =>
        Math.max(1, ...Object.values(row).map(value => (Array.isArray(value) ? value.length : 1))),
      )
      const lines = heights.reduce((sum, height) => sum + height, 0)
      expect(layOut(table, null, true).lines.length, `seed ${seed}`).toBe(lines)
    }
  })
})
