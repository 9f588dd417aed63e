import { describe, expect, it } from 'vitest'
import type { PictureLine, Span } from '../../src/model/picture.ts'
import { columnsOf } from '../../src/render/format.ts'
import { drawPicture } from '../../src/render/picture.ts'
import { random } from '../random.ts'

const plain = (text: string): Span => ({ text, tone: 'plain' })
const whole = (text: string): Span => ({ text, tone: 'plain', whole: true })

const draw = (lines: readonly PictureLine[], width: number | null, color = false): string => {
  let text = ''
  drawPicture(lines, { width, color, header: true, footer: true }, chunk => {
    text += Buffer.from(chunk).toString()
  })
  return text
}

const line = (over: Partial<PictureLine> = {}): PictureLine => ({
  lead: [plain(' x '), plain('name  ')],
  hang: [plain(' | '), plain('      ')],
  text: [plain('one two three four five six seven eight nine ten')],
  ...over,
})

describe('a line of a picture', () => {
  it('goes on below its own beginning', () => {
    expect(draw([line()], 44)).toBe(
      ' x name  one two three four five six seven\n' + ' |       eight nine ten\n',
    )
  })

  it('is one line where there is no width', () => {
    expect(draw([line()], null)).toBe(' x name  one two three four five six seven eight nine ten\n')
  })

  it('without a lead of its own begins as what hangs', () => {
    expect(draw([line({ lead: null })], 44).split('\n')[0]).toBe(
      ' |       one two three four five six seven',
    )
  })

  it('gives up the indent, but not the rail, where that leaves too little room', () => {
    expect(draw([line()], 30)).toBe(
      ' x name  one two three four\n | five six seven eight nine\n | ten\n',
    )
  })

  it('keeps a piece that is whole on one line, as long as a line is long enough', () => {
    const text = [whole('rx_dropped 0, '), whole('rx_missed_errors 12, '), whole('rx_errors 3')]
    expect(draw([line({ text })], 44)).toBe(
      ' x name  rx_dropped 0, rx_missed_errors 12,\n |       rx_errors 3\n',
    )
  })

  it('cuts a word that is longer than a line', () => {
    const text = draw([line({ text: [plain('w'.repeat(90))] })], 44)
    expect(text.split('\n').every(row => row.length <= 44)).toBe(true)
    expect(text).toContain('…')
  })

  it('shows what could act on a terminal as what it is', () => {
    expect(draw([line({ text: [plain('evil\u001b[2J\u202e')] })], 60)).toContain(
      'evil\\u{1b}[2J\\u{202e}',
    )
  })

  it('has colours where they are wanted, and says the same without', () => {
    const text: Span[] = [{ text: 'LOSS ', tone: 'loss' }, plain('here')]
    const coloured = draw([line({ text })], 60, true)
    expect(coloured).toContain('\u001b[31m')
    // oxlint-disable-next-line no-control-regex
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(draw([line({ text })], 60))
  })

  it('is empty where nothing is in it', () => {
    expect(draw([{ lead: [], hang: [], text: [] }], 80)).toBe('\n')
    expect(draw([], 80)).toBe('')
  })
})

it('no line is ever wider than the terminal, nor ends in a blank, and no word is lost', () => {
  const { below } = random(99)
  const WORDS = ['a', 'counter', '日本語', 'net.ipv4.tcp_rmem', 'w'.repeat(30), '+980/s,', 'é', '│']
  const some = (most: number): string =>
    Array.from({ length: below(most) }, () => WORDS[below(WORDS.length)]).join(' ')
  for (let i = 0; i < 3000; i++) {
    const width = 8 + below(140)
    const lead = [plain(' │ '), plain(' '.repeat(below(25)))]
    const text = Array.from({ length: 1 + below(4) }, () => ({
      ...plain(`${some(12)} `),
      ...(below(2) === 0 && { whole: true as const }),
    }))
    const drawn = draw([{ lead: below(3) === 0 ? null : lead, hang: lead, text }], width)
    for (const row of drawn.split('\n')) {
      expect(columnsOf(row)).toBeLessThanOrEqual(width)
      expect(row).toBe(row.trimEnd())
    }
    const said = text
      .map(span => span.text)
      .join('')
      .replaceAll(/\s/g, '')
    if (!drawn.includes('…')) expect(drawn.replaceAll(/[\s│]/g, '')).toBe(said.replaceAll('│', ''))
  }
})
