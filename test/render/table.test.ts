import { describe, expect, it } from 'vitest'
import type { Column, Screen, Table, Tone, Value } from '../../src/model/table.ts'
import { renderTable } from '../../src/render/table.ts'

type Row = { readonly [key: string]: Value }
type Shape = Partial<Column<Row>> & { readonly key: string }

const tableOf = (
  shapes: readonly Shape[],
  rows: readonly Row[],
  footer: string | null = null,
): Table<Row> => {
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
    footer,
  }
}

const PLAIN: Screen = { width: 80, color: false, header: true, footer: true }

const draw = (table: Table<Row>, screen: Partial<Screen> = {}): string => {
  let text = ''
  renderTable(table, { ...PLAIN, ...screen }, chunk => (text += Buffer.from(chunk).toString()))
  return text
}
const linesOf = (table: Table<Row>, screen: Partial<Screen> = {}): string[] =>
  draw(table, screen).split('\n').slice(0, -1)

// SGR: a sequence that sets an attribute of the text, ECMA-48
const ESC = '\x1b'
const SGR = new RegExp(`${ESC}\\[\\d+m`, 'g')
const withoutColor = (text: string): string => text.replaceAll(SGR, '')

const COLUMNS: Shape[] = [
  { key: 'proto' },
  { key: 'local', cut: 'middle', tone: row => row['tone'] as Tone },
  { key: 'recv_q', align: 'right', tone: row => (row['recv_q'] ? 'warn' : 'plain') },
  { key: 'pid', align: 'right', each: 'owners' },
  { key: 'process', each: 'owners', rank: 0 },
]
const ROWS: Row[] = [
  {
    proto: 'tcp',
    local: '127.0.0.1:25',
    tone: 'near',
    recv_q: 0,
    pid: [1],
    process: ['/sbin/init'],
  },
  {
    proto: 'tcp6',
    local: '[::]:80',
    tone: 'far',
    recv_q: 3,
    pid: [620, 12893],
    process: ['nginx', 'nginx: worker'],
  },
  {
    proto: 'udp',
    local: '[2001:db8:1111:2222:3333:4444:5555:f00d]:65535',
    tone: 'far',
    recv_q: 0,
    pid: [],
    process: [],
  },
  { proto: 'raw', local: '10.0.0.1:1', tone: 'near', recv_q: 11, pid: null, process: null },
]

describe('the table', () => {
  it('parts columns by two blanks, numbers to the right and text to the left', () => {
    expect(linesOf(tableOf(COLUMNS, ROWS.slice(0, 2)))).toEqual([
      'proto  local         recv_q    pid  process',
      'tcp    127.0.0.1:25       0      1  /sbin/init',
      'tcp6   [::]:80            3    620  nginx',
      '                             12893  nginx: worker',
    ])
  })

  it('says - where nobody owns a row, and ? where that is not known', () => {
    const lines = linesOf(tableOf(COLUMNS, ROWS.slice(2)))
    expect(lines[1]).toMatch(/ 0 {4}- {2}-$/)
    expect(lines[2]).toMatch(/ 11 {4}\? {2}\?$/)
  })

  it('has no line for the header where none is wanted, and no room for it', () => {
    expect(
      linesOf(tableOf([{ key: 'a_long_header' }, { key: 'b' }], [{ a_long_header: 1, b: 2 }]), {
        header: false,
      }),
    ).toEqual(['1  2'])
  })

  it('shows hostile text as code points, without its effect', () => {
    const text = draw(tableOf([{ key: 'comm' }], [{ comm: '\x1b[2J\x07\u202e\u2028\n' }]))
    expect(text).toBe('comm\n\\u{1b}[2J\\u{7}\\u{202e}\\u{2028}\\u{a}\n')
  })

  it.each([40, 60, 80, 200])('leaves no blank at the end of a line, at %i columns', width => {
    for (const line of linesOf(tableOf(COLUMNS, ROWS), { width })) expect(line).not.toMatch(/\s$/)
  })
})

describe('above a thousand lines', () => {
  const TIMES = 300
  const many = Array.from({ length: TIMES }, () => ROWS).flat()

  it.each([
    ['80 columns', { width: 80 }],
    ['46 columns, where addresses are cut', { width: 46 }],
    ['no limit', { width: null }],
    ['80 columns, in colour', { width: 80, color: true }],
  ])('the picture is that of the same few rows: %s', (_, screen) => {
    const [header, ...few] = linesOf(tableOf(COLUMNS, ROWS), screen)
    const drawn = linesOf(tableOf(COLUMNS, many), screen)
    expect(drawn).toHaveLength(1 + TIMES * few.length)
    expect(drawn[0]).toBe(header)
    const other = drawn.slice(1).findIndex((line, i) => line !== few[i % few.length])
    expect([other, drawn[other + 1]]).toEqual([-1, drawn[0]])
  })

  it('the picture is that of the same few rows with wide characters and marks', () => {
    const rows = [...ROWS, { ...ROWS[0]!, process: ['日本 e\u0301'] }, { ...ROWS[0]!, proto: '名' }]
    const [, ...few] = linesOf(tableOf(COLUMNS, rows))
    const [, ...drawn] = linesOf(tableOf(COLUMNS, Array.from({ length: TIMES }, () => rows).flat()))
    expect(drawn.slice(-few.length)).toEqual(few)
  })
})

describe('colour', () => {
  const colored = draw(tableOf(COLUMNS, ROWS, 'a footer'), { color: true })

  // ECMA-48 SGR: 34 blue, 31 red, 33 yellow, 39 the default again; 1 bold, 2 faint, 22 neither
  it.each([
    ['near is blue', '\x1b[34m127.0.0.1:25\x1b[39m'],
    ['far is red', '\x1b[31m[::]:80\x1b[39m'],
    ['a queue that is not empty is yellow', '\x1b[33m3\x1b[39m'],
    ['the header is bold', '\x1b[1mproto\x1b[22m'],
    ['the footer is dim', '\x1b[2ma footer\x1b[22m'],
  ])('%s', (_, text) => expect(colored).toContain(text))

  it('leaves an empty queue, a program and a protocol as they are', () => {
    expect(withoutColor(colored.split('\n')[1]!)).toContain(' 0 ')
    expect(colored).toMatch(/^tcp {4}/m)
    expect(colored).toMatch(/ {2}\/sbin\/init$/m)
  })

  it('sends no escape byte where there is none', () => {
    expect(draw(tableOf(COLUMNS, ROWS, 'a footer'))).not.toContain(ESC)
  })

  it.each([
    ['a few rows', ROWS],
    ['rows with wide characters', [{ ...ROWS[0]!, local: '日本' }, ...ROWS]],
    ['more than a thousand rows', Array.from({ length: 300 }, () => ROWS).flat()],
  ])('moves nothing: without it the picture is the same, for %s', (_, rows) => {
    const table = tableOf(COLUMNS, rows)
    const colored = linesOf(table, { color: true }).map(withoutColor)
    const plain = linesOf(table)
    const moved = plain.filter((line, i) => line !== colored[i])
    expect(moved.slice(0, 3)).toEqual([])
    expect(colored).toHaveLength(plain.length)
  })
})

describe('the footer', () => {
  const FOOTER = '18 listening, 6 of them reachable from elsewhere; 412 in TIME_WAIT not shown'
  const footerAt = (width: number | null): string[] =>
    linesOf(tableOf([], [], FOOTER), { width, header: false }).filter(line => line !== '')

  it.each([20, 25, 40, 75, 76])('breaks between words only, at %i columns', width => {
    const lines = footerAt(width)
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(width)
    expect(lines.join(' ')).toBe(FOOTER)
  })

  it.each([[FOOTER.length], [200], [null]])('is one line at %s columns', width => {
    expect(footerAt(width)).toEqual([FOOTER])
  })

  it('is left out where none is wanted', () => {
    expect(draw(tableOf([{ key: 'a' }], [{ a: 1 }], FOOTER), { footer: false })).toBe('a\n1\n')
  })
})
