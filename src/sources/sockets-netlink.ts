import { errnoOf, Unavailable, type Report } from '../base/errors.ts'
import type { InetProto, Socket, State, Want } from '../model/socket.ts'
import { TCP_STATES } from '../model/socket.ts'
import { connect, type Connection } from '../netlink/connection.ts'
import { EXTENSION, inetRequest, tcpRequest, type InetQuery } from '../netlink/inet-diag-request.ts'
import { InetRecords } from '../model/inet-record.ts'
import { inetDiagParser } from '../netlink/inet-diag.ts'
import { ALL_STATES, stateMask } from '../netlink/sock-diag.ts'
import { SHOW, unixDiagParser, unixRequest } from '../netlink/unix-diag.ts'
import { openSys } from '../sys/index.ts'
import { netlinkSocket } from '../sys/netlink-socket.ts'
import { INET_FAMILIES, INET_PROTOS, netnsOf } from './common.ts'
import { inetSocket, unixSocket } from './diag-rows.ts'
import type { Host, SocketSource } from './source.ts'
import { unseenInet, unseenUnix } from './once.ts'
import { procSockets } from './sockets-proc.ts'

/** Sockets from NETLINK_SOCK_DIAG: what ss reads. A protocol without a diag module comes from /proc. */
export const netlinkSockets = (host: Host): SocketSource => {
  let connection: Connection | null = null
  return {
    name: 'netlink',
    open: () => {
      connection ??= openDiag(host)
    },
    sockets: (want, report) => {
      connection ??= openDiag(host)
      try {
        return readAll(host, connection, want, report)
      } finally {
        connection.close()
        connection = null
      }
    },
  }
}

/** A connection to sock_diag of this host; throws Unavailable with the reason. */
export const openDiag = (host: Host, report: Report = () => {}): Connection => {
  if (host.fs.root !== '/') throw new Unavailable('a captured tree has no kernel to ask')
  try {
    return connect(netlinkSocket(openSys()), { report, trace: host.trace ?? undefined })
  } catch (error) {
    // seccomp, gVisor or a kernel without it: EPERM, EPROTONOSUPPORT, EAFNOSUPPORT
    if (errnoOf(error) === null) throw error
    throw new Unavailable(`sock_diag: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const readAll = (host: Host, connection: Connection, want: Want, report: Report): Socket[] => {
  const netns = netnsOf(host)
  const all: Socket[] = []
  for (const proto of INET_PROTOS) {
    if (!want.protos.has(proto)) continue
    orFromProc(host, proto, want, report, all, () => readInet(connection, proto, want, netns, all))
  }
  if (want.protos.has('unix')) {
    orFromProc(host, 'unix', want, report, all, () => {
      const show = SHOW.name | SHOW.peer | SHOW.queues | SHOW.uid | (want.memory ? SHOW.memory : 0)
      const keep = unseenUnix(want)
      for (const row of connection.dump(unixRequest({ show }), unixDiagParser(), {
        stream: true,
      })) {
        const socket = unixSocket(row, netns)
        if (keep(socket)) all.push(socket)
      }
    })
  }
  return all
}

// no module for this protocol, or one that is older than the request
export const NO_MODULE: ReadonlySet<string> = new Set([
  'ENOENT',
  'EINVAL',
  'EOPNOTSUPP',
  'EPROTONOSUPPORT',
])

const orFromProc = (
  host: Host,
  proto: InetProto | 'unix',
  want: Want,
  report: Report,
  all: Socket[],
  read: () => void,
): void => {
  const before = all.length
  try {
    read()
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === null || !NO_MODULE.has(errno) || all.length > before) throw error
    host.tell(`netlink: ${proto} is not to be had (${errno}); using proc`)
    all.push(...procSockets(host).sockets({ ...want, protos: new Set([proto]) }, report))
  }
}

/** Appends the sockets of one protocol. */
export const readInet = (
  connection: Connection,
  proto: InetProto,
  want: Want,
  netns: number | null,
  all: Socket[],
): void => {
  const query = queryOf(proto, want)
  const keep = unseenInet(want)
  const records = new InetRecords(netns)
  const bothFamilies = INET_FAMILIES.every(family => want.families.has(family))
  const parser = inetDiagParser(message => {
    if (!bothFamilies && !want.families.has(message.family)) return null
    const socket = inetSocket(records, message, proto, want)
    if (keep(socket)) all.push(socket)
    else records.undo()
    return null
  }, query.states)
  const requests =
    proto === 'tcp'
      ? [tcpRequest(query)]
      : INET_FAMILIES.filter(family => want.families.has(family)).map(family =>
          inetRequest(proto, family, query),
        )
  // the parser has kept the rows already
  for (const request of requests) connection.dump(request, parser, { stream: true }).next()
}

const maskOf = (state: State): number => stateMask([TCP_STATES.indexOf(state)])

/** Only the states and attributes that the columns in use need: each costs the kernel time. */
const queryOf = (proto: InetProto, want: Want): InetQuery & { readonly states: number } => {
  const tcp = proto === 'tcp'
  const waiting = maskOf(tcp ? 'LISTEN' : 'CLOSE')
  const { info } = EXTENSION
  const states = { all: ALL_STATES, listening: waiting, connected: ALL_STATES & ~waiting }
  const extensions =
    (want.memory || want.drops ? EXTENSION.memory : 0) |
    (want.info ? EXTENSION.tos | EXTENSION.tclass : 0) |
    (want.info && tcp ? info | EXTENSION.congestion | EXTENSION.congestionInfo : 0)
  return { states: states[want.rows], extensions }
}
