import { describe, expect, it } from 'vitest'
import {
  columnsOf,
  cutEnd,
  cutMiddle,
  padTo,
  printable,
  valueText,
} from '../../src/render/format.ts'
import type { Value } from '../../src/model/table.ts'

describe('printable', () => {
  it.each([
    ['clear screen (CSI)', '\x1b[2J', '\\u{1b}[2J'],
    ['a window title (OSC)', '\x1b]0;x\x07', '\\u{1b}]0;x\\u{7}'],
    ['a hyperlink (OSC 8) ended by ST', '\x1b]8;;u\x1b\\', '\\u{1b}]8;;u\\u{1b}\\'],
    ['a C1 CSI of one character', '\x9b31m', '\\u{9b}31m'],
    ['a C1 next line', 'a\x85b', 'a\\u{85}b'],
    ['NUL, tab, newline, carriage return', '\0\t\n\r', '\\u{0}\\u{9}\\u{a}\\u{d}'],
    ['delete', '\x7f', '\\u{7f}'],
    ['bidi override and its end', '\u202egpj.exe\u202c', '\\u{202e}gpj.exe\\u{202c}'],
    ['bidi isolates', '\u2066\u2067\u2068\u2069', '\\u{2066}\\u{2067}\\u{2068}\\u{2069}'],
    ['bidi marks', '\u200e\u200f\u061c', '\\u{200e}\\u{200f}\\u{61c}'],
    [
      'zero width space, joiner, no-break space',
      '\u200b\u200d\ufeff',
      '\\u{200b}\\u{200d}\\u{feff}',
    ],
    ['line and paragraph separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['a tag character above U+FFFF', '\u{e0041}', '\\u{e0041}'],
    ['a lone high surrogate', 'a\ud83db', 'a\\u{d83d}b'],
    ['a lone low surrogate', 'a\ude00b', 'a\\u{de00}b'],
    ['two surrogates in the wrong order', '\ude00\ud83d', '\\u{de00}\\u{d83d}'],
  ])('shows %s as code points', (_, text, expected) => {
    expect(printable(text)).toBe(expected)
  })

  it.each([['plain ASCII ~ !'], ['Grüße'], ['日本語'], ['😀'], ['e\u0301'], ['שלום'], ['']])(
    'leaves %j as it is',
    text => expect(printable(text)).toBe(text),
  )

  it('lets no character through that can act on a terminal, of all that Unicode has', () => {
    // ECMA-48 controls, C1, and the explicit directional characters of UAX #9
    const active = (code: number): boolean =>
      code < 0x20 ||
      (code >= 0x7f && code < 0xa0) ||
      [0x61c, 0x200e, 0x200f].includes(code) ||
      (code >= 0x2028 && code <= 0x202e) ||
      (code >= 0x2066 && code <= 0x2069) ||
      (code >= 0xd800 && code <= 0xdfff)
    const through: number[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      const shown = printable(String.fromCodePoint(code))
      if (active(code) && shown !== `\\u{${code.toString(16)}}`) through.push(code)
      if (printable(shown) !== shown) through.push(code)
    }
    expect(through).toEqual([])
  })
})

describe('columnsOf', () => {
  // general category and East Asian Width as UnicodeData.txt and EastAsianWidth.txt have them
  it.each([
    ['nothing', '', 0],
    ['ASCII', 'tcp6', 4],
    ['a precomposed letter', '\u00e9', 1],
    ['a letter and U+0301', 'e\u0301', 1],
    ['Cyrillic U+0483 (Mn)', 'a\u0483', 1],
    ['Cyrillic U+0488 (Me)', 'a\u0488', 1],
    ['Hebrew point U+05B0 (Mn)', '\u05d0\u05b0', 1],
    ['Arabic U+064B (Mn)', '\u0628\u064b', 1],
    ['Thai U+0E31 (Mn)', '\u0e01\u0e31', 1],
    ['U+1AB0 (Mn)', 'a\u1ab0', 1],
    ['U+1DC4 (Mn)', 'a\u1dc4', 1],
    ['U+20D7 (Mn)', 'x\u20d7', 1],
    ['enclosing circle U+20DD (Me)', 'a\u20dd', 1],
    ['U+FE20 (Mn)', 'f\ufe20', 1],
    ['ideographic tone mark U+302A (Mn, yet W)', '\u4e00\u302a', 2],
    ['voiced sound mark U+3099 (Mn, yet W)', '\u304b\u3099', 2],
    ['a variation selector', '\u2764\ufe0e', 1],
    ['a variation selector above U+FFFF', '\u4e00\u{e0100}', 2],
    ['CJK (W)', '\u65e5\u672c', 4],
    ['CJK extension B (W)', '\u{20000}', 2],
    ['a Hangul syllable (W)', '\ud55c', 2],
    ['an emoji (W)', '\u{1f600}', 2],
    ['full width A (F)', '\uff21', 2],
    ['ideographic space (F)', '\u3000', 2],
    ['half width katakana (H)', '\uff71\uff9e', 2],
    ['half width Hangul (H)', '\uffa1', 1],
    ['conjoining jamo, which stand in the cell of the one before', '\u1112\u1161\u11ab', 2],
    ['ambiguous width (A) in a terminal that is not East Asian', '\u2026\u00b1\u03b1\u2500', 4],
  ])('counts %s', (_, text, columns) => {
    expect(columnsOf(text)).toBe(columns)
  })
})

const ADDRESS = '[2001:db8:1111:2222:3333:4444:5555:f00d]:65535'
const TEXTS = [
  '',
  'a',
  'plain words',
  '日本語の文字',
  'a日b本c語',
  'e\u0301\u0302e\u0301 fin',
  '😀😀a',
  ADDRESS,
]
const CUTS = TEXTS.flatMap(text => [...Array(50).keys()].map(columns => [text, columns] as const))

describe.each([
  ['cutEnd', cutEnd],
  ['cutMiddle', cutMiddle],
])('%s', (_, cut) => {
  it('never exceeds the columns it was given, and tears no surrogate pair', () => {
    const wrong = CUTS.filter(([text, columns]) => {
      const got = cut(text, columns)
      return columnsOf(got) > columns || printable(got) !== got
    })
    expect(wrong).toEqual([])
  })

  it('returns what fits as it is, and marks what does not with one ellipsis', () => {
    const wrong = CUTS.filter(([text, columns]) => {
      const got = cut(text, columns)
      const fits = columnsOf(text) <= columns
      return fits ? got !== text : columns > 0 && got.split('…').length !== 2
    })
    expect(wrong).toEqual([])
  })

  it('gives nothing where there is no room at all', () => {
    expect([cut('abc', 0), cut('abc', -3)]).toEqual(['', ''])
  })
})

describe('cutting', () => {
  it.each([
    ['ASCII', 'nginx: worker', 6, 'nginx…'],
    ['a wide character that would stand half outside', '日本語', 4, '日…'],
    ['a letter with its marks', 'e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ])('at the end keeps the beginning of %s', (_, text, columns, expected) => {
    expect(cutEnd(text, columns)).toBe(expected)
  })

  it.each([...Array(ADDRESS.length - 15).keys()].map(i => [i + 15]))(
    'in the middle to %i columns keeps the bracket and the port of an address, and wastes none',
    columns => {
      const cut = cutMiddle(ADDRESS, columns)
      expect(cut).toMatch(/^\[2001.*….*\]:65535$/)
      expect(cut).toHaveLength(columns)
    },
  )

  it('in the middle keeps both ends as they were', () => {
    const [start, end] = cutMiddle(ADDRESS, 23).split('…')
    expect([ADDRESS.startsWith(start!), ADDRESS.endsWith(end!)]).toEqual([true, true])
  })
})

describe('padTo', () => {
  it.each([
    ['ab', 4, 'left', 'ab  '],
    ['ab', 4, 'right', '  ab'],
    ['日本', 6, 'left', '日本  '],
    ['日本', 6, 'right', '  日本'],
    ['e\u0301', 3, 'left', 'e\u0301  '],
    ['', 2, 'right', '  '],
    ['full', 4, 'left', 'full'],
    ['longer', 4, 'right', 'longer'],
  ] as const)('%j to %i columns, %s, is %j', (text, columns, align, expected) => {
    expect(padTo(text, columns, align)).toBe(expected)
  })
})

describe('valueText', () => {
  it.each<[string, Value | undefined, string]>([
    ['absent is empty', undefined, ''],
    ['unknown is ?', null, '?'],
    ['none is -', [], '-'],
    ['zero is zero', 0, '0'],
    ['an empty text stays empty', '', ''],
    ['true is yes', true, 'yes'],
    ['false is no', false, 'no'],
    ['a u64 keeps all its digits', 18446744073709551615n, '18446744073709551615'],
    ['a list is joined with commas', [1, null, 'x'], '1,?,x'],
    ['a list of lists is joined throughout', [[3, 19], [4]], '3,19,4'],
    ['an object gives its values', { a: 1, b: null }, '1 ?'],
  ])('%s', (_, value, expected) => expect(valueText(value)).toBe(expected))
})
