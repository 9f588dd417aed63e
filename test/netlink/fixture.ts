import { createMarshal } from '../../src/netlink/marshal.ts'
import { inetDiagParser, wholeRecord, type InetDiag } from '../../src/netlink/inet-diag.ts'
import { messageSequence } from '../../src/netlink/message.ts'
import { linkAddressParser, type LinkAddress } from '../../src/netlink/link-address.ts'
import { linkParser, type Link } from '../../src/netlink/link.ts'
import { qdiscParser, type Qdisc } from '../../src/netlink/qdisc.ts'
import { ROUTE, RTM, SOCK_DIAG, type Protocol } from '../../src/netlink/protocol.ts'
import { byKey, byType, type Parser } from '../../src/netlink/parser.ts'
import { SOCK_DIAG_BY_FAMILY, TCPDIAG_GETSOCK } from '../../src/netlink/sock-diag.ts'
import { unixDiagParser, type UnixDiag } from '../../src/netlink/unix-diag.ts'

/**
 * `fixtures/netlink/*.dump`: lines that begin with # are comment; lines of hex bytes are a datagram,
 * and a line `--` begins the next one; from the first line that begins with { on, the rest is the
 * expected JSON: { rows, done, error, interrupted, problems }. A bigint stands there as "123n".
 */
export interface Fixture {
  readonly datagrams: Uint8Array[]
  readonly expected: unknown
}

export const parseFixture = (text: string): Fixture => {
  const json = text.search(/^\{/m)
  const hex = (json < 0 ? text : text.slice(0, json))
    .split('\n')
    .filter(line => !line.startsWith('#'))
    .join(' ')
  const datagrams = hex
    .split('--')
    .map(part =>
      Uint8Array.from(part.split(/\s+/).filter(Boolean), byte => Number.parseInt(byte, 16)),
    )
  return { datagrams, expected: json < 0 ? null : JSON.parse(text.slice(json)) }
}

type Any = InetDiag | UnixDiag | Link | LinkAddress | Qdisc

const OF_ROUTE = ['addresses', 'links', 'qdiscs']

/** The protocol whose answers a fixture holds; their numbers overlap. */
export const protocolOf = (name: string): Protocol =>
  OF_ROUTE.includes(name.replace('.dump', '')) ? ROUTE : SOCK_DIAG

/** The parser of every answer of a protocol: by the type of the message, of sock_diag then by its family byte. */
export const anyParser = (protocol: Protocol): Parser<Any> => {
  if (protocol === ROUTE) {
    return byType(
      new Map<number, Parser<Any>>([
        [RTM.NEWLINK, linkParser],
        [RTM.NEWADDR, linkAddressParser],
        [RTM.NEWQDISC, qdiscParser],
      ]),
    )
  }
  const inet = inetDiagParser(wholeRecord)
  const family = byKey<InetDiag | UnixDiag>(
    { offset: 16, width: 1 },
    new Map<number, Parser<InetDiag | UnixDiag>>([
      [1, unixDiagParser()],
      [2, inet],
      [10, inet],
    ]),
  )
  return byType(
    new Map<number, Parser<Any>>([
      [TCPDIAG_GETSOCK, inet],
      [SOCK_DIAG_BY_FAMILY, family],
    ]),
  )
}

/** What the marshal makes of the datagrams, for the request that the first message answers. */
export const decodeDatagrams = (datagrams: readonly Uint8Array[], protocol: Protocol): unknown => {
  const problems: string[] = []
  const marshal = createMarshal(({ at, problem }) => problems.push(`${at}: ${problem}`))
  const first = datagrams[0]!
  const view = new DataView(first.buffer, first.byteOffset, first.length)
  const inbox = marshal.expect(messageSequence(view, 0), 'fixture', anyParser(protocol))
  for (const datagram of datagrams) marshal.feed(datagram)
  const { done, error, interrupted } = inbox
  const rows = inbox.take()
  return plain({ rows, done, error: error === null ? null : error.message, interrupted, problems })
}

export const plain = (value: unknown): unknown => JSON.parse(toJson(value))

export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => plainItem(item), 1)

const plainItem = (item: unknown): unknown => {
  if (item instanceof Map) return Object.fromEntries(item as Map<string, unknown>)
  return typeof item === 'bigint' ? `${item}n` : item
}

export const hexLines = (bytes: Uint8Array): string => {
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0'))
  const lines: string[] = []
  for (let at = 0; at < hex.length; at += 16) lines.push(hex.slice(at, at + 16).join(' '))
  return lines.join('\n')
}
