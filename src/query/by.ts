import { UsageError } from '../base/errors.ts'
import type { Column, NetworkBits } from '../model/table.ts'
import { findColumn, listed } from './columns.ts'

/** What to group by. */
export interface By<Row> {
  readonly keys: readonly string[]
  /** the columns of the view, where asked with networks in the place of addresses */
  readonly columns: readonly Column<Row>[]
  /** as it was written, for messages */
  readonly text: string
}

/** IPv6 networks are given out in this size, IPv4 addresses one by one. */
const USUAL: NetworkBits = { v4: 32, v6: 64 }

/**
 * `--by user,remote.address/24`: columns, and addresses by their network. One number up to 32 is that of
 * IPv4, a larger one that of IPv6, and the other stays as usual; `/24/48` says both.
 */
export const parseBy = <Row>(
  list: string,
  columns: readonly Column<Row>[],
  view: string,
): By<Row> => {
  let among = columns
  const keys: string[] = []
  const words: string[] = []
  for (const word of listed(list, '--by')) {
    const [name = '', ...lengths] = word.split('/')
    const column = findColumn(name, columns, view)
    if (lengths.length === 0) {
      keys.push(column.key)
      words.push(column.key)
      continue
    }
    const address = addressOf(column, columns)
    if (address === undefined)
      throw new UsageError(`--by ${word}: ${column.key} is no address, so it has no networks`)
    const bits = bitsOf(lengths, word)
    among = among.map(other => (other.key === address.key ? networkColumn(address, bits) : other))
    keys.push(address.key)
    words.push(`${address.key}/${lengths.join('/')}`)
  }
  return { keys: [...new Set(keys)], columns: among, text: [...new Set(words)].join() }
}

/** `remote/24` is `remote.address/24`. */
const addressOf = <Row>(
  column: Column<Row>,
  columns: readonly Column<Row>[],
): Column<Row> | undefined =>
  [column, ...columns.filter(({ key }) => column.parts?.includes(key))].find(
    ({ network }) => network !== undefined,
  )

const bitsOf = (lengths: readonly string[], word: string): NetworkBits => {
  const [first = NaN, second] = lengths.map(length =>
    /^\d{1,3}$/.test(length) ? Number(length) : NaN,
  )
  const bits =
    second !== undefined
      ? { v4: first, v6: second }
      : first <= 32
        ? { ...USUAL, v4: first }
        : { ...USUAL, v6: first }
  if (lengths.length <= 2 && bits.v4 <= 32 && bits.v6 <= 128) return bits
  throw new UsageError(`--by ${word}: expected /24, /64 or both, /24/64`)
}

const networkColumn = <Row>(column: Column<Row>, bits: NetworkBits): Column<Row> => {
  const { text: _text, write: _write, same: _same, ...rest } = column
  return {
    ...rest,
    header: column.header.replace('address', 'network'),
    value: row => column.network!(row, bits),
  }
}
