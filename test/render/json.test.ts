import { describe, expect, it } from 'vitest'
import { writeAscii } from '../../src/base/ascii.ts'
import type { Column, Value } from '../../src/model/table.ts'
import { ndjsonLine, renderJson, renderNdjson } from '../../src/render/data.ts'
import { random as randomFrom, type Random } from '../random.ts'
import { columnFrom, tableOf, type Row, type Shape } from './tables.ts'

const SCREEN = { width: null, color: false, header: true, footer: false }

// --- what the rows should be, by the plainest way there is

type Tree = { [name: string]: Tree | Value | undefined }

const SHORT: { readonly [unit: string]: string } = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
}

const plainText = (text: string): string => {
  const units = (character: string): string =>
    character
      .split('')
      .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('')
  const escaped = [...text].map(
    character =>
      SHORT[character] ??
      (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(character) ? units(character) : character),
  )
  return `"${escaped.join('')}"`
}

/** Members that are undefined, and objects of which nothing is left, are undefined. */
const plainJson = (value: Tree | Value | undefined): string | undefined => {
  if (typeof value === 'string') return plainText(value)
  if (value === undefined) return undefined
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(plainJson).join(',')}]`
  const members = Object.entries(value as Tree).flatMap(([name, member]) => {
    const text = plainJson(member)
    return text === undefined ? [] : [`${plainText(name)}:${text}`]
  })
  return members.length === 0 ? undefined : `{${members.join(',')}}`
}

const OWNERS = ['pid', 'fds', 'comm']

const plainRow = (row: Row): string => {
  const tree: Tree = {}
  for (const [key, value] of Object.entries(row)) {
    const path = key.split('.')
    let at = tree
    for (const step of path.slice(0, -1)) at = (at[step] ??= {}) as Tree
    at[path.at(-1)!] = value
  }
  const { pid } = tree['owners'] as { pid: readonly Value[] | null }
  tree['owners'] =
    pid?.map((_, i) => Object.fromEntries(OWNERS.map(name => [name, listIn(row, name)[i]!]))) ?? pid
  return plainJson(tree) ?? '{}'
}

const listIn = (row: Row, name: string): readonly Value[] =>
  row[`owners.${name}`] as readonly Value[]

// --- columns of every kind, and rows that are like their neighbours

const hex = (value: Value | undefined): string | undefined =>
  typeof value === 'string' && /^0x[0-9a-f]*$/.test(value) ? value : undefined

const SHAPES: readonly Shape[] = [
  { key: 'proto' },
  { key: 'local.port', type: 'number' },
  { key: 'local.address', same: row => row['local.address'] as object },
  {
    key: 'cookie',
    write: (row, into, at) => {
      const text = hex(row['cookie'])
      return text === undefined ? -1 : writeAscii(into, at, text)
    },
  },
  // these two speak of the text alone, which is not the value
  { key: 'remote.deep.a', text: () => 'x', same: () => 1 },
  { key: 'remote.deep.b', text: () => 'x', write: (_, into, at) => writeAscii(into, at, 'x') },
  { key: 'local.scope' },
  { key: 'info' },
  { key: 'owners.pid', each: 'owners', items: row => listIn(row, 'pid')?.length ?? null },
  { key: 'owners.fds', each: 'owners', item: (row, i) => listIn(row, 'fds')[i]! },
  { key: 'owners.comm', each: 'owners' },
  { key: 'last.bytes', type: 'number' },
]
const MEMBERS = SHAPES.map(({ key }) => key).filter(key => !key.startsWith('owners.'))

const TEXTS = [
  '',
  'tcp',
  '0x1f',
  '0xffffffffffffffff',
  'quote " backslash \\ slash /',
  '\0\x07\b\t\n\f\r\x1b\x7f\x85\x9b',
  '日本語 é 😀 👨‍👩‍👧 \u{e0041}',
  '\u202e\u2028\u2029\ufeff',
  'lone \ud800 and \udfff',
  '__proto__',
  'a'.repeat(31),
  'b'.repeat(32),
  'c'.repeat(5000),
]
/** Longer than any chunk. */
const HUGE = [`${'x'.repeat(300_000)}é`, '\u0001'.repeat(100_000), '😀'.repeat(150_000)]

const LISTS: readonly Value[] = [[], [1], ['a', null, [2n, '\x1b']], { a: 1, 'b c': { d: [] } }]

const randomValue = ({ below, u32 }: Random): Value | undefined => {
  const kinds: readonly (() => Value | undefined)[] = [
    () => undefined,
    () => null,
    () => below(2) === 0,
    () => below(12),
    () => u32(),
    () => [-1, 1.5, 2 ** 32, 2 ** 53 - 1, -(2 ** 31), 1e21, 99_999, 100_000, 1_000_000][below(9)],
    () => BigInt(u32()) << BigInt(below(33)),
    () => TEXTS[below(TEXTS.length)],
    () => LISTS[below(LISTS.length)],
    () => (below(100) === 0 ? HUGE[below(HUGE.length)] : 'usual'),
  ]
  return kinds[below(kinds.length)]!()
}

const randomOwners = (random: Random): Row => {
  const { below } = random
  const count = [null, 0, 1, 1, 1, 2, 3][below(7)]!
  const list = (value: () => Value): Value =>
    count === null ? null : Array.from({ length: count }, value)
  return {
    'owners.pid': list(() => below(5)),
    'owners.fds': list(() => Array.from({ length: 1 + below(3) }, () => below(300))),
    'owners.comm': list(() => randomValue(random) ?? null),
  }
}

/** Each like the one before but for a few members; now and then nothing is. */
const randomRows = (random: Random, count: number): Row[] => {
  const { below } = random
  const rows: Row[] = []
  let row: { [key: string]: Value | undefined } = Object.fromEntries(
    SHAPES.map(({ key }) => [key, key.startsWith('owners.') ? null : undefined]),
  )
  for (let i = 0; i < count; i++) {
    row = { ...row }
    const all = below(20) === 0
    for (const key of MEMBERS) if (all || below(5) === 0) row[key] = randomValue(random)
    if (all || below(3) === 0) Object.assign(row, randomOwners(random))
    // the key of `same` is the value here, and undefined is none
    rows.push(row as Row)
  }
  return rows
}

const chunksOf = (render: typeof renderJson, rows: readonly Row[]): string[] => {
  const chunks: string[] = []
  // each by itself: a character that a boundary cut would not come back
  render(tableOf(SHAPES, rows), SCREEN, chunk => chunks.push(Buffer.from(chunk).toString()))
  return chunks
}

const SEEDS = [...Array(60).keys()].map(i => 20261121 + i)

describe('rows of changing shape', () => {
  it.each(SEEDS)('are what the plainest writer makes of them, seed %i', seed => {
    const random = randomFrom(seed)
    const rows = randomRows(random, [1, 2, 40, 300][random.below(4)]!)
    const plain = rows.map(plainRow)

    const lines = chunksOf(renderNdjson, rows).join('')
    expect(lines).toBe(plain.map(line => `${line}\n`).join(''))
    const line = ndjsonLine(SHAPES.map(columnFrom) as Column<Row>[])
    expect(rows.map(row => line(row)).join('')).toBe(lines)

    const document = chunksOf(renderJson, rows).join('')
    const body = plain.map(text => `\n${text}`).join(',')
    expect(document).toBe(
      `{"schema":"tsnetstat/1","view":"test","test":[${body}],\n"warnings":[]}\n`,
    )
    expect(JSON.parse(document).test).toEqual(plain.map(text => JSON.parse(text)))
  })

  it('come in chunks, none of them much longer than a quarter of a MiB where no row is', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ({
      ...Object.fromEntries(SHAPES.map(({ key }) => [key, null])),
      proto: `${i}`.repeat(100),
      cookie: `0x${i.toString(16)}`,
    }))
    const chunks = chunksOf(renderNdjson, rows)
    expect(chunks.join('')).toBe(rows.map(row => `${plainRow(row)}\n`).join(''))
    expect(chunks.length).toBeGreaterThan(5)
    for (const chunk of chunks) expect(chunk.length).toBeLessThan(257 * 1024)
  })

  it('are empty objects where they have nothing', () => {
    const nothing = { key: 'a.b', value: () => undefined }
    const chunks: string[] = []
    renderNdjson(tableOf([nothing], [{}, {}, {}]), SCREEN, chunk => chunks.push(String(chunk)))
    expect(chunks.join('')).toBe('{}\n{}\n{}\n')
  })
})
