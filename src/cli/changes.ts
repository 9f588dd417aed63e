import type { Table } from '../model/table.ts'
import { compare, lookOf, type Look } from '../query/difference.ts'
import { dataColumns, ndjsonLine } from '../render/data.ts'
import { json } from '../render/json-bytes.ts'

/** What happened to the rows from one frame to the next, a line of JSON each; the first frame says nothing. */
export const changesOf = (
  out: (chunk: string) => void,
): ((table: Table<unknown>, identity: (row: unknown) => string) => void) => {
  let before: Look<unknown> | null = null
  return (table, identity) => {
    const now = lookOf(table.rows, identity, ndjsonLine(dataColumns(table)))
    for (const { change, face } of compare(before ?? now, now)) {
      if (change === null) continue
      const head = json({ time: table.facts['time'] ?? null, event: change })
      // what is gone is told as it was seen last
      out(`${head.slice(0, -1)}${face === '{}\n' ? '' : ','}${face.slice(1)}`)
    }
    before = now
  }
}
