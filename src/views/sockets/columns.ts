import { isAny, isMapped } from '../../model/address.ts'
import { InetRecord } from '../../model/inet-record.ts'
import { writeCookie } from '../../model/inet-words.ts'
import { isListening } from '../../model/socket.ts'
import { endColumns, scopeColumn } from './ends.ts'
import { INFO_COLUMNS } from './info.ts'
import { MEMORY_COLUMNS } from './memory.ts'
import { OWNER_COLUMNS } from './owners.ts'
import { inet, number, oneOf, text, type Col, type SocketRow } from './row.ts'
import { stateCondition } from './states.ts'
import { TIMER_COLUMNS } from './timer.ts'

const VERSIONS = ['', '6', '46']

/** netstat's tcp6; tcp46 where an IPv6 listener is known to take IPv4 too, as BSD's netstat says it. */
const versionOf = (row: SocketRow): number => {
  if (row.kind === 'unix' || row.family === 'inet') return 0
  if (row.v6only !== false || !isListening(row)) return 1
  const { ip } = row.local
  return isAny(ip) && !isMapped(ip) ? 2 : 1
}

/** The queues of a listener count no bytes: they are connections that wait, and their limit. */
const unlessListener = (row: SocketRow, bytes: number | null): number | null | undefined =>
  row.state === 'LISTEN' ? undefined : bytes

/** `0/4096`; the limit is not known to /proc */
const acceptText = ({ state, recvQ, sendQ }: SocketRow): string | undefined =>
  state === 'LISTEN' ? `${recvQ ?? '?'}/${sendQ ?? '?'}` : undefined

/** The order of protocols. */
const PROTO_PLACES = { tcp: 0, udp: 1, udplite: 2, raw: 3, unix: 4 }

/** The vocabulary of the view, in the order of the JSON. */
export const SOCKET_COLUMNS: readonly Col[] = [
  text({
    key: 'proto',
    header: 'Proto',
    help: 'tcp, udp, udplite, raw or unix; tables add 6 for IPv6',
    rank: 6,
    value: row => row.proto,
    text: row => row.proto + VERSIONS[versionOf(row)],
    same: row => PROTO_PLACES[row.proto] * VERSIONS.length + versionOf(row),
    // the text tells the families apart too
    order: row => PROTO_PLACES[row.proto] * 2 + (versionOf(row) === 0 ? 0 : 1),
    word: oneOf(Object.keys(PROTO_PLACES)),
  }),
  text({
    key: 'family',
    header: 'Family',
    help: 'inet or inet6; a v4-mapped socket is inet6',
    value: row => (row.kind === 'inet' ? row.family : undefined),
    order: row => (row.kind === 'unix' ? null : row.family === 'inet' ? 4 : 6),
    word: oneOf(['inet', 'inet6']),
  }),
  {
    ...text({
      key: 'v6only',
      header: 'V6only',
      help: 'an IPv6 socket that takes no IPv4 (tables write tcp46 for one that takes both)',
      value: row => (row.kind === 'inet' ? row.v6only : undefined),
    }),
    type: 'flag',
  },
  text({
    key: 'type',
    header: 'Type',
    help: 'of a unix socket: stream, dgram, seqpacket',
    rank: 3,
    value: row => (row.kind === 'unix' ? row.type : undefined),
    word: oneOf(['stream', 'dgram', 'raw', 'rdm', 'seqpacket']),
  }),
  text({
    key: 'state',
    header: 'State',
    help: 'LISTEN, ESTABLISHED, ...; UNCONN: udp, raw or unix without a peer',
    rank: 6,
    value: row => row.state,
    terse: true,
    where: stateCondition,
  }),
  ...endColumns('local', 'Local', 7),
  text({
    key: 'local.path',
    header: 'Path',
    help: 'of a unix socket: its path, @ for an abstract name',
    value: row => (row.kind === 'unix' ? row.path : undefined),
  }),
  ...endColumns('remote', 'Remote', 8),
  number({
    key: 'remote.inode',
    header: 'Peer inode',
    help: 'of a unix socket: the inode of the other end',
    value: row => (row.kind === 'unix' ? row.peerInode : undefined),
  }),
  scopeColumn,
  number({
    key: 'recv_q',
    header: 'Recv-Q',
    unit: 'bytes',
    help: 'bytes not yet read by the program; of a TCP listener, connections not yet accepted',
    rank: 2,
    value: row => row.recvQ,
    sum: row => unlessListener(row, row.recvQ),
    tone: row => (row.recvQ ? 'warn' : 'plain'),
  }),
  number({
    key: 'send_q',
    header: 'Send-Q',
    unit: 'bytes',
    help: 'bytes not yet acknowledged by the peer; of a TCP listener, its backlog limit',
    rank: 1,
    value: row => row.sendQ,
    sum: row => unlessListener(row, row.sendQ),
    tone: row => (row.sendQ && row.state !== 'LISTEN' ? 'warn' : 'plain'),
  }),
  {
    ...text({
      key: 'accept',
      header: 'Accept',
      help: 'of a TCP or unix listener: connections not yet accepted, and the limit of those',
      rank: 7,
      parts: ['recv_q', 'send_q'],
      members: {
        keys: ['inode', 'recv_q', 'send_q', 'drops'],
        within: ['local.port', 'local.path'],
      },
      value: acceptText,
      tone: row => (row.state === 'LISTEN' && row.recvQ ? 'warn' : 'plain'),
    }),
    align: 'right',
  },
  number({ key: 'uid', header: 'Uid', help: "the socket's user id", value: row => row.uid }),
  text({
    key: 'user',
    header: 'User',
    help: "the socket's user name",
    rank: 4,
    value: row => row.user,
    text: row => row.user ?? (row.uid === null ? null : String(row.uid)),
  }),
  number({
    key: 'inode',
    header: 'Inode',
    help: 'number of its file; 0: it has none (TIME_WAIT, not yet accepted)',
    rank: 4,
    value: row => row.inode,
  }),
  number({ key: 'netns', header: 'Netns', help: 'network namespace', value: row => row.netns }),
  text({
    key: 'cookie',
    header: 'Cookie',
    help: 'number that no two sockets of this boot share',
    value: row => (row.cookie === null ? null : `0x${row.cookie.toString(16)}`),
    write: (row, into, at) =>
      row instanceof InetRecord ? writeCookie(row.words, row.at, into, at) : -1,
  }),
  number({
    key: 'drops',
    header: 'Drops',
    help: 'datagrams or connections that this socket lost',
    rank: 2,
    from: 100,
    value: row => (row.kind === 'inet' ? row.drops : undefined),
    sum: row => inet(row, socket => socket.drops),
    tone: row => (row.kind === 'inet' && row.drops ? 'warn' : 'plain'),
  }),
  ...TIMER_COLUMNS,
  ...MEMORY_COLUMNS,
  ...INFO_COLUMNS,
  ...OWNER_COLUMNS,
]
