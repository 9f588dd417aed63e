import { parseIp } from '../../../src/model/address.ts'
import type { Endpoint, InetSocket, Owner, UnixSocket } from '../../../src/model/socket.ts'
import { SOCKET_COLUMNS } from '../../../src/views/sockets/columns.ts'
import type { SocketRow } from '../../../src/views/sockets/row.ts'

export const end = (address: string, port: number): Endpoint => ({ ip: parseIp(address)!, port })

const BASE = {
  netns: null,
  cookie: null,
  uid: 0,
  recvQ: 0,
  sendQ: 0,
  memory: null,
  owners: [],
  user: 'root',
}

export const inetRow = (over: Partial<InetSocket> = {}): SocketRow => ({
  ...BASE,
  kind: 'inet',
  proto: 'tcp',
  family: 'inet',
  state: 'LISTEN',
  local: end('0.0.0.0', 80),
  remote: end('0.0.0.0', 0),
  inode: 7,
  drops: null,
  timer: null,
  v6only: null,
  info: null,
  ...over,
})

export const unixRow = (over: Partial<UnixSocket> = {}): UnixSocket => ({
  ...BASE,
  kind: 'unix',
  proto: 'unix',
  type: 'stream',
  state: 'LISTEN',
  path: null,
  peerInode: null,
  inode: 7,
  ...over,
})

export const ownerOf = (over: Partial<Owner>): Owner => ({
  pid: 7,
  fds: [3],
  comm: 'nginx',
  cmdline: ['/usr/sbin/nginx'],
  uid: 0,
  ...over,
})

export const columnOf = (key: string) => {
  const column = SOCKET_COLUMNS.find(candidate => candidate.key === key)
  if (column === undefined) throw new Error(`the test names no column: ${key}`)
  return column
}

export const valueOf = (key: string, row: SocketRow) => columnOf(key).value(row)
