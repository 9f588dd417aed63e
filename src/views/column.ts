import type { Ip } from '../model/address.ts'
import { ipText, parseIp } from '../model/address.ts'
import type { Column } from '../model/table.ts'

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

/** An address that a filter names, in the text that columns have. */
export const addressWord = (word: string) => {
  const ip = parseIp(word.replace(/^\[(.*)\]$/, '$1'))
  return ip === null ? { expected: 'an IP address' } : { is: ipText(ip) }
}

/** What orders addresses: as numbers, IPv4 before IPv6; one word to a level. */
export const ADDRESS_LEVELS = 5
export const addressRank = (ip: Ip, level: number): number => [ip.v, ip.a, ip.b, ip.c, ip.d][level]!
