import { describe, expect, it } from 'vitest'
import type { Column, Screen, Table, Value } from '../../src/model/table.ts'
import { renderPlain } from '../../src/render/plain.ts'

type Row = { readonly [key: string]: Value }
type Shape = Partial<Column<Row>> & { readonly key: string }

const tableOf = (shapes: readonly Shape[], rows: readonly Row[]): Table<Row> => {
  const columns = shapes.map(shape => ({
    header: shape.key,
    align: 'left' as const,
    type: 'text' as const,
    help: '',
    rank: 5,
    value: (row: Row) => row[shape.key],
    ...shape,
  }))
  const keys = shapes.map(({ key }) => key)
  return {
    view: 'test',
    columns,
    shown: keys,
    asked: [],
    whole: keys,
    rows,
    facts: {},
    problems: [],
    footer: 'f',
  }
}

const linesOf = (table: Table<Row>, screen: Partial<Screen> = {}): string[] => {
  let text = ''
  const whole = { width: null, color: false, header: true, footer: false, ...screen }
  renderPlain(table, whole, chunk => (text += Buffer.from(chunk).toString()))
  expect(text.endsWith('\n')).toBe(true)
  return text.split('\n').slice(0, -1)
}

const fieldsOf = (line: string): string[] => line.split(/ {2,}/)

/** The text that a field shows, code points put back. */
const textOf = (field: string): string =>
  field.replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, hex) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  )

const HOSTILE = [
  '',
  ' ',
  '  ',
  '    ',
  ' a',
  'a ',
  'a  b   c',
  '  both  ends  ',
  '\t\t',
  'a\nb\r\nc',
  'nul\0',
  '\x1b[2J\x1b]0;t\x07',
  '\u2028\u2029\x85',
  '\u202e  \u202c',
  '\ud800',
  '日本  語',
  '😀 ',
  'e\u0301  ',
  '-',
  '?',
  'x'.repeat(500),
]

const COLUMNS: Shape[] = [
  { key: 'name' },
  { key: 'count', align: 'right' },
  { key: 'pid', align: 'right', each: 'owners' },
  { key: 'process', each: 'owners' },
]

describe('plain', () => {
  it('writes one line per row, the owners joined by commas, and knows no width', () => {
    const row = { name: 'tcp', count: 12, pid: [620, 2893], process: ['nginx -g', 'nginx: worker'] }
    expect(linesOf(tableOf(COLUMNS, [row]), { width: 20 })).toEqual([
      'name  count       pid  process',
      'tcp      12  620,2893  nginx -g,nginx: worker',
    ])
  })

  it.each<[string, Value, string]>([
    ['? is unknown', null, '?'],
    ['- is none', [], '-'],
    ['- stands for an empty text too, so that its field is there', '', '-'],
    ['0 is zero', 0, '0'],
    ['a u64 keeps all its digits', 18446744073709551615n, '18446744073709551615'],
  ])('%s', (_, value, shown) => {
    expect(linesOf(tableOf([{ key: 'a' }], [{ a: value }]))).toEqual(['a', shown])
  })

  it('parts every line into as many fields, whatever the values are', () => {
    const rows = HOSTILE.flatMap((text, i) =>
      [[], null, [1], [1, 22, 333]].map(pids => ({
        name: text,
        count: [0, null, '', 10 ** i][i % 4]!,
        pid: pids,
        process: pids?.map((_, owner) => HOSTILE[(i + owner) % HOSTILE.length]!) ?? null,
      })),
    )
    const lines = linesOf(tableOf(COLUMNS, rows))
    expect(lines).toHaveLength(rows.length + 1)
    const torn = lines.filter(line => fieldsOf(line).length !== COLUMNS.length)
    expect(torn).toEqual([])
  })

  it.each(HOSTILE.map(text => [text] as const))(
    'keeps %j in one field, with no blank at either end and nothing lost',
    text => {
      const [, line] = linesOf(
        tableOf([{ key: 'a' }, { key: 'b' }, { key: 'c' }], [{ a: 'x', b: text, c: 'y' }]),
      )
      expect(fieldsOf(line!)).toEqual(['x', expect.stringMatching(/^\S(.*\S)?$/), 'y'])
      expect(textOf(fieldsOf(line!)[1]!)).toBe(text === '' ? '-' : text)
    },
  )

  it('parts the line into as many fields where the first column is a number, too', () => {
    const columns: Shape[] = [
      { key: 'cpu', align: 'right' },
      { key: 'dropped', align: 'right' },
    ]
    const lines = linesOf(
      tableOf(columns, [
        { cpu: 0, dropped: 5 },
        { cpu: 127, dropped: 0 },
      ]),
    )
    expect(lines.map(line => fieldsOf(line))).toEqual([
      ['cpu', 'dropped'],
      ['0', '5'],
      ['127', '0'],
    ])
  })

  it.each([
    ['left', { key: 'last' }],
    ['right', { key: 'last', align: 'right' }],
  ] as const)('leaves no blank at the end of a line whose last column stands %s', (_, last) => {
    const rows = HOSTILE.map(text => ({ a: 'x', last: text }))
    for (const line of linesOf(tableOf([{ key: 'a' }, last], rows))) expect(line).not.toMatch(/\s$/)
  })

  it('keeps the words of a command line as they are where single blanks part them', () => {
    const command = '/usr/sbin/sshd -D -o "A b"'
    expect(linesOf(tableOf([{ key: 'a' }], [{ a: command }]))[1]).toBe(command)
  })

  it('lets no control, direction or separator character through', () => {
    const text = linesOf(
      tableOf(
        [{ key: 'a' }],
        HOSTILE.map(a => ({ a })),
      ),
    ).join('')
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
  })

  it('has no header line where none is wanted, and pads nothing for it', () => {
    const table = tableOf([{ key: 'a_long_header' }, { key: 'b' }], [{ a_long_header: 1, b: 2 }])
    expect(linesOf(table, { header: false })).toEqual(['1  2'])
  })

  it('has neither colour nor footer, whatever the screen can show', () => {
    const table = tableOf([{ key: 'a', tone: () => 'far' }], [{ a: 1 }])
    expect(linesOf(table, { color: true, footer: true })).toEqual(['a', '1'])
  })

  it.each([1, 999, 1000, 1001, 2500])('writes %i rows, each once and in order', count => {
    const rows = Array.from({ length: count }, (_, a) => ({ a }))
    expect(linesOf(tableOf([{ key: 'a' }], rows))).toEqual(['a', ...rows.map(({ a }) => String(a))])
  })
})
