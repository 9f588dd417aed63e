import { errnoOf, type Report } from '../base/errors.ts'
import type { InetProto, InetSocket, Socket } from '../model/socket.ts'
import type { Connection } from '../netlink/connection.ts'
import { destroyRequest, inetRequest, tcpRequest } from '../netlink/inet-diag-request.ts'
import { inetDiagParser, wholeRecord, type InetDiag } from '../netlink/inet-diag.ts'
import { INET_FAMILIES, INET_PROTOS } from './common.ts'
import type { Host } from './index.ts'
import { openDiag } from './sockets-netlink.ts'

/** What became of a socket. */
export type Fate =
  | { readonly kind: 'destroyed' | 'gone' }
  /** it is still there; `why` is for people */
  | { readonly kind: 'refused'; readonly why: string }

export type Destroy = (sockets: readonly Socket[]) => Fate[]

/** Destroys sockets of this host; needs CAP_NET_ADMIN. Throws Unavailable where there is no sock_diag. */
export const destroyer =
  (host: Host, report: Report): Destroy =>
  sockets => {
    const connection = openDiag(host, report)
    try {
      return destroyAll(connection, sockets)
    } finally {
      connection.close()
    }
  }

const GONE: Fate = { kind: 'gone' }
const DESTROYED: Fate = { kind: 'destroyed' }
const refused = (why: string): Fate => ({ kind: 'refused', why })

/**
 * One fate per socket. They are told apart by their cookies, so that never another one is hit; but the
 * kernel finds them by their ends, and of several that share those (SO_REUSEPORT) it finds one only.
 * So what was not found is tried again as long as that gets any further.
 */
export const destroyAll = (connection: Connection, sockets: readonly Socket[]): Fate[] => {
  const fates = new Map<Socket, Fate>()
  const left = new Map<bigint, InetSocket>()
  for (const socket of sockets) {
    if (socket.kind === 'inet' && socket.cookie !== null) left.set(socket.cookie, socket)
    else fates.set(socket, refused('the kernel has no number (cookie) to tell it from others'))
  }
  for (let before = Infinity; left.size > 0;) {
    const records = recordsOf(connection, left)
    for (const [cookie, socket] of left) {
      if (records.has(cookie)) continue
      fates.set(socket, GONE)
      left.delete(cookie)
    }
    if (left.size === before) break
    before = left.size
    for (const [cookie, socket] of left) {
      const fate = destroyOne(connection, socket.proto, records.get(cookie)!)
      if (fate === null) continue
      fates.set(socket, fate)
      left.delete(cookie)
    }
  }
  return sockets.map(socket => fates.get(socket) ?? HIDDEN)
}

const HIDDEN = refused('the kernel finds another socket at its address (SO_REUSEPORT)')

/** Those of the sockets that still exist, as the kernel needs them named: with their device. */
const recordsOf = (
  connection: Connection,
  left: ReadonlyMap<bigint, InetSocket>,
): Map<bigint, InetDiag> => {
  const records = new Map<bigint, InetDiag>()
  const parser = inetDiagParser(diag => (left.has(diag.cookie) ? wholeRecord(diag) : null))
  const sockets = [...left.values()]
  for (const proto of INET_PROTOS) {
    const families = INET_FAMILIES.filter(family =>
      sockets.some(socket => socket.proto === proto && socket.family === family),
    )
    if (families.length === 0) continue
    const requests =
      proto === 'tcp' ? [tcpRequest()] : families.map(family => inetRequest(proto, family))
    for (const request of requests) {
      for (const record of connection.dump(request, parser)) {
        if (record !== null) records.set(record.cookie, record)
      }
    }
  }
  return records
}

/** null: the kernel did not find it. */
const destroyOne = (connection: Connection, proto: InetProto, record: InetDiag): Fate | null => {
  try {
    connection.ask(destroyRequest(proto, record), () => null)
    return DESTROYED
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === null) throw error
    return errno === 'ENOENT' ? null : refused(reasonOf(errno, record))
  }
}

const reasonOf = (errno: string, { state }: InetDiag): string => {
  if (errno === 'EPERM') return 'EPERM: that needs CAP_NET_ADMIN'
  // EINVAL: before 4.5 there was no such request
  if (errno !== 'EOPNOTSUPP' && errno !== 'EINVAL') return errno
  return state === 'TIME_WAIT'
    ? `${errno}: this kernel destroys nothing in TIME_WAIT`
    : `${errno}: this kernel was built without CONFIG_INET_DIAG_DESTROY`
}
