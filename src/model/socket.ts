import type { Ip } from './address.ts'
import type { Coarse } from './coarse.ts'
import type { CongestionInfo, SocketMemory } from './socket-memory.ts'
import type { TcpInfo } from './tcp-info.ts'

export type Family = 'inet' | 'inet6'
export type InetProto = 'tcp' | 'udp' | 'udplite' | 'raw'
export type Proto = InetProto | 'unix'
export type UnixType = 'stream' | 'dgram' | 'raw' | 'rdm' | 'seqpacket'

/** netstat's spelling; UNCONN is what udp, raw and unix have where TCP would say CLOSE. */
export type State =
  | 'ESTABLISHED'
  | 'SYN_SENT'
  | 'SYN_RECV'
  | 'FIN_WAIT1'
  | 'FIN_WAIT2'
  | 'TIME_WAIT'
  | 'CLOSE'
  | 'CLOSE_WAIT'
  | 'LAST_ACK'
  | 'LISTEN'
  | 'CLOSING'
  | 'NEW_SYN_RECV'
  | 'BOUND_INACTIVE'
  | 'UNCONN'

/** By the kernel's number, include/net/tcp_states.h. */
export const TCP_STATES: readonly (State | null)[] = [
  null,
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'NEW_SYN_RECV',
]
/** But for the one that no list shows unless it is asked for. */
export const STATES: readonly State[] = [
  ...TCP_STATES.filter((state): state is State => state !== null),
  'UNCONN',
]

/** A TCP socket that has a port and neither listens nor connects; since 6.8 the kernel tells who asks. */
export const BOUND_INACTIVE: State = 'BOUND_INACTIVE'

export interface Endpoint {
  readonly ip: Ip
  /** 0: none; on a raw socket the local port is the IP protocol number */
  readonly port: number
}

export type TimerKind = 'off' | 'on' | 'keepalive' | 'timewait' | 'probe' | 'unknown'

/** The timer that runs for a socket, as tcp4_seq_show() and inet_diag tell it. */
export interface Timer {
  readonly kind: TimerKind
  readonly expiresMs: number
  /** null: this source cannot say, while probes are counted */
  readonly retransmits: number | null
  /** unanswered zero-window or keepalive probes (icsk_probes_out); null: this source cannot say */
  readonly probes: number | null
}

/** A process that holds a socket, with every descriptor through which it does. */
export interface Owner {
  readonly pid: number
  readonly fds: readonly number[]
  /** null: the process ended before its name could be read */
  readonly comm: string | null
  /** argv; [] for a kernel thread or a zombie; null: could not be read */
  readonly cmdline: readonly string[] | null
  /** effective uid of the process, not of the socket; null: could not be read */
  readonly uid: number | null
}

interface SocketBase {
  /** 0: no file (TIME_WAIT, SYN_RECV, connections not yet accepted) */
  readonly inode: number
  readonly netns: number | null
  readonly cookie: bigint | null
  /** null where the kernel keeps none (TIME_WAIT) or this source cannot say */
  readonly uid: number | null
  /** bytes; on a TCP listener, connections waiting to be accepted */
  readonly recvQ: number | null
  /** bytes; on a TCP listener the backlog limit, which /proc cannot say: null */
  readonly sendQ: number | null
  /** kernel memory; null: not wanted, or this source cannot say */
  readonly memory: SocketMemory | null
  /** []: nobody holds it; null: may not look, or not joined yet */
  readonly owners: readonly Owner[] | null
  /** name of `uid`; null: it has none, or not joined yet */
  readonly user: string | null
}

export interface InetSocket extends SocketBase {
  readonly kind: 'inet'
  readonly proto: InetProto
  readonly family: Family
  readonly state: State
  readonly local: Endpoint
  readonly remote: Endpoint
  /** datagrams or connections this socket lost; null: this source has no such column */
  readonly drops: number | null
  /** null also where it was not wanted */
  readonly timer: Timer | null
  /** an IPv6 socket that takes no IPv4; null: IPv4, or this source cannot say */
  readonly v6only: boolean | null
  /** null: not wanted, or this source cannot say */
  readonly info: SocketInfo | null
}

/** What the kernel tells of a connection's inner life; null where it tells nothing. */
export interface SocketInfo {
  readonly tcp: TcpInfo | null
  /** name of the congestion control algorithm, and what it says of itself */
  readonly congestion: string | null
  readonly congestionInfo: CongestionInfo | null
  /** upper layer protocol: tls, mptcp, espintcp */
  readonly ulp: string | null
  /** bit 0: receives no more, bit 1: sends no more */
  readonly shutdown: number | null
  readonly tos: number | null
  readonly tclass: number | null
  readonly mark: number | null
  readonly classId: number | null
  readonly cgroupId: bigint | null
  /** of the device that the socket is bound to (SO_BINDTODEVICE, link-local scope), or 0 */
  readonly ifindex: number
}

export interface UnixSocket extends SocketBase {
  readonly kind: 'unix'
  readonly proto: 'unix'
  /** null: one that this program does not know */
  readonly type: UnixType | null
  readonly state: State
  /** null: unnamed. Abstract names start with `@`, which stands for each NUL */
  readonly path: string | null
  /** inode of the other end; null: this source cannot say */
  readonly peerInode: number | null
}

export type Socket = InetSocket | UnixSocket

/** Waits for peers to come: TCP LISTEN, unconnected UDP and raw, listening unix. */
export const isListening = (socket: Socket): boolean =>
  socket.state === 'LISTEN' || (socket.kind === 'inet' && socket.state === 'UNCONN')

/** What the run needs, most of it about sockets; a source may give more, never less. */
export interface Want {
  /** what a filter asks of states, ports, addresses and pids; a source may ignore it. null: nothing */
  readonly coarse: Coarse | null
  readonly protos: ReadonlySet<Proto>
  /** protocols the user named, so that their absence is told */
  readonly named: ReadonlySet<Proto>
  readonly families: ReadonlySet<Family>
  /** null: every type */
  readonly unixTypes: ReadonlySet<UnixType> | null
  readonly rows: 'listening' | 'connected' | 'all'
  readonly owners: boolean
  /** user and inode columns */
  readonly extended: boolean
  /** the timer column and object */
  readonly timer: boolean
  /** kernel memory per socket */
  readonly memory: boolean
  /** TCP_INFO and its company */
  readonly info: boolean
  /** what each socket lost */
  readonly drops: boolean
  /** of counters, what changed between two looks, and not what was counted ever */
  readonly changes: boolean
}
