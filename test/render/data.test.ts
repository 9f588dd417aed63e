import { describe, expect, it } from 'vitest'
import type { Column, Table, Value } from '../../src/model/table.ts'
import { renderJson, renderNdjson } from '../../src/render/data.ts'
import { json } from '../../src/render/json-bytes.ts'

type Row = { readonly [key: string]: Value }

const SCREEN = { width: 20, color: true, header: true, footer: true }

const columnOf = (key: string, more: Partial<Column<Row>> = {}): Column<Row> => ({
  key,
  header: key,
  align: 'left',
  type: 'text',
  help: '',
  rank: 5,
  value: row => row[key],
  ...more,
})

const COLUMNS = [
  columnOf('proto'),
  columnOf('local.address'),
  columnOf('local.port'),
  columnOf('timer.kind'),
  columnOf('drops'),
  columnOf('owners.pid', { each: 'owners' }),
  columnOf('owners.fds', { each: 'owners' }),
]

const tableOf = (rows: readonly Row[], more: Partial<Table<Row>> = {}): Table<Row> => {
  const keys = (more.columns ?? COLUMNS).map(({ key }) => key)
  const text = { shown: [], asked: [], footer: 'a footer' }
  return {
    view: 'sockets',
    columns: COLUMNS,
    whole: keys,
    rows,
    facts: {},
    problems: [],
    ...text,
    ...more,
  }
}

const jsonOf = (table: Table<Row>): string => {
  let text = ''
  renderJson(table, SCREEN, chunk => (text += Buffer.from(chunk).toString()))
  return text
}
const ndjsonOf = (table: Table<Row>): string => {
  let text = ''
  renderNdjson(table, SCREEN, chunk => (text += Buffer.from(chunk).toString()))
  return text
}
const rowsOf = (table: Table<Row>): unknown => JSON.parse(jsonOf(table)).sockets

const HOSTILE = [
  '\x1b[2J\x1b]0;t\x07',
  'C1 \x9b31m \x85',
  '\x7f\0\t\r\n',
  '\u202egpj.exe\u202c \u2066\u2069 \u200e\u200f\u061c',
  '\u2028\u2029\u200b\ufeff\u00ad',
  'tag \u{e0041}',
  'quote " backslash \\ slash /',
  'lone \ud800 and \udfff',
  '日本語 😀 e\u0301',
  '__proto__',
]

describe('json', () => {
  it.each<[string, Value, string]>([
    ['a u64 is bare digits', 18446744073709551615n, '18446744073709551615'],
    ['so is a small bigint', 0n, '0'],
    ['unknown is null', null, 'null'],
    ['no is false', false, 'false'],
    ['a list keeps its order and its holes', [1, null, 'x', [2n]], '[1,null,"x",[2]]'],
    ['an object keeps its keys', { a: 1, 'b c': { d: [] } }, '{"a":1,"b c":{"d":[]}}'],
    ['a control character is escaped', '\x1b', '"\\u001b"'],
    ['a C1 character is escaped', '\x9b', '"\\u009b"'],
    ['a character above U+FFFF is escaped as a pair', '\u{e0041}', '"\\udb40\\udc41"'],
  ])('%s', (_, value, text) => expect(json(value)).toBe(text))

  it.each(HOSTILE.map(text => [text] as const))('%j reads back as it was, key or value', text => {
    expect(JSON.parse(json(text))).toBe(text)
    expect(Object.entries(JSON.parse(json({ [`k${text}`]: [text] })) as object)).toEqual([
      [`k${text}`, [text]],
    ])
  })
})

describe('the JSON document', () => {
  const ROW = {
    proto: 'tcp',
    'local.address': '::1',
    'local.port': 22,
    'timer.kind': 'off',
    drops: 0,
  }

  it('is the envelope, the rows under the name of the view, and the warnings', () => {
    const facts = { time: '2026-11-20T10:00:00Z', access: { euid: 0, hint: null } }
    const problems = [{ at: 'net/tcp:7', problem: 'inode is not a count, got "-1"' }]
    const rows = [{ ...ROW, 'owners.pid': [579], 'owners.fds': [[3, 4]] }]
    expect(JSON.parse(jsonOf(tableOf(rows, { facts, problems })))).toEqual({
      schema: 'tsnetstat/1',
      view: 'sockets',
      ...facts,
      sockets: [
        {
          proto: 'tcp',
          local: { address: '::1', port: 22 },
          timer: { kind: 'off' },
          drops: 0,
          owners: [{ pid: 579, fds: [3, 4] }],
        },
      ],
      warnings: [{ at: 'net/tcp:7', message: 'inode is not a count, got "-1"' }],
    })
  })

  it.each<[string, null | never[]]>([
    ['null where they are not known', null],
    ['an empty list where there are none', []],
  ])('has owners %s', (_, owners) => {
    const row = { ...ROW, 'owners.pid': owners, 'owners.fds': owners }
    expect(rowsOf(tableOf([row]))).toEqual([expect.objectContaining({ owners })])
  })

  it('has one object per owner, in their order, with null for what is not known of one', () => {
    const row = { ...ROW, 'owners.pid': [1, 2], 'owners.fds': [[3], null] }
    expect(rowsOf(tableOf([row]))).toEqual([
      expect.objectContaining({
        owners: [
          { pid: 1, fds: [3] },
          { pid: 2, fds: null },
        ],
      }),
    ])
  })

  it('leaves out what a row of this kind has not, and objects of which nothing is left', () => {
    const row = { proto: 'unix', 'owners.pid': [], 'owners.fds': [] }
    expect(rowsOf(tableOf([row, { 'local.port': 0 }]))).toEqual([
      { proto: 'unix', owners: [] },
      { local: { port: 0 } },
    ])
  })

  it('nests keys of any depth, and lets neighbours of one object stand apart among the columns', () => {
    const columns = ['a.b.c', 'x', 'a.b.d', 'a.e'].map(key => columnOf(key))
    const rows = [{ 'a.b.c': 1, x: 2, 'a.b.d': 3, 'a.e': 4 }]
    expect(rowsOf(tableOf(rows, { columns }))).toEqual([{ a: { b: { c: 1, d: 3 }, e: 4 }, x: 2 }])
  })

  it('gives the columns that data formats give, not those shown', () => {
    expect(rowsOf(tableOf([ROW], { shown: ['proto'], whole: ['drops'] }))).toEqual([{ drops: 0 }])
  })

  it.each([0, 1, 499, 500, 501, 1000, 1001])('holds %i rows, each once and in order', count => {
    const rows = Array.from({ length: count }, (_, drops) => ({ drops }))
    expect(rowsOf(tableOf(rows))).toEqual(rows)
    expect(
      ndjsonOf(tableOf(rows))
        .split('\n')
        .slice(0, -1)
        .map(line => JSON.parse(line)),
    ).toEqual(rows)
  })

  it.each([
    ['json', jsonOf],
    ['ndjson', ndjsonOf],
  ])(
    '%s lets no control, C1, direction or separator character through but the newline',
    (_, render) => {
      const rows = HOSTILE.map(text => ({
        proto: text,
        'owners.pid': [text],
        'owners.fds': [[text]],
      }))
      const facts = { [HOSTILE[0]!]: HOSTILE }
      const problems = HOSTILE.map(text => ({ at: text, problem: text }))
      const text = render(tableOf(rows, { facts, problems }))
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
    },
  )
})

describe('ndjson', () => {
  it('is one object a line, with the keys of JSON and nothing around them', () => {
    const rows = HOSTILE.map(text => ({
      proto: text,
      'local.port': 1,
      'owners.pid': [1],
      'owners.fds': [[2]],
    }))
    const text = ndjsonOf(
      tableOf(rows, { facts: { time: 'now' }, problems: [{ at: 'a', problem: 'b' }] }),
    )
    expect(text.endsWith('\n')).toBe(true)
    const read = text
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line))
    expect(read).toEqual(
      HOSTILE.map(proto => ({ proto, local: { port: 1 }, owners: [{ pid: 1, fds: [2] }] })),
    )
  })

  it('is empty where there are no rows', () => expect(ndjsonOf(tableOf([]))).toBe(''))
})
