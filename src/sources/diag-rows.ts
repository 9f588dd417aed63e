import type { InetRecord, InetRecords } from '../model/inet-record.ts'
import type { InetProto, SocketInfo, Timer, UnixSocket, Want } from '../model/socket.ts'
import type { InetDiagMessage } from '../netlink/inet-diag-message.ts'
import type { InetDetail } from '../netlink/inet-detail.ts'
import type { UnixDiag } from '../netlink/unix-diag.ts'

/** A message of inet_diag as a socket, with what is wanted of it beyond its ends and queues. */
export const inetSocket = (
  records: InetRecords,
  message: InetDiagMessage,
  proto: InetProto,
  want: Want,
): InetRecord => {
  const socket = message.addTo(records, proto)
  if (socket.family === 'inet6') socket.v6only = message.v6only
  if (want.timer) socket.timer = timerOf(message)
  if (want.memory) socket.memory = message.detail.memory
  if (want.memory || want.drops) socket.drops = message.drops
  if (want.info) socket.info = infoOf(message.detail, message.ifindex)
  return socket
}

/** inet_diag has one counter, of probes while one of those timers runs, else of retransmissions. */
const timerOf = ({ timer, expiresMs, retrans }: InetDiagMessage): Timer => {
  const probing = timer === 'keepalive' || timer === 'probe'
  return {
    kind: timer,
    expiresMs,
    retransmits: probing ? null : retrans,
    probes: probing ? retrans : null,
  }
}

const infoOf = (detail: InetDetail, ifindex: number): SocketInfo => ({
  tcp: detail.tcpInfo,
  congestion: detail.congestion,
  congestionInfo: detail.congestionInfo,
  ulp: detail.ulp,
  shutdown: detail.shutdown,
  tos: detail.tos,
  tclass: detail.tclass,
  mark: detail.mark,
  classId: detail.classId,
  cgroupId: detail.cgroupId,
  ifindex,
})

/** A record of unix_diag as a socket. */
export const unixSocket = (diag: UnixDiag, netns: number | null): UnixSocket => ({
  kind: 'unix',
  proto: 'unix',
  type: diag.type,
  state: diag.state,
  path: diag.name,
  peerInode: diag.peer,
  recvQ: diag.rqueue,
  sendQ: diag.wqueue,
  uid: diag.uid,
  inode: diag.inode,
  netns,
  cookie: diag.cookie,
  memory: diag.memory,
  owners: null,
  user: null,
})
