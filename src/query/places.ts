import type { Column } from '../model/table.ts'
import { rankOf } from './rank.ts'

/** One of the things that order rows, in turn. */
export interface Level<Row> {
  readonly column: Column<Row>
  readonly level: number
  readonly down: boolean
}

/** From so wide a range of ranks on, few different ones are worth counting. */
const SPARSE = 1024
const FEW = 1024

/** In place of a number of places: the rank of every row is unknown. */
export const ALL_UNKNOWN = 0

/**
 * The place of each row in one level, a whole number from 0, unknown ranks last. Returns how many places
 * there are, or null where the ranks are no whole numbers.
 */
export const fillPlaces = <Row>(
  rows: readonly Row[],
  { column, level, down }: Level<Row>,
  places: Float64Array,
): number | null => {
  let least = Infinity
  let most = -Infinity
  let unknown = false
  for (let i = 0; i < rows.length; i++) {
    const rank = rankOf(column, rows[i]!, level)
    if (rank === null) {
      unknown = true
      places[i] = NaN
      continue
    }
    if (typeof rank !== 'number' || !Number.isSafeInteger(rank)) return null
    if (rank < least) least = rank
    if (rank > most) most = rank
    places[i] = rank
  }
  if (most < least) return ALL_UNKNOWN
  if (least === most && !unknown) {
    places.fill(0)
    return 1
  }
  const width = number(places, least, most, down)
  return unknown ? width + 1 : width
}

/** Makes places of ranks; unknown ones get the place behind the last. */
const number = (places: Float64Array, least: number, most: number, down: boolean): number => {
  const dense = most - least < SPARSE ? null : densePlaces(places)
  const width = dense?.size ?? most - least + 1
  for (let i = 0; i < places.length; i++) {
    const rank = places[i]!
    if (rank !== rank) {
      places[i] = width
      continue
    }
    const place = dense === null ? rank - least : dense.get(rank)!
    places[i] = down ? width - 1 - place : place
  }
  return width
}

/** The place of each different rank, of which there are few, as of addresses; null: not few. */
const densePlaces = (ranks: Float64Array): ReadonlyMap<number, number> | null => {
  const different = new Set<number>()
  let last = NaN
  for (let i = 0; i < ranks.length; i++) {
    const rank = ranks[i]!
    if (rank === last || rank !== rank) continue
    last = rank
    different.add(rank)
    if (different.size > FEW) return null
  }
  const sorted = Float64Array.from(different).sort()
  return new Map(Array.from(sorted, (rank, place) => [rank, place]))
}
