import type { Finding, Limit, SocketLoss } from '../../model/path.ts'
import type { InetSocket } from '../../model/socket.ts'
import { sinceU32 } from '../../proc/softnet.ts'
import { rateOf, type Moves, type Span } from './evaluate.ts'
import { grouped } from './text.ts'
import { CONNECTION_LOSSES, LISTENER_LOSSES, udp } from './transport.ts'

/** What tells a socket apart; null: nothing does. */
const identity = ({ cookie, inode }: InetSocket): bigint | number | null =>
  cookie ?? (inode === 0 ? null : inode)

/** More wait to be accepted than the backlog: one more than it fits, sk_acceptq_is_full(). */
const isFull = ({ proto, state, recvQ, sendQ }: InetSocket): boolean =>
  proto === 'tcp' && state === 'LISTEN' && recvQ !== null && sendQ !== null && recvQ > sendQ

/**
 * The sockets that lost something in the span, or whose accept queue was full at either end of it. TCP
 * counts harmless packets as drops of the socket too (a keepalive probe, a reset), so there a socket is
 * named only if a counter of the host says that its like lost something.
 */
export const lossesOf = (span: Span, moves: Moves): SocketLoss[] => {
  const before = new Map(
    (span.before?.sockets ?? []).map(socket => [identity(socket), socket] as const),
  )
  const listeners = moves.moved(...LISTENER_LOSSES) > 0n
  const connections = moves.moved(...CONNECTION_LOSSES) > 0n
  const believed = ({ proto, state }: InetSocket): boolean =>
    proto !== 'tcp' || (state === 'LISTEN' ? listeners : connections)
  return span.now.sockets.flatMap(socket => {
    const id = identity(socket)
    const earlier = id === null ? undefined : before.get(id)
    // a socket that is new began with none
    const known = socket.drops === null ? null : sinceU32(earlier?.drops ?? 0, socket.drops)
    const delta = believed(socket) ? known : 0
    const full = isFull(socket) || (earlier !== undefined && isFull(earlier))
    if (!full && !delta) return []
    const advice = adviceOn(socket, full, moves)
    return [{ socket, delta, rate: rateOf(delta, span.socketSeconds), full, advice }]
  })
}

const SOMAXCONN = 'net.core.somaxconn'
const RMEM_MAX = 'net.core.rmem_max'
/** What the advice needs to know. */
export const SOCKET_SYSCTLS = [SOMAXCONN, RMEM_MAX]

const adviceOn = (socket: InetSocket, full: boolean, moves: Moves): string => {
  if (socket.proto !== 'tcp') return datagramAdvice(socket, moves)
  if (socket.state !== 'LISTEN') return 'What came was thrown away: the program reads too slowly.'
  return full || moves.moved('TcpExt ListenOverflows') > 0n
    ? backlogAdvice(socket, full, moves)
    : 'It refused connections, and not for a full accept queue: see TCP.'
}

/** The program's backlog comes first: somaxconn bounds only what it asks for. */
const backlogAdvice = ({ sendQ }: InetSocket, full: boolean, moves: Moves): string => {
  const bound = moves.limit(SOMAXCONN)
  const slow = 'The program accepts too slowly'
  if (!full && sendQ === null) return `${slow}, or asked for too small a backlog with listen().`
  if (sendQ === null || typeof bound !== 'number') return `${slow} for its backlog of ${sendQ}.`
  if (sendQ < bound) {
    return `${slow} for the backlog of ${sendQ} that it asked for with listen(): raise that; somaxconn (${grouped(bound)}) is not the limit.`
  }
  return sendQ === bound
    ? `${slow} for a backlog of ${sendQ}, which is all that somaxconn allows: raise somaxconn and the backlog in listen(), then restart it.`
    : `${slow} for a backlog of ${sendQ}; somaxconn was lowered to ${grouped(bound)} since, and would bound it after a restart.`
}

/** Of raw sockets the host counts nothing, so that there the buffer is the likely reason. */
const datagramAdvice = (socket: InetSocket, moves: Moves): string => {
  const happened = (name: string): boolean => moves.moved(...udp(name)) > 0n
  const unknown = socket.proto === 'raw' || udp('RcvbufErrors').flatMap(moves.counters).length === 0
  if (unknown || happened('RcvbufErrors')) return bufferAdvice(socket, moves)
  return happened('MemErrors')
    ? 'All UDP sockets together have no memory left: see UDP.'
    : 'What came was refused, though its buffer had room: a wrong checksum, its own filter or a policy.'
}

const bufferAdvice = ({ memory }: InetSocket, moves: Moves): string => {
  const most = moves.limit(RMEM_MAX)
  const size = memory === null ? '' : ` of ${grouped(memory.rcvbuf)} bytes`
  return `Its receive buffer${size} is full: the program reads too slowly, or needs a larger SO_RCVBUF (rmem_max ${typeof most === 'number' ? grouped(most) : '?'}).`
}

/** What the socket stage says: the sockets bear the advice, each its own. */
export const socketFindings = (losses: readonly SocketLoss[], span: Span): Finding[] => {
  if (losses.length === 0) return []
  const delta = losses.reduce((sum, loss) => sum + BigInt(loss.delta ?? 0), 0n)
  const total = losses.reduce((sum, { socket }) => sum + BigInt(socket.drops ?? 0), 0n)
  const limits: Limit[] = []
  const weight = delta > 0n ? 'loss' : 'info'
  const drops = {
    id: 'sockets drops',
    group: 'sockets',
    name: 'drops',
    source: 'sk_drops of the sockets',
    interface: null,
    cpu: null,
    total,
    bits: 32,
    weight,
    delta: span.before === null ? null : delta,
    rate: span.before === null ? null : rateOf(delta, span.socketSeconds),
  } as const
  const advice =
    weight === 'loss'
      ? 'These sockets lost what had come as far as their queue.'
      : 'Accept queues are full: the next connection will be lost.'
  return [{ weight, counters: delta > 0n ? [drops] : [], limits, advice }]
}
