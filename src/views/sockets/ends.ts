import { writeDecimal } from '../../base/ascii.ts'
import {
  ipText,
  ipv4,
  ipv6,
  isAny,
  isMapped,
  writeDotted,
  type Ip,
  type Scope,
} from '../../model/address.ts'
import type { End } from '../../model/coarse.ts'
import { scopeOf } from '../../model/scope.ts'
import { isListening, type Endpoint, type InetSocket, type UnixSocket } from '../../model/socket.ts'
import type { NetworkBits, Tone } from '../../model/table.ts'
import { addressCondition, endCondition, portKnown } from './conditions.ts'
import { portWord } from './ports.ts'
import { inet, number, oneOf, text, type Col, type SocketRow } from './row.ts'

const SCOPES: readonly Scope[] = ['any', 'loopback', 'link-local', 'private', 'multicast', 'public']

const noPeer = ({ ip, port }: Endpoint): boolean => port === 0 && isAny(ip)

const endpointText = ({ ip, port }: Endpoint): string =>
  `${ip.v === 6 ? `[${ipText(ip)}]` : ipText(ip)}:${port === 0 ? '*' : port}`

/** `ipText` as bytes, of IPv4 only; -1: not that. */
const writeIp = (ip: Ip, into: Uint8Array, at: number): number =>
  ip.v === 4 ? writeDotted(into, at, ip.d) : -1

/** `endpointText` as bytes, of IPv4 only; -1: not that. */
const writeEndpoint = ({ ip, port }: Endpoint, into: Uint8Array, at: number): number => {
  let end = writeIp(ip, into, at)
  if (end < 0) return -1
  into[end++] = COLON
  if (port !== 0) return writeDecimal(into, end, port)
  into[end++] = ASTERISK
  return end
}

const COLON = 58
const ASTERISK = 42

const exposure = (endpoint: Endpoint): Tone => {
  if (noPeer(endpoint)) return 'plain'
  switch (scopeOf(endpoint.ip)) {
    case 'loopback':
    case 'link-local':
    case 'private':
      return 'near'
    case 'any':
    case 'public':
      return 'far'
    case 'multicast':
      return 'plain'
  }
}

const endTone = (row: SocketRow, end: End): Tone => {
  if (row.kind === 'unix') return 'plain'
  // a raw or udp socket bound to nothing still hears the world on its local side
  return end === 'local' && isListening(row) && isAny(row.local.ip) ? 'far' : exposure(row[end])
}

const END_LEVELS = 5
const WORD = 2 ** 32

/** Family and first word that differs make one number: of IPv4 there are two, and of IPv6 five. */
const endRank = ({ ip, port }: Endpoint, level: number): number | null => {
  if (ip.v === 4) return level === 0 ? 4 * WORD + ip.d : level === 1 ? port : null
  switch (level) {
    case 0:
      return 6 * WORD + ip.a
    case 1:
      return ip.b
    case 2:
      return ip.c
    case 3:
      return ip.d
    default:
      return port
  }
}

/** Behind every address; those without a name last. */
const unixRank = (name: string | null, level: number): number | string | null => {
  if (level === 0) return (name === null ? 8 : 7) * WORD
  return level === 1 ? name : null
}

/** `10.0.0.0/24`; a v4-mapped address is in the network of its IPv4 address. */
const networkText = (ip: Ip, { v4, v6 }: NetworkBits): string => {
  const four = ip.v === 4 || isMapped(ip)
  const mask = (at: number, bits: number): number =>
    bits >= at + 32 ? 0xffffffff : bits <= at ? 0 : (-1 << (at + 32 - bits)) >>> 0
  if (four) return `${ipText(ipv4((ip.d & mask(0, v4)) >>> 0))}/${v4}`
  const [a, b, c, d] = [ip.a, ip.b, ip.c, ip.d].map((word, i) => (word & mask(i * 32, v6)) >>> 0)
  return `${ipText(ipv6(a!, b!, c!, d!))}/${v6}`
}

// one function for each end: reading the same thing always, it costs half
const IP_OF: { readonly [end in End]: (row: SocketRow) => Ip | undefined } = {
  local: row => (row.kind === 'inet' ? row.local.ip : undefined),
  remote: row => (row.kind === 'inet' ? row.remote.ip : undefined),
}

/** Address, port and scope of one end, and the two together as a person reads them. */
export const endColumns = (end: End, header: string, rank: number): Col[] => [
  text({
    key: end,
    header,
    short: end === 'local' ? 'src' : 'dst',
    terse: true,
    help: `${end} address and port; of a unix socket its ${end === 'local' ? 'path' : "peer's inode"}`,
    rank,
    cut: 'middle',
    parts:
      end === 'local'
        ? ['local.address', 'local.port', 'local.scope', 'local.path']
        : ['remote.address', 'remote.port', 'remote.scope', 'remote.inode'],
    value: row => (row.kind === 'inet' ? endpointText(row[end]) : unixEnd(row, end)),
    text: row => {
      if (row.kind === 'unix') return unixEnd(row, end) ?? ''
      return end === 'remote' && noPeer(row.remote) ? '' : endpointText(row[end])
    },
    write: (row, into, at) =>
      row.kind === 'unix' || (end === 'remote' && noPeer(row.remote))
        ? -1
        : writeEndpoint(row[end], into, at),
    tone: row => endTone(row, end),
    levels: END_LEVELS,
    order: (row, level) =>
      row.kind === 'inet' ? endRank(row[end], level) : unixRank(unixEnd(row, end), level),
    where: (word, names) => endCondition(word, end, names),
  }),
  text({
    key: `${end}.address`,
    header: `${header} address`,
    help: `${end} IP address`,
    value: row => inet(row, socket => ipText(socket[end].ip)),
    same: IP_OF[end],
    write: (row, into, at) => (row.kind === 'inet' ? writeIp(row[end].ip, into, at) : -1),
    tone: row => endTone(row, end),
    levels: END_LEVELS,
    order: (row, level) =>
      row.kind === 'inet' ? endRank({ ip: row[end].ip, port: 0 }, level) : null,
    where: (word, names) => addressCondition(word, end, names),
    network: (row, bits) => inet(row, socket => networkText(socket[end].ip, bits)),
  }),
  number({
    key: `${end}.port`,
    header: end === 'local' ? 'Port' : 'Remote port',
    short: end === 'local' ? 'sport' : 'dport',
    help: `${end} port${end === 'local' ? '; of a raw socket the IP protocol number' : ''}`,
    value: row => (row.kind === 'inet' ? row[end].port : undefined),
    terse: true,
    word: portWord,
    known: (from, to) => portKnown(end, from, to),
  }),
  text({
    key: `${end}.scope`,
    header: `${header} scope`,
    help: 'any, loopback, link-local, private, multicast or public',
    value: row => inet(row, socket => scopeOf(socket[end].ip)),
    same: IP_OF[end],
    word: oneOf(SCOPES),
  }),
]

const unixEnd = (row: UnixSocket, end: End): string | null =>
  end === 'local' ? row.path : row.peerInode === null ? null : String(row.peerInode)

/** Whom a row exposes: a listener by the address it is bound to, a connection by its peer's. */
const scopeEnd = (row: InetSocket): End =>
  isListening(row) || noPeer(row.remote) ? 'local' : 'remote'

const scopeIp = (row: InetSocket): Ip => {
  if (isListening(row)) return row.local.ip
  const { remote } = row
  return noPeer(remote) ? row.local.ip : remote.ip
}

/** One word for a row; its parts say it of both ends. */
export const scopeColumn: Col = text({
  key: 'scope',
  header: 'Scope',
  help: 'who reaches a listener, or how far away the peer of a connection is',
  rank: 5,
  from: 100,
  parts: ['local.scope', 'remote.scope'],
  value: row => (row.kind === 'inet' ? scopeOf(scopeIp(row)) : undefined),
  same: row => (row.kind === 'inet' ? scopeIp(row) : undefined),
  word: oneOf(SCOPES),
  tone: row => (row.kind === 'inet' ? endTone(row, scopeEnd(row)) : 'plain'),
})
