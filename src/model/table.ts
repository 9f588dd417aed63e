import type { Problem, Refusal } from '../base/errors.ts'
import type { Ip } from './address.ts'
import type { Known } from './coarse.ts'
import type { PictureLine } from './picture.ts'
import type { Unit } from './units.ts'

/** What a column holds. u64 counters are bigint; null is "not known". */
export type Value =
  string | number | bigint | boolean | null | readonly Value[] | { readonly [key: string]: Value }

/** near: only from this host or its own network; far: from anywhere; warn: look here; loss: packets died; fresh: was not there before. */
export type Tone = 'plain' | 'near' | 'far' | 'warn' | 'loss' | 'fresh' | 'dim'

/**
 * A column is data. Its `key` is its path in the JSON and at once its CSV header, its `--columns`,
 * `--sort` and filter name. Methods, so that a `Column<Socket>` may stand among views of any row.
 */
export interface Column<Row> {
  readonly key: string
  readonly header: string
  /** a shorter header for where the whole table does not fit */
  readonly narrow?: string
  readonly align: 'left' | 'right'
  /** what a filter compares and the schema promises */
  readonly type: 'number' | 'text' | 'flag'
  /** of a number: a filter takes other units of the same thing too */
  readonly unit?: Unit
  readonly help: string
  /** short name, one for the whole command */
  readonly short?: string
  /** Of two columns that do not fit, the one with the lower rank goes. 0: never goes. */
  readonly rank: number
  /** the value is a list with one element per element of this list (`owners`) */
  readonly each?: string
  /** how long that list is; null: not known. With `text`, saves making the value only to count it */
  items?(row: Row): number | null
  /** one element of it, saves making the list */
  item?(row: Row, index: number): Value
  /** made of these columns: in data formats they stand for it */
  readonly parts?: readonly string[]
  /** undefined: a row of this kind has no such thing, and JSON leaves the key out */
  value(row: Row): Value | undefined
  /** for eyes; for an `each` column called per element */
  text?(row: Row, index: number): string | null
  /**
   * The same text as bytes, where that is printable ASCII without blanks, quotes and backslashes and at
   * most 64 of it; returns the offset behind it, or -1: take the text. For columns of which hardly two
   * rows say the same.
   */
  write?(row: Row, into: Uint8Array, at: number): number
  /** rows that give the same thing here have the same text; undefined: compare the texts */
  same?(row: Row): number | object | undefined
  /** a shorter text where that does not fit into `room` columns; it may still be cut */
  brief?(row: Row, index: number, room: number): string | null
  tone?(row: Row): Tone
  /**
   * What orders rows, where that is not the value; with `levels`, one of several things in turn, up to
   * the first null.
   */
  order?(row: Row, level: number): number | string | readonly (number | string)[] | null
  /** how many things order rows in turn; without it, one */
  readonly levels?: number
  /** what a filter compares, where that is not the value */
  match?(row: Row): Value | undefined
  /** turns a filter's word into what `value` would hold, or says what it should have been */
  word?(text: string, names: Names): { readonly is: string } | Refusal
  /** what a filter's whole value asks of a row, where that is not to be compared with its value */
  where?(text: string, names: Names): Condition<Row> | Refusal
  /** what a source may know of a value within these bounds; it holds exactly where that is so */
  known?(from: number, to: number): Known
  /** a filter may leave out the `=`, as ss lets its users */
  readonly terse?: true
  /** of an address: the network that holds it, as `--by KEY/24` groups by it */
  network?(row: Row, bits: NetworkBits): string | null | undefined
  /** in a group this column tells of each row for which it has a value, where a sum would mean nothing */
  readonly members?: Members
  /**
   * What the row adds to the sum of a group; undefined: it has no such thing, null: not known. Absent:
   * sums of this column mean nothing.
   */
  sum?(row: Row): number | bigint | null | undefined
  /** the text of such a sum, where that is not its digits */
  sumText?(sum: number | bigint): string
  /** what text and CSV say where `value` is undefined, where that is not nothing */
  readonly absent?: string
  /** in a terminal's table printed under the row: items parted by `, `, over as many lines as they need */
  readonly below?: true
  /** where to cut text that does not fit; the middle keeps the port of an address */
  readonly cut?: 'middle'
  /** shown from this many terminal columns on */
  readonly from?: number
}

export interface Members {
  /** the columns that tell of a row: in a group `KEY.inode`, ... */
  readonly keys: readonly string[]
  /** only in groups by one of these does it make sense */
  readonly within: readonly string[]
}

/** What a filter's words ask of a row. */
export interface Condition<Row> {
  /** null: the row has no such thing, or it is not known */
  holds(row: Row): boolean | null
  /** the same for a source; absent: it cannot know */
  readonly known?: Known
  /** the column that this is about, where that is not the one that was named */
  readonly key?: string
}

/** Names that a filter's words may use for numbers, as this host knows them. */
export interface Names {
  port(service: string): number | null
  /** null: nobody knows such a host */
  hosts(name: string): readonly Ip[] | null
  /** indices of the network devices by name */
  devices(): ReadonlyMap<string, number>
  /** id of the cgroup at this path below the mount; null: there is none */
  cgroup(path: string): bigint | null
  /** the ports that connect() and listen() choose from; null: not known */
  localPorts(): { readonly from: number; readonly to: number } | null
}

/** Leading bits of an IPv4 address (v4-mapped ones too) and of an IPv6 address. */
export interface NetworkBits {
  readonly v4: number
  readonly v6: number
}

export interface Table<Row> {
  readonly view: string
  readonly columns: readonly Column<Row>[]
  /** keys of the columns that text formats show, in their order */
  readonly shown: readonly string[]
  /** of these, the ones the user named: a layout keeps them as long as it can */
  readonly asked: readonly string[]
  /** keys of the columns that data formats give */
  readonly whole: readonly string[]
  readonly rows: readonly Row[]
  /** what JSON calls the rows, where that is not the view's name */
  readonly rowsName?: string
  /** the envelope of JSON, beside the rows: time, host, access, source */
  readonly facts: { readonly [key: string]: Value }
  readonly problems: readonly Problem[]
  /** the last line on a terminal */
  readonly footer: string | null
  /** what a terminal shows in place of the table */
  readonly picture?: readonly PictureLine[]
}

/** Where the output goes, and what it can show. */
export interface Screen {
  /** terminal columns; null: no limit */
  readonly width: number | null
  readonly color: boolean
  readonly header: boolean
  readonly footer: boolean
}

/** Bytes are UTF-8, and the caller's again once it returns. */
export type Out = (chunk: string | Uint8Array) => void
export type Renderer = <Row>(table: Table<Row>, screen: Screen, out: Out) => void
