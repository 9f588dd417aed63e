import type { PictureLine, Span } from '../../model/picture.ts'
import type { Column } from '../../model/table.ts'
import { UNLIKE_SOCKETS, type View } from '../view.ts'
import { FIELDS } from './fields.ts'
import { SCOPE, softnetText } from './read.ts'

/** One field of a line of /proc/net/softnet_stat. */
export interface ExplainedField {
  /** its place in the line, from 0 */
  readonly field: number
  /** as it stands there */
  readonly raw: string
  /** null: not a hex number */
  readonly value: number | null
  /** null: nothing has stood there for long, or it is of a newer kernel */
  readonly name: string | null
  /** kernel version; null: of a newer kernel */
  readonly since: string | null
  readonly meaning: string
}

const HEX = /^[\da-f]{1,8}$/i

/** The fields of a line as the kernel printed it. */
export const explain = (line: string): ExplainedField[] =>
  line
    .trim()
    .split(/\s+/)
    .map((raw, field) => {
      const known = FIELDS[field]
      return {
        field,
        raw,
        value: HEX.test(raw) ? parseInt(raw, 16) : null,
        name: known?.key ?? null,
        since: known?.since ?? null,
        meaning:
          known === undefined
            ? 'of a newer kernel than this program knows'
            : [known.help.replace(/; since [\d.]+$/, ''), known.more]
                .filter(words => words !== undefined)
                .join('; '),
      }
    })

const number = { align: 'right', type: 'number', rank: 8 } as const
const text = { align: 'left', type: 'text', rank: 8 } as const

const COLUMNS: readonly Column<ExplainedField>[] = [
  { ...number, key: 'field', header: 'Field', help: 'from 0', value: row => row.field },
  { ...text, key: 'raw', header: 'Raw', help: 'as it stands in the file', value: row => row.raw },
  { ...number, key: 'value', header: 'Value', help: 'in decimal', value: row => row.value },
  {
    ...text,
    key: 'name',
    header: 'Name',
    help: 'its column in the view; null: it has none',
    value: row => row.name,
    text: row => row.name ?? '-',
  },
  {
    ...text,
    key: 'since',
    header: 'Since',
    help: 'the kernel that brought it',
    value: row => row.since,
  },
  {
    ...text,
    key: 'meaning',
    header: 'Meaning',
    rank: 0,
    help: 'in words',
    value: row => row.meaning,
  },
]
const KEYS = COLUMNS.map(({ key }) => key)

/** `softnet --explain`: the first line of the file, field by field. */
export const explainView: View<ExplainedField> = {
  name: 'softnet',
  noun: 'field',
  rowsName: 'fields',
  summary: 'a line of /proc/net/softnet_stat, field by field',
  columns: COLUMNS,
  ...UNLIKE_SOCKETS,
  shown: () => KEYS,
  asked: () => KEYS,
  whole: () => KEYS,
  order: () => ['field'],
  read: ({ host }) => {
    const lines = softnetText(host)
      .split('\n')
      .filter(line => line !== '')
    return {
      rows: lines.slice(0, 1).flatMap(explain),
      facts: () => ({ source: { softnet: 'proc' } }),
      footer: () => null,
      aside: SCOPE,
      notes: () => [],
      picture: shown => pictureOf(shown, lines.length),
    }
  },
}

const FIELD_WIDTH = 5
const NUMBER_WIDTH = 12
const NAME_WIDTH = 18
const SINCE_WIDTH = 8
const GAP = '  '

/** The line itself with the number of each field before it, then each field in words. */
const pictureOf = (fields: readonly ExplainedField[], lines: number): PictureLine[] => [
  line([], [plain(`/proc/net/softnet_stat, line 1 of ${lines}, ${fields.length} fields`)]),
  line(
    [],
    // a number and its field are one word, so that they wrap together
    fields.map(({ field, raw }) => plain(`${field}:${raw} `)),
  ),
  line([], []),
  line(lead('field', 'value', 'name', dim), [dim(`${'since'.padEnd(SINCE_WIDTH)}meaning`)]),
  ...fields.map(({ field, value, name, since, meaning }) => {
    const tone = name === null ? dim : plain
    const shown = lead(String(field), String(value ?? '?'), name ?? '-', tone)
    return line(shown, [dim((since ?? '?').padEnd(SINCE_WIDTH), true), tone(meaning)])
  }),
]

type Make = (text: string) => Span

const plain: Make = text => ({ text, tone: 'plain' })
const dim = (text: string, whole = false): Span => ({
  text,
  tone: 'dim',
  ...(whole && { whole: true }),
})

const lead = (field: string, value: string, name: string, tone: Make): Span[] => [
  tone(field.padStart(FIELD_WIDTH) + value.padStart(NUMBER_WIDTH) + GAP + name.padEnd(NAME_WIDTH)),
]

const INDENT = ' '.repeat(FIELD_WIDTH + NUMBER_WIDTH + GAP.length + NAME_WIDTH + SINCE_WIDTH)

const line = (first: readonly Span[], text: readonly Span[]): PictureLine => ({
  lead: first,
  hang: first.length === 0 ? [] : [plain('       '), plain(INDENT.slice(7))],
  text,
})
