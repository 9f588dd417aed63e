import { errnoOf, Unavailable, type Report } from '../base/errors.ts'
import type { InetProto, Socket, Want } from '../model/socket.ts'
import { connect, type Connection } from '../netlink/connection.ts'
import { EXTENSION, inetRequest, tcpRequest, type InetQuery } from '../netlink/inet-diag-request.ts'
import { InetRecords } from '../model/inet-record.ts'
import { inetDiagParser } from '../netlink/inet-diag.ts'
import { SHOW, unixDiagParser, unixRequest } from '../netlink/unix-diag.ts'
import { openSys } from '../sys/index.ts'
import { netlinkSocket } from '../sys/netlink-socket.ts'
import { INET_FAMILIES, INET_PROTOS, isWanted, netnsOf } from './common.ts'
import { inetSocket, unixSocket } from './diag-rows.ts'
import type { Host, SocketSource } from './source.ts'
import { dropRepeated, unseenUnix } from './repeated.ts'
import { pushed, pushedText, rename, toldStates } from './push-down.ts'
import { procSockets } from './sockets-proc.ts'

/** Sockets from NETLINK_SOCK_DIAG: what ss reads. A protocol without a diag module comes from /proc. */
export const netlinkSockets = (host: Host): SocketSource => {
  let connection: Connection | null = null
  let held = false
  const opened = (): Connection => (connection ??= openDiag(host))
  const close = (): void => {
    connection?.close()
    connection = null
  }
  return {
    name: 'netlink',
    open: () => void opened(),
    sockets: (want, report) => {
      try {
        return readAll(host, opened(), want, report)
      } finally {
        if (!held) close()
      }
    },
    hold: () => {
      held = true
      return {
        release: () => {
          held = false
          close()
        },
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
  const filter = pushedText(want)
  if (filter !== null) host.tell(`netlink: the kernel filters: ${filter}`)
  for (const proto of INET_PROTOS) {
    if (!want.protos.has(proto)) continue
    const read = (): void => readFiltered(host, connection, proto, want, netns, all)
    orFromProc(host, proto, want, report, all, read)
  }
  if (want.protos.has('unix')) {
    orFromProc(host, 'unix', want, report, all, () => {
      const show = SHOW.name | SHOW.peer | SHOW.queues | SHOW.uid | (want.memory ? SHOW.memory : 0)
      const keep = unseenUnix(want)
      const states = pushed('unix', want)?.states ?? 0
      const request = unixRequest({ show, states })
      for (const row of connection.dump(request, unixDiagParser(), { stream: true })) {
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

/**
 * Appends the sockets of one protocol. A kernel that does not take the filter gives all of them, and
 * they are filtered here as they are in any case.
 */
export const readFiltered = (
  host: Host,
  connection: Connection,
  proto: InetProto,
  want: Want,
  netns: number | null,
  all: Socket[],
): void => {
  const before = all.length
  try {
    readInet(connection, proto, want, netns, all)
  } catch (error) {
    const errno = errnoOf(error)
    const sent = pushed(proto, want)?.bytecode ?? null
    // ENOENT: there is no module for this protocol, filter or not
    if (errno === null || errno === 'ENOENT' || all.length > before || sent === null) throw error
    host.tell(`netlink: the kernel does not take this filter for ${proto} (${errno}); sent without`)
    readInet(connection, proto, { ...want, coarse: null }, netns, all)
  }
}

/** Appends the sockets of one protocol, as far as the kernel does not filter them out. */
export const readInet = (
  connection: Connection,
  proto: InetProto,
  want: Want,
  netns: number | null,
  all: Socket[],
): void => {
  const query = queryOf(proto, want)
  if (query === null) return
  const before = all.length
  const records = new InetRecords(netns)
  const bothFamilies = INET_FAMILIES.every(family => want.families.has(family))
  const parser = inetDiagParser(message => {
    if (!bothFamilies && !want.families.has(message.family)) return null
    const socket = inetSocket(records, message, proto, want)
    rename(socket, query.states)
    if (isWanted(socket, want)) all.push(socket)
    else records.undo()
    return null
  }, toldStates(query.states))
  const requests =
    proto === 'tcp'
      ? [tcpRequest(query)]
      : INET_FAMILIES.filter(family => want.families.has(family)).map(family =>
          inetRequest(proto, family, query),
        )
  // the parser has kept the rows already
  for (const request of requests) connection.dump(request, parser, { stream: true }).next()
  dropRepeated(all, before)
}

/** Only the states and attributes that the run needs: each costs the kernel time. null: no socket is. */
const queryOf = (
  proto: InetProto,
  want: Want,
): (InetQuery & { readonly states: number }) | null => {
  const kernel = pushed(proto, want)
  const tcp = proto === 'tcp'
  const { info } = EXTENSION
  const extensions =
    (want.memory || want.drops ? EXTENSION.memory : 0) |
    (want.info ? EXTENSION.tos | EXTENSION.tclass : 0) |
    (want.info && tcp ? info | EXTENSION.congestion | EXTENSION.congestionInfo : 0)
  return kernel === null ? null : { ...kernel, extensions }
}
