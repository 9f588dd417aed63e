/** What became of a row from one look to the next; null: it stayed as it was. */
export type Change = 'opened' | 'changed' | 'closed'

/** A row, and all of it that counts as a change: two that look alike have the same face. */
export interface Seen<Row> {
  readonly row: Row
  readonly face: string
}

/** The rows of one look, in their order, each by what it is the same row by. */
export type Look<Row> = ReadonlyMap<string, Seen<Row>>

export interface Compared<Row> extends Seen<Row> {
  readonly change: Change | null
}

/** Rows that nothing tells apart count as first, second, ... of their kind. */
export const lookOf = <Row>(
  rows: readonly Row[],
  identity: (row: Row) => string,
  face: (row: Row) => string,
): Look<Row> => {
  const look = new Map<string, Seen<Row>>()
  const twins = new Map<string, number>()
  for (const row of rows) {
    const name = identity(row)
    const nth = twins.get(name) ?? 0
    if (look.has(name)) twins.set(name, nth + 1)
    look.set(look.has(name) ? `${name} ${nth + 1}` : name, { row, face: face(row) })
  }
  return look
}

/** All rows of now in their order, and each one that is gone behind the row that it stood behind. */
export const compare = <Row>(before: Look<Row>, now: Look<Row>): Compared<Row>[] => {
  const goneBehind = new Map<string | null, Compared<Row>[]>()
  let last: string | null = null
  for (const [name, seen] of before) {
    if (now.has(name)) last = name
    else goneBehind.set(last, [...(goneBehind.get(last) ?? []), { ...seen, change: 'closed' }])
  }
  const all = [...(goneBehind.get(null) ?? [])]
  for (const [name, seen] of now) {
    const known = before.get(name)
    const change = known === undefined ? 'opened' : known.face === seen.face ? null : 'changed'
    all.push({ ...seen, change }, ...(goneBehind.get(name) ?? []))
  }
  return all
}
