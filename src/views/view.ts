import type { Refusal, Report } from '../base/errors.ts'
import type { Coarse } from '../model/coarse.ts'
import type { PictureLine } from '../model/picture.ts'
import type { Want } from '../model/socket.ts'
import type { Column, Condition, Names, Value } from '../model/table.ts'
import type { Choose, Host, OwnerSource, SocketSource } from '../sources/index.ts'

/** What a view reads from: the host, and the sources chosen for this run. */
export interface Origin {
  readonly host: Host
  /** opened when first asked for, so that a view pays only for what it uses */
  sockets(): SocketSource
  /** `pids`: of sockets that no such process holds, nobody asks the owners; null: of none */
  owners(pids: readonly number[] | null): OwnerSource
  /** the first of other sources that opens here */
  readonly choose: Choose
}

/** What was read, before filter, order and limit; the functions hear which rows are left. */
export interface Reading<Row> {
  readonly rows: readonly Row[]
  /** entries of the JSON envelope */
  facts(kept: readonly Row[]): { readonly [key: string]: Value }
  /** the last line on a terminal: what is shown and what is not */
  footer(kept: readonly Row[], shown: readonly Row[]): string | null
  /** what the last line says besides, of rows and of groups alike */
  readonly aside: string | null
  /** lines on stderr about what could not be seen */
  notes(kept: readonly Row[]): readonly string[]
  /** what a terminal shows of these rows in place of a table */
  picture?(shown: readonly Row[]): readonly PictureLine[]
  /** for `--fail-on-loss`: did packets die? */
  readonly loss?: boolean
}

/**
 * Looks again and again, and tells what changed since the look before; null: nothing to compare with
 * yet, so wait and look once more. `clock` gives seconds, and only goes forward.
 */
export type Look<Row> = (origin: Origin, report: Report, clock: () => number) => Reading<Row> | null

/** One way to look at the host. A view is one file and one line in the list below. */
export interface View<Row> {
  readonly name: string
  /** what a row is */
  readonly noun: string
  readonly summary: string
  /** what JSON calls the rows, where that is not the name of the view */
  readonly rowsName?: string
  /** with `--explain`: the raw source, field by field */
  readonly explained?: View<unknown>
  /** the whole vocabulary, in the order of the JSON */
  readonly columns: readonly Column<Row>[]
  /** columns that a bare `:80` or `10.0.0.7` looks at */
  readonly ends: readonly string[]
  /** words of a filter that stand for a condition */
  readonly words: { readonly [word: string]: (names: Names) => Condition<Row> | Refusal }
  /** what must be read for a filter that looks at these columns, and makes no sense on less */
  widened(want: Want, keys: readonly string[]): Want
  /** is this about rows of which groups tell one by one? */
  tellsMembers(want: Want, coarse: Coarse | null): boolean
  /** keys that text formats show by default */
  shown(want: Want): readonly string[]
  /** of these, the keys that an option asked for */
  asked(want: Want): readonly string[]
  /** keys that data formats give by default */
  whole(want: Want): readonly string[]
  /** the default order; keys among `used` only, so that no column is read just to sort by it */
  order(used: ReadonlySet<string>): readonly string[]
  /** what tells a row from all others of one look, and finds it again in the next; absent: nothing does */
  identity?(row: Row): string
  read(origin: Origin, want: Want, report: Report): Reading<Row>
  /** of counters, where `want.changes`: what changed. `read` tells what was counted ever */
  follow?(want: Want): Look<Row>
}

/** Of a view whose rows have neither ends nor states: a filter speaks of its columns alone. */
export const UNLIKE_SOCKETS = {
  ends: [],
  words: {},
  widened: (want: Want): Want => want,
  tellsMembers: (): boolean => false,
} as const
