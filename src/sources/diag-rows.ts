import type { InetProto, InetSocket, SocketInfo, Timer, UnixSocket, Want } from '../model/socket.ts'
import type { InetDiag } from '../netlink/inet-diag.ts'
import type { UnixDiag } from '../netlink/unix-diag.ts'

/** A record of inet_diag as a socket; `diag` is the decoder's own and is copied from. */
export const inetSocket = (
  diag: InetDiag,
  proto: InetProto,
  want: Want,
  netns: number | null,
): InetSocket => ({
  kind: 'inet',
  proto,
  family: diag.family,
  // a datagram socket without a peer has the state that TCP calls CLOSE
  state: proto !== 'tcp' && diag.state === 'CLOSE' ? 'UNCONN' : diag.state,
  local: diag.local,
  remote: diag.remote,
  recvQ: diag.rqueue,
  sendQ: diag.wqueue,
  uid: diag.uid,
  inode: diag.inode,
  netns,
  cookie: diag.cookie,
  drops: diag.memory?.drops ?? null,
  timer: want.timer ? timerOf(diag) : null,
  v6only: diag.v6only,
  memory: want.memory ? diag.memory : null,
  info: want.info ? infoOf(diag) : null,
  owners: null,
  user: null,
})

/** inet_diag has one counter, of probes while one of those timers runs, else of retransmissions. */
const timerOf = ({ timer, expiresMs, retrans }: InetDiag): Timer => {
  const probing = timer === 'keepalive' || timer === 'probe'
  return {
    kind: timer,
    expiresMs,
    retransmits: probing ? null : retrans,
    probes: probing ? retrans : null,
  }
}

const infoOf = (diag: InetDiag): SocketInfo => ({
  tcp: diag.tcpInfo,
  congestion: diag.congestion,
  congestionInfo: diag.congestionInfo,
  ulp: diag.ulp,
  shutdown: diag.shutdown,
  tos: diag.tos,
  tclass: diag.tclass,
  mark: diag.mark,
  classId: diag.classId,
  cgroupId: diag.cgroupId,
  ifindex: diag.ifindex,
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
