import { errnoOf } from '../base/errors.ts'
import { userNames } from '../join/names.ts'
import { joinOwners } from '../join/owners.ts'
import { InetRecords } from '../model/inet-record.ts'
import { WORD } from '../model/inet-words.ts'
import type { InetProto, InetSocket, Owner, Socket, Want } from '../model/socket.ts'
import type { Connection } from '../netlink/connection.ts'
import { inetDiagParser } from '../netlink/inet-diag.ts'
import type { InetDetail } from '../netlink/inet-detail.ts'
import type { Parser } from '../netlink/parser.ts'
import { closingGroups, TOLD_PROTOS } from './closings.ts'
import { netnsOf } from './common.ts'
import { inetSocket } from './diag-rows.ts'
import type { Host, OwnerSource } from './index.ts'
import { NO_MODULE, readInet } from './sockets-netlink.ts'

/** Sockets as the kernel destroys them. */
export interface Follower {
  /** Learns which sockets there are and who holds them; of how many that could not be seen. */
  look(): number
  /** What was closed meanwhile; waits at most `waitMs` where there is nothing yet. */
  take(waitMs: number): InetSocket[]
  close(): void
}

/** Datagrams taken before the caller has a turn again. */
const MOST_AT_ONCE = 1000

type Known = Map<bigint, InetSocket>

/**
 * Follows the sockets of `want`, from now on. An event has neither user nor file nor owners any more:
 * those are the ones that the last `look` found, on the same netlink socket.
 */
export const followClosed = (
  host: Host,
  connection: Connection,
  owners: OwnerSource | null,
  want: Want,
): Follower => {
  const netns = netnsOf(host)
  const events = connection.subscribe(closingGroups(want), closedParser(want, netns))
  let known: Known = new Map()
  // the events of sockets that closed while the last dump ran have not been taken yet
  let before: Known = new Map()
  return {
    look: () => {
      const sockets = socketsOf(host, connection, want, netns)
      before = known
      known = knownOf(host, sockets, owners, before)
      return owners === null ? 0 : [...known.values()].filter(each => each.owners === null).length
    },
    take: waitMs => {
      let left = MOST_AT_ONCE
      for (let wait = waitMs; left > 0 && connection.poll(wait); wait = 0) left--
      return events.take().map(closed => {
        const cookie = closed.cookie!
        const last = known.get(cookie) ?? before.get(cookie)
        known.delete(cookie)
        return last === undefined ? detached(closed) : completed(closed, last)
      })
    },
    close: () => {
      events.close()
      connection.close()
    },
  }
}

/**
 * inet_diag_handler_get_info() in net/ipv4/inet_diag.c fills ends, state, cookie, protocol, queues and
 * tcp_info; what else the struct has is zero and says nothing.
 */
const closedParser = (want: Want, netns: number | null): Parser<InetSocket> =>
  inetDiagParser(message => {
    const proto = protoOf(message.detail)
    const socket = inetSocket(new InetRecords(netns, 1), message, proto, want)
    socket.uid = null
    // sk_wmem_alloc_get() takes one off a count that is zero by now
    if (proto === 'udp') socket.words[socket.at + WORD.sendQ] = 0
    return socket
  })

const UDP = 17

const protoOf = ({ protocol }: InetDetail): InetProto => (protocol === UDP ? 'udp' : 'tcp')

/** Every socket there is, as cheaply as it goes: no attributes are asked for. */
const socketsOf = (
  host: Host,
  connection: Connection,
  want: Want,
  netns: number | null,
): Socket[] => {
  const plain = { ...want, rows: 'all', info: false } as const
  const all: Socket[] = []
  for (const proto of TOLD_PROTOS) {
    if (!want.protos.has(proto)) continue
    try {
      readInet(connection, proto, plain, netns, all)
    } catch (error) {
      const errno = errnoOf(error)
      if (errno === null || !NO_MODULE.has(errno)) throw error
      host.tell(`netlink: ${proto} is not to be had (${errno}); its owners stay unknown`)
    }
  }
  return all
}

type Open = { -readonly [key in keyof InetSocket]: InetSocket[key] }

/** By cookie, with owners whose names are read now, since they may have ended when they are needed. */
const knownOf = (
  host: Host,
  sockets: readonly Socket[],
  source: OwnerSource | null,
  before: Known,
): Known => {
  const known: Known = new Map()
  const users = userNames(host.fs)
  const joined = source === null ? null : joinOwners(sockets, source)
  for (const socket of sockets) {
    // what remains in TIME_WAIT is no socket, and nothing is told of its end
    if (socket.kind !== 'inet' || socket.cookie === null || socket.state === 'TIME_WAIT') continue
    const open: Open = socket
    open.owners = joined?.ownersOf(socket)?.map(snapshot) ?? null
    open.user = socket.uid === null ? null : (users.get(socket.uid) ?? null)
    const last = before.get(socket.cookie)
    // closed by its last owner, a connection lives on until all is sent
    if (socket.inode === 0 && last !== undefined && last.inode !== 0) {
      open.owners = last.owners
      open.inode = last.inode
    }
    known.set(socket.cookie, socket)
  }
  return known
}

const snapshot = ({ pid, fds, comm, cmdline, uid }: Owner): Owner => ({
  pid,
  fds,
  comm,
  cmdline,
  uid,
})

/** The event, with what was known of the socket while it lived. */
const completed = (closed: InetSocket, last: InetSocket): InetSocket => {
  const { state, recvQ, sendQ, info } = closed
  // tcp_disconnect(), as for SO_LINGER 0, has wiped both the peer and the counters
  const wiped = closed.remote.port === 0 && last.remote.port !== 0
  const known = wiped ? last : closed
  return {
    ...detached(last),
    state,
    recvQ,
    sendQ,
    local: known.local,
    remote: known.remote,
    info: wiped && info !== null ? { ...info, tcp: null } : info,
  }
}

/** As an object of its own, with a field for each fact. */
const detached = (socket: InetSocket): InetSocket => ({
  kind: 'inet',
  proto: socket.proto,
  family: socket.family,
  state: socket.state,
  local: socket.local,
  remote: socket.remote,
  recvQ: socket.recvQ,
  sendQ: socket.sendQ,
  uid: socket.uid,
  user: socket.user,
  inode: socket.inode,
  netns: socket.netns,
  cookie: socket.cookie,
  drops: socket.drops,
  timer: socket.timer,
  v6only: socket.v6only,
  memory: socket.memory,
  info: socket.info,
  owners: socket.owners,
})
