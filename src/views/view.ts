import type { Report } from '../base/errors.ts'
import type { Want } from '../model/socket.ts'
import type { Column, Value } from '../model/table.ts'
import type { Host, LinkSource, OwnerSource, SocketSource } from '../sources/index.ts'

/** Options that are about sockets, unless a view takes them too. */
export const SOCKET_OPTIONS = [
  'tcp',
  'udp',
  'raw',
  'unix',
  'udplite',
  'ipv4',
  'ipv6',
  'family',
  'listening',
  'all',
  'extend',
  'timers',
  'memory',
  'info',
  'programs',
] as const
export type SocketOption = (typeof SOCKET_OPTIONS)[number]

/** What a view reads from: the host, and the sources chosen for this run. */
export interface Origin {
  readonly host: Host
  /** opened when first asked for, so that a view pays only for what it uses */
  sockets(): SocketSource
  owners(): OwnerSource
  links(): LinkSource
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
}

/** One way to look at the host. A view is one file and one line in the list below. */
export interface View<Row> {
  readonly name: string
  /** what a row is */
  readonly noun: string
  readonly summary: string
  /** the whole vocabulary, in the order of the JSON */
  readonly columns: readonly Column<Row>[]
  /** columns that a bare `:80` looks at */
  readonly ports: readonly string[]
  /** options of sockets that mean something here too: `all`, `ipv6`, ... */
  readonly takes: readonly SocketOption[]
  /** keys that text formats show by default */
  shown(want: Want): readonly string[]
  /** of these, the keys that an option asked for */
  asked(want: Want): readonly string[]
  /** keys that data formats give by default */
  whole(want: Want): readonly string[]
  /** the default order; keys among `used` only, so that no column is read just to sort by it */
  order(used: ReadonlySet<string>): readonly string[]
  read(origin: Origin, want: Want, report: Report): Reading<Row>
}
