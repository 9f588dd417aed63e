import type { Refusal } from '../base/errors.ts'
import type { Ip } from '../model/address.ts'
import type { Column, Condition, Names } from '../model/table.ts'
import { hostSpecs, inNets } from './sockets/host.ts'

/** A column of which the usual things need not be said. */
export type ColumnBase<Row> = Omit<Column<Row>, 'rank' | 'align' | 'type'> &
  Partial<Pick<Column<Row>, 'rank' | 'align' | 'type'>>

/** A column of words. */
export const textColumn = <Row>(column: ColumnBase<Row>): Column<Row> => ({
  align: 'left',
  type: 'text',
  rank: 5,
  ...column,
})

/** A column of numbers. */
export const numberColumn = <Row>(column: ColumnBase<Row>): Column<Row> => ({
  align: 'right',
  type: 'number',
  rank: 5,
  ...column,
})

/** A filter's address, network, or several of them, held against those of a row; a row without any has none. */
export const addressWhere =
  <Row>(addresses: (row: Row) => readonly Ip[]) =>
  (text: string, names: Names): Condition<Row> | Refusal => {
    const specs = hostSpecs(text, names)
    if ('expected' in specs) return specs
    if (specs.some(({ ports }) => ports !== null)) {
      return { expected: 'an IP address or a network, without a port' }
    }
    return {
      holds: row => {
        const ips = addresses(row)
        return ips.length === 0 ? null : ips.some(ip => specs.some(spec => inNets(ip, spec)))
      },
    }
  }

/** What orders addresses: as numbers, IPv4 before IPv6; one word to a level. */
export const ADDRESS_LEVELS = 5
export const addressRank = (ip: Ip, level: number): number => [ip.v, ip.a, ip.b, ip.c, ip.d][level]!
