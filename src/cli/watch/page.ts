import type { Renderer, Screen, Table } from '../../model/table.ts'
import { cellTexts, shownColumns } from '../../render/cells.ts'
import { cutEnd } from '../../render/format.ts'
import { compose, lastOffset, roomFor, statusOf, type Size } from './compose.ts'
import type { Choice, Extent } from './keys.ts'
import { signed, sortable, type Marked } from './marks.ts'

/** How a page is drawn. */
export interface Drawing {
  readonly render: Renderer
  readonly screen: Screen
  readonly intervalS: number
  readonly time: string
  dim(text: string): string
}

/** One screen of what is watched. */
export interface Page {
  readonly lines: readonly string[]
  /** the choice, as far as there is something to choose */
  readonly choice: Choice
  readonly extent: Extent
}

/** Draws the rows that the choice leaves on the screen: only those are laid out, however many there are. */
export const pageOf = (marked: Marked, chosen: Choice, size: Size, drawing: Drawing): Page => {
  const columns = sortable(marked.frame)
  const by = chosen.sort === null ? null : (columns[chosen.sort] ?? null)
  const table = signed(marked, by, chosen.down)
  const screen = { ...drawing.screen, width: drawing.screen.width && size.columns, footer: false }
  const drawn = (part: Table<unknown>): string[] => linesOf(drawing.render, part, screen)
  const picture = table.picture === undefined ? null : drawn(table)
  const headed = screen.header && picture === null
  const room = roomFor(size, { header: headed ? [''] : [], footer: table.footer })
  const last =
    picture === null ? lastOffset(heightsOf(table), room) : Math.max(0, picture.length - room)
  const choice = { ...chosen, offset: Math.min(chosen.offset, last) }
  const rest = table.rows.slice(choice.offset, choice.offset + room)
  const body = picture?.slice(choice.offset) ?? drawn({ ...table, rows: rest })
  const status = statusOf({
    choice,
    sort: by?.key ?? null,
    rows: picture?.length ?? table.rows.length,
    intervalS: drawing.intervalS,
    time: drawing.time,
  })
  const header = headed ? body.splice(0, 1) : []
  return {
    lines: compose(size, { header, body, footer: table.footer, status }, drawing.dim),
    choice,
    extent: { page: room, last, columns: columns.length },
  }
}

/** The screen while there is nothing to compare with, so that nobody waits before an empty one. */
export const blankPage = (
  choice: Choice,
  size: Size,
  { intervalS, time, dim }: Pick<Drawing, 'intervalS' | 'time' | 'dim'>,
): readonly string[] => {
  const text = `counting: the next look comes in ${intervalS} s`
  const body = [dim(cutEnd(text, size.columns))]
  const status = statusOf({ choice, sort: null, rows: 0, intervalS, time })
  return compose(size, { header: [], body, footer: null, status }, dim)
}

const linesOf = (render: Renderer, table: Table<unknown>, screen: Screen): string[] => {
  let text = ''
  render(table, screen, chunk => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
  })
  return text.split('\n').slice(0, -1)
}

/** Lines of each row: one for each element of its lists, and one below it for each column that stands there. */
const heightsOf = (table: Table<unknown>): number[] => {
  const columns = shownColumns(table)
  const lists = columns.filter(({ each }) => each !== undefined)
  const below = columns.filter(column => column.below)
  return table.rows.map(
    row =>
      Math.max(1, ...lists.map(column => column.items?.(row) ?? 1)) +
      below.filter(column => cellTexts(column, row).join('') !== '').length,
  )
}
