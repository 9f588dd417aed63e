import { load, FORMATS, type Format } from '../../src/render/index.ts'
import type { Renderer, Screen, Table } from '../../src/model/table.ts'
import { schemaErrors } from '../helpers/schema.ts'

const renderers = new Map<Format, Renderer>()
for (const format of FORMATS) renderers.set(format, await load(format))

export const render = (
  table: Table<unknown>,
  format: Format,
  screen: Partial<Screen> = {},
): string => {
  let text = ''
  const whole = { width: null, color: false, header: true, footer: true, ...screen }
  renderers.get(format)!(table, whole, chunk => (text += Buffer.from(chunk).toString()))
  return text
}

// control characters but the newline, and what reorders, hides or breaks text
const ACTS = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** Terminal columns of the characters that the fixtures hold, counted without the code under test. */
export const wcwidth = (text: string): number => {
  let columns = 0
  for (const character of text) {
    if (/\p{M}/u.test(character) && !/\p{Mc}/u.test(character)) continue
    const code = character.codePointAt(0)!
    // jamo that join the syllable before them
    if (code >= 0x1160 && code <= 0x11ff) continue
    const wide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x1f300 && code <= 0x1f64f) ||
      (code >= 0x1f680 && code <= 0x1f6ff) ||
      (code >= 0x1f900 && code <= 0x1faff) ||
      (code >= 0x20000 && code <= 0x3fffd)
    columns += wide ? 2 : 1
  }
  return columns
}

/** A strict reader of RFC 4180 with bare newlines; throws where a quote stands astray. */
export const readCsv = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/y
  while (field.lastIndex < text.length) {
    const at = field.lastIndex
    const match = field.exec(text)
    if (match === null) throw new Error(`csv breaks at ${JSON.stringify(text.slice(at, at + 40))}`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]!)
    if (match[3] === '\n') {
      rows.push(row)
      row = []
    }
  }
  return rows
}

const fail = (format: Format, what: string, text: string): never => {
  throw new Error(`${format}: ${what}: ${JSON.stringify(text.slice(0, 300))}`)
}

/** Every promise about output, on one table and one width; throws naming the format that breaks it. */
export const checkOutput = (table: Table<unknown>, width: number, validate: boolean): void => {
  for (const format of FORMATS) {
    const text = render(table, format, { width: format === 'table' ? width : null })
    const acting = ACTS.exec(text)
    if (acting !== null)
      fail(format, `acts on a terminal at ${acting.index}`, text.slice(acting.index - 20))
    CHECKS[format](text, table, width, validate)
  }
}

type Check = (text: string, table: Table<unknown>, width: number, validate: boolean) => void

const CHECKS: { readonly [format in Format]: Check } = {
  table: (text, _, width) => {
    for (const line of text.split('\n')) {
      if (line.length > width / 2 && wcwidth(line) > width)
        fail('table', `wider than ${width}`, line)
    }
  },
  plain: (text, table) => {
    for (const line of text.trimEnd().split('\n')) {
      if (line.trim().split(/ {2,}/).length !== table.shown.length) fail('plain', 'fields', line)
    }
  },
  json: (text, table, _, validate) => checkJson(text, table, validate),
  ndjson: text => {
    for (const line of text.split('\n')) if (line !== '') JSON.parse(line)
  },
  csv: (text, table) => {
    const rows = readCsv(text)
    if (rows.length !== table.rows.length + 1) fail('csv', 'rows', String(rows.length))
    for (const row of rows) if (row.length !== table.whole.length) fail('csv', 'fields', row.join())
  },
}

const checkJson = (text: string, table: Table<unknown>, validate: boolean): void => {
  const document = JSON.parse(text) as { [view: string]: unknown[] }
  if (document[table.rowsName ?? table.view]!.length !== table.rows.length)
    fail('json', 'loses rows', text)
  const errors = validate ? schemaErrors(document) : []
  if (errors.length > 0) fail('json', errors[0]!, text)
}
