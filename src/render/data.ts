import type { Column, Out, Renderer, Table, Value } from '../model/table.ts'
import { printable, valueText } from './format.ts'

/** Rows per write. */
const CHUNK = 500

// JSON.stringify escapes what is below U+0020 only; these too can act on a terminal
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu
const escapeUnit = (unit: string): string =>
  `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Nothing of it needs an escape: so are nearly all texts, and looking is all that they then cost. */
const SAFE = /^[ !#-[\]-~]*$/

const quote = (text: string): string =>
  SAFE.test(text)
    ? `"${text}"`
    : JSON.stringify(text).replace(UNSAFE, it => it.split('').map(escapeUnit).join(''))

/** JSON text of a value; a bigint is bare digits, since it counts something. */
export const json = (value: Value): string => {
  if (typeof value === 'string') return quote(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`
  const entries = Object.entries(value).map(([key, entry]) => `${quote(key)}:${json(entry)}`)
  return `{${entries.join(',')}}`
}

type Writer<Row> = (row: Row) => string | undefined

/** A node of the tree that the dotted keys of the columns make. */
interface Branch<Row> {
  readonly leaves: Map<string, Column<Row> | Branch<Row>>
}

const isBranch = <Row>(node: Column<Row> | Branch<Row>): node is Branch<Row> => 'leaves' in node

const treeOf = <Row>(columns: readonly Column<Row>[]): Branch<Row> => {
  const root: Branch<Row> = { leaves: new Map() }
  for (const column of columns) {
    const path = column.key.split('.')
    let branch = root
    for (const step of path.slice(0, -1)) {
      const next = branch.leaves.get(step)
      if (next !== undefined && isBranch(next)) branch = next
      else {
        const made: Branch<Row> = { leaves: new Map() }
        branch.leaves.set(step, made)
        branch = made
      }
    }
    branch.leaves.set(path.at(-1)!, column)
  }
  return root
}

const branchWriter = <Row>(branch: Branch<Row>): Writer<Row> => {
  const nodes = [...branch.leaves.values()]
  if (nodes.every(node => !isBranch(node) && node.each !== undefined)) return eachWriter(branch)
  const members = [...branch.leaves].map(([name, node]) => {
    const write: Writer<Row> = isBranch(node) ? branchWriter(node) : leafWriter(node)
    return { name: `${quote(name)}:`, write }
  })
  return row => {
    let text = ''
    for (const { name, write } of members) {
      const value = write(row)
      if (value !== undefined) text += `${text === '' ? '' : ','}${name}${value}`
    }
    return text === '' ? undefined : `{${text}}`
  }
}

/** `json` that remembers its last value: what stands side by side often is the same. */
const remembering = (): ((value: Value) => string) => {
  let last: Value | undefined
  let text = ''
  return value => {
    if (value !== last) {
      text = json(value)
      last = value
    }
    return text
  }
}

const leafWriter = <Row>(column: Column<Row>): Writer<Row> => {
  const textOf = remembering()
  return row => {
    const value = column.value(row)
    return value === undefined ? undefined : textOf(value)
  }
}

/** Columns that hold one value per element of a list become a list of objects. */
const eachWriter = <Row>(branch: Branch<Row>): Writer<Row> => {
  const members = ([...branch.leaves] as [string, Column<Row>][]).map(([name, column]) => ({
    start: `${quote(name)}:`,
    column,
    textOf: remembering(),
  }))
  return row => {
    const lists = members.map(({ column }) => column.value(row))
    const [first] = lists
    if (!Array.isArray(first)) return first === undefined ? undefined : 'null'
    let text = ''
    for (let i = 0; i < first.length; i++) {
      let element = ''
      members.forEach(({ start, textOf }, nth) => {
        const value = (lists[nth] as readonly Value[])[i] ?? null
        element += `${element === '' ? '' : ','}${start}${textOf(value)}`
      })
      text += `${i === 0 ? '' : ','}{${element}}`
    }
    return `[${text}]`
  }
}

/** The columns that data formats give. */
export const dataColumns = <Row>(table: Table<Row>): Column<Row>[] =>
  table.whole.map(key => table.columns.find(column => column.key === key)!)

const writeChunks = <Row>(
  rows: readonly Row[],
  write: (row: Row) => string,
  between: string,
  out: Out,
): void => {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows
      .slice(from, from + CHUNK)
      .map(write)
      .join(between)
    out(from === 0 ? chunk : between + chunk)
  }
}

/** One document: the envelope, then the rows under their name, then the warnings. */
export const renderJson: Renderer = (table, _, out) => {
  const write = branchWriter(treeOf(dataColumns(table)))
  const facts = { schema: 'tsnetstat/1', view: table.view, ...table.facts }
  out(`${json(facts).slice(0, -1)},${quote(table.rowsName ?? table.view)}:[`)
  writeChunks(table.rows, row => `\n${write(row) ?? '{}'}`, ',', out)
  const warnings = table.problems.map(({ at, problem }) => ({ at, message: problem }))
  out(`],\n"warnings":${json(warnings)}}\n`)
}

/** The line of a row in ndjson: these columns, keys as in JSON. */
export const ndjsonLine = <Row>(columns: readonly Column<Row>[]): ((row: Row) => string) => {
  const write = branchWriter(treeOf(columns))
  return row => `${write(row) ?? '{}'}\n`
}

/** One object per row and line, keys as in JSON. */
export const renderNdjson: Renderer = (table, _, out) => {
  writeChunks(table.rows, ndjsonLine(dataColumns(table)), '', out)
}

/** RFC 4180 but for bare newlines: the same keys as headers; unknown is empty, several values are joined with `,`. */
export const renderCsv: Renderer = (table, screen, out) => {
  const columns = dataColumns(table)
  if (screen.header) out(`${columns.map(({ key }) => key).join(',')}\n`)
  writeChunks(
    table.rows,
    row => `${columns.map(column => csvField(column, row)).join(',')}\n`,
    '',
    out,
  )
}

/** Objects have no place in a field: there the words for eyes stand for them. */
const csvText = <Row>(column: Column<Row>, row: Row, value: Value): string => {
  if (column.text === undefined || !Array.isArray(value) || value.length === 0) {
    return valueText(value)
  }
  if (column.each !== undefined) return value.map((_, i) => column.text!(row, i) ?? '?').join(',')
  return value[0] !== null && typeof value[0] === 'object'
    ? (column.text(row, 0) ?? '?')
    : valueText(value)
}

const csvField = <Row>(column: Column<Row>, row: Row): string => {
  const value = column.value(row)
  if (value === undefined) return column.absent ?? ''
  if (value === null) return ''
  const safe = printable(csvText(column, row, value))
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
