import { ipText, type Ip } from '../../model/address.ts'
import type { End } from '../../model/coarse.ts'
import type { InetProto } from '../../model/socket.ts'
import type { Table } from '../../model/table.ts'
import { inet, text, type Col, type SocketRow } from './row.ts'

/** Names for what the ends of sockets have as numbers; null: there is none, or it is not known. */
export interface EndNames {
  host(ip: Ip): string | null
  service(proto: InetProto, port: number): string | null
  /** the interface of a link-local address of this host */
  device(ip: Ip): string | null
}

/** Which of them were asked for. */
export interface NameWish {
  readonly hosts: boolean
  readonly services: boolean
}

const ENDS: readonly End[] = ['local', 'remote']

/** The same table with names in the place of numbers, and under keys of their own: what has a number keeps it. */
export const named = (
  table: Table<SocketRow>,
  wish: NameWish,
  names: EndNames,
): Table<SocketRow> => {
  const extra = ENDS.flatMap(end => nameColumns(end, wish, names))
  const wide = (key: string): string[] => [
    key,
    ...extra.filter(column => `${column.key.split('.')[0]}.scope` === key).map(({ key }) => key),
  ]
  return {
    ...table,
    columns: [...table.columns.map(column => endColumn(column, wish, names)), ...extra],
    whole: table.whole.flatMap(wide),
  }
}

const isEnd = (key: string): key is End => key === 'local' || key === 'remote'

/** `name:service` where there are names; a device behind a link-local address that has none. */
const endColumn = (column: Col, wish: NameWish, names: EndNames): Col => {
  const { key } = column
  if (!isEnd(key)) return column
  const { write: _, ...rest } = column
  return {
    ...rest,
    text: (row, index) => {
      const plain = column.text!(row, index)
      if (row.kind === 'unix' || plain === null || plain === '') return plain
      const { ip, port } = row[key]
      const host = wish.hosts ? names.host(ip) : null
      const device = wish.hosts ? deviceOf(row, key, names) : null
      const service = wish.services ? names.service(row.proto, port) : null
      const colon = plain.lastIndexOf(':')
      const address = device === null ? plain.slice(0, colon) : `[${ipText(ip)}%${device}]`
      return `${host ?? address}:${service ?? plain.slice(colon + 1)}`
    },
  }
}

/** Both ends of a link-local connection are on the link of its local one. */
const deviceOf = (row: SocketRow, end: End, names: EndNames): string | null =>
  row.kind === 'inet' && isLinkLocal(row[end].ip) ? names.device(row.local.ip) : null

/** fe80::/10, RFC 4291 section 2.5.6 */
const isLinkLocal = ({ v, a }: Ip): boolean => v === 6 && a >>> 22 === 0xfe80 >>> 6

const nameColumns = (end: End, wish: NameWish, names: EndNames): Col[] => [
  ...(wish.hosts
    ? [
        text({
          key: `${end}.host`,
          header: `${end} host`,
          help: 'name of the address',
          value: row => inet(row, socket => names.host(socket[end].ip)),
        }),
        text({
          key: `${end}.interface`,
          header: `${end} interface`,
          help: 'interface of a link-local address',
          value: row => inet(row, socket => deviceOf(socket, end, names)),
        }),
      ]
    : []),
  ...(wish.services
    ? [
        text({
          key: `${end}.service`,
          header: `${end} service`,
          help: 'name of the port',
          value: row => inet(row, socket => names.service(socket.proto, socket[end].port)),
        }),
      ]
    : []),
]
