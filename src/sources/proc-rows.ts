import { isAny } from '../model/address.ts'
import type { Address } from '../model/lines.ts'
import type { InetRecord, InetRecords } from '../model/inet-record.ts'
import { HAS, WORD } from '../model/inet-words.ts'
import type { KnownEnds } from '../model/known-ends.ts'
import {
  TCP_STATES,
  type Endpoint,
  type Family,
  type InetProto,
  type State,
  type Timer,
  type TimerKind,
  type UnixSocket,
  type UnixType,
} from '../model/socket.ts'
import type { InetRow } from '../proc/inet.ts'
import type { UnixRow } from '../proc/unix.ts'

const TIMERS: readonly TimerKind[] = ['off', 'on', 'keepalive', 'timewait', 'probe']
const MS_PER_TICK = 10 // USER_HZ is 100 on every architecture that Node runs on

/** A row of /proc/net/{tcp,udp,udplite,raw}{,6} as a socket. */
export const inetSocket = (
  records: InetRecords,
  row: InetRow,
  proto: InetProto,
  family: Family,
  timer: boolean,
): InetRecord => {
  const state = stateOf(row, proto)
  const local = endOf(records.ends, row.local, row.localPort)
  const remote = endOf(records.ends, row.remote, row.remotePort)
  const socket = records.add(proto, family, state, local, remote)
  const { words, at } = socket
  words[at + WORD.recvQ] = row.rxQueue
  words[at + WORD.sendQ] = row.txQueue
  words[at + WORD.has] = state === 'LISTEN' ? 0 : HAS.sendQ
  // get_timewait4_sock() prints a constant 0 there: TIME_WAIT, and FIN_WAIT2 without a socket, belong to nobody
  socket.uid = TIMERS[row.timer] === 'timewait' ? null : row.uid
  socket.inode = row.inode
  if (row.drops !== null) socket.drops = row.drops
  if (timer) socket.timer = timerOf(row)
  return socket
}

const endOf = (ends: KnownEnds, { v, a, b, c, d }: Address, port: number): Endpoint =>
  v === 4 ? ends.end4(d, port) : ends.end6(a, b, c, d, port)

const stateOf = (row: InetRow, proto: InetProto): State => {
  const state = TCP_STATES[row.state]! // the parser lets only known ones pass
  if (proto === 'tcp') return state
  // a datagram socket is connected when it has a peer; the kernel says CLOSE for the others
  return state === 'ESTABLISHED' || (state !== 'CLOSE' && !isAny(row.remote)) ? state : 'UNCONN'
}

const timerOf = (row: InetRow): Timer => ({
  kind: TIMERS[row.timer] ?? 'unknown',
  expiresMs: row.timerTicks * MS_PER_TICK,
  retransmits: row.retransmits,
  probes: row.probes,
})

const UNIX_TYPES: readonly (UnixType | undefined)[] = [
  undefined,
  'stream',
  'dgram',
  'raw',
  'rdm',
  'seqpacket',
]
const SO_ACCEPTCON = 0x10000
const SS_CONNECTING = 2
const SS_CONNECTED = 3

/** A row of /proc/net/unix as a socket. */
export const unixSocket = (row: UnixRow, netns: number | null): UnixSocket => ({
  kind: 'unix',
  proto: 'unix',
  type: UNIX_TYPES[row.type] ?? null,
  state: unixState(row),
  path: row.path === null ? null : pathText(row.path),
  peerInode: null,
  recvQ: null,
  sendQ: null,
  uid: null,
  inode: row.inode,
  netns,
  cookie: null,
  memory: null,
  owners: null,
  user: null,
})

/**
 * unix_seq_show() prints "connecting" for an established connection that has no file yet, that is one
 * that waits to be accepted, and "disconnecting" for any other socket without a file.
 */
const unixState = (row: UnixRow): State => {
  if ((row.flags & SO_ACCEPTCON) !== 0) return 'LISTEN'
  return row.state === SS_CONNECTED || row.state === SS_CONNECTING ? 'ESTABLISHED' : 'UNCONN'
}

/** Bytes as UTF-8; old kernels leave the NULs of an abstract name as they are, newer ones print `@`. */
const pathText = (bytes: string): string =>
  Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\0', '@')
