import { describe, expect, it } from 'vitest'
import type { Column, Table, Value } from '../../src/model/table.ts'
import { renderCsv } from '../../src/render/data.ts'

type Row = { readonly [key: string]: Value }

const columnOf = (key: string, more: Partial<Column<Row>> = {}): Column<Row> => ({
  key,
  header: `Header of ${key}`,
  align: 'left',
  type: 'text',
  help: '',
  rank: 5,
  value: row => row[key],
  ...more,
})

const csvOf = (columns: readonly Column<Row>[], rows: readonly Row[], header = true): string => {
  const whole = columns.map(({ key }) => key)
  const rest = { shown: [], asked: [], facts: {}, problems: [], footer: 'a footer' }
  const table: Table<Row> = { view: 'test', columns, whole, rows, ...rest }
  let text = ''
  renderCsv(
    table,
    { width: 20, color: true, header, footer: true },
    chunk => (text += Buffer.from(chunk).toString()),
  )
  return text
}

/**
 * RFC 4180, to the letter but for its CRLF: a field without quotes holds TEXTDATA alone (%x20-21,
 * %x23-2B, %x2D-7E, and UTF-8), one in quotes may hold anything, with its quotes doubled.
 */
const readCsv = (text: string): string[][] => {
  const records: string[][] = []
  let at = 0
  while (at < text.length) {
    const record: string[] = []
    for (;;) {
      if (text[at] === '"') {
        let field = ''
        for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
          if (at >= text.length) throw new Error('a quote is never closed')
          if (text[at] === '"') at++
          field += text[at]
        }
        at++
        record.push(field)
      } else {
        const from = at
        while (at < text.length && text[at] !== ',' && text[at] !== '\n') {
          if (text[at] === '"' || text[at]! < ' ') throw new Error(`not TEXTDATA at ${at}`)
          at++
        }
        record.push(text.slice(from, at))
      }
      if (text[at] !== ',') break
      at++
    }
    if (text[at] !== '\n') throw new Error(`no end of the record at ${at}`)
    at++
    records.push(record)
  }
  return records
}

describe('the reader of this test', () => {
  it('reads quotes, commas, newlines and empty fields', () => {
    expect(readCsv('a,"b,""c""\n",\n,\n')).toEqual([
      ['a', 'b,"c"\n', ''],
      ['', ''],
    ])
  })

  it.each(['a"b\n', '"a"b\n', '"a\n', 'a\rb\n', 'a'])('refuses %j', text => {
    expect(() => readCsv(text)).toThrow()
  })
})

describe('csv', () => {
  it.each([
    ['a plain word', 'nginx', 'nginx'],
    ['a comma', 'a,b', 'a,b'],
    ['quotes', 'say "hi"', 'say "hi"'],
    ['a quote alone', '"', '"'],
    ['blanks at both ends', '  x  ', '  x  '],
    ['wide and combining characters', '日本 e\u0301 😀', '日本 e\u0301 😀'],
    ['a newline, as its code point', 'a\r\nb', 'a\\u{d}\\u{a}b'],
    ['an escape sequence, as its code points', '\x1b]0;"t",\x07', '\\u{1b}]0;"t",\\u{7}'],
    ['C1, bidi and separators, as code points', '\x9b\u202e\u2028', '\\u{9b}\\u{202e}\\u{2028}'],
  ])('reads back %s', (_, text, expected) => {
    const csv = csvOf([columnOf('a'), columnOf('b'), columnOf('c')], [{ a: 1, b: text, c: text }])
    expect(readCsv(csv)).toEqual([
      ['a', 'b', 'c'],
      ['1', expected, expected],
    ])
  })

  it('has the keys of JSON as its header, or no header', () => {
    const columns = [columnOf('local.port'), columnOf('owners.pid')]
    expect(csvOf(columns, [])).toBe('local.port,owners.pid\n')
    expect(csvOf(columns, [{ 'local.port': 22, 'owners.pid': 1 }], false)).toBe('22,1\n')
  })

  it.each<[string, Value | undefined, string]>([
    ['unknown is empty', null, ''],
    ['what a row has not is empty', undefined, ''],
    ['none is -', [], '-'],
    ['zero is 0', 0, '0'],
    ['a u64 keeps all its digits', 18446744073709551615n, '18446744073709551615'],
  ])('%s', (_, value, field) => {
    const row = value === undefined ? {} : { a: value }
    expect(readCsv(csvOf([columnOf('a'), columnOf('z')], [{ ...row, z: 1 }]))[1]).toEqual([
      field,
      '1',
    ])
  })

  it('joins the values of several owners with commas, in one field', () => {
    const name: Partial<Column<Row>> = {
      each: 'owners',
      text: (row, i) => `<${(row['n'] as Value[])[i]}>`,
    }
    const columns = [columnOf('pid', { each: 'owners' }), columnOf('n', name)]
    const csv = csvOf(columns, [{ pid: [620, 2893], n: ['a', 'b "c"'] }])
    expect(readCsv(csv)[1]).toEqual(['620,2893', '<a>,<b "c">'])
  })

  it.each([1, 500, 501, 1001])('writes %i rows, each once and in order', count => {
    const rows = Array.from({ length: count }, (_, a) => ({ a }))
    expect(readCsv(csvOf([columnOf('a')], rows)).slice(1)).toEqual(rows.map(({ a }) => [String(a)]))
  })
})
