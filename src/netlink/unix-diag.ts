import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import type { SocketMemory } from '../model/socket-memory.ts'
import { TCP_STATES, type State, type UnixType } from '../model/socket.ts'
import { Attributes } from './attribute.ts'
import type { Request } from './exchange.ts'
import { NLMSG_HDRLEN } from './message.ts'
import type { Parser } from './parser.ts'
import {
  ALL_STATES,
  AF_UNIX,
  decodeMemory,
  putCookie,
  readCookie,
  SOCK_DIAG_BY_FAMILY,
} from './sock-diag.ts'

/** A unix socket: struct unix_diag_msg of include/uapi/linux/unix_diag.h and its attributes. */
export interface UnixDiag {
  readonly type: UnixType
  /** ESTABLISHED, LISTEN or UNCONN; the kernel borrows TCP's numbers */
  readonly state: State
  readonly inode: number
  readonly cookie: bigint
  /** null: unnamed. In abstract names `@` stands for each NUL, the first one included */
  readonly name: string | null
  /** the file that a path name refers to; `device` as the kernel keeps it: major << 20 | minor */
  readonly file: { readonly inode: number; readonly device: number } | null
  /** inode of the other end; null: not connected, or not asked for */
  readonly peer: number | null
  /** inodes of the sockets whose connections wait to be accepted; null: no listener */
  readonly pending: readonly number[] | null
  /** bytes; on a listener, connections waiting */
  readonly rqueue: number | null
  /** bytes; on a listener, the backlog limit */
  readonly wqueue: number | null
  readonly memory: SocketMemory | null
  /** bit 0: receives no more, bit 1: sends no more */
  readonly shutdown: number | null
  /** since 5.3 */
  readonly uid: number | null
}

/** What to send: UDIAG_SHOW_* bits. */
export const SHOW = {
  name: 1,
  file: 2,
  peer: 4,
  pending: 8,
  queues: 16,
  memory: 32,
  uid: 64,
} as const

const UNIX_DIAG = {
  NAME: 0,
  VFS: 1,
  PEER: 2,
  ICONS: 3,
  RQLEN: 4,
  MEMINFO: 5,
  SHUTDOWN: 6,
  UID: 7,
} as const

/** sizeof(struct unix_diag_msg) */
const UNIX_DIAG_MSG = 16

/** by SOCK_* number, include/linux/net.h */
const TYPES: readonly (UnixType | null)[] = [null, 'stream', 'dgram', 'raw', 'rdm', 'seqpacket']

/** Every unix socket of the namespace: struct unix_diag_req. */
export const unixRequest = (query: { show: number; states?: number }): Request => ({
  what: 'sock_diag unix',
  type: SOCK_DIAG_BY_FAMILY,
  payload: skb => {
    skb.putU8(AF_UNIX)
    skb.putU8(0)
    skb.putU16(0)
    skb.putU32(query.states ?? ALL_STATES)
    skb.putU32(0)
    skb.putU32(query.show)
    putCookie(skb, 0xffffffff_ffffffffn)
  },
})

/** A parser of unix_diag answers; records in states outside the mask are skipped. */
export const unixDiagParser = (states = 0xffffffff): Parser<UnixDiag> => {
  const attributes = new Attributes(new DataView(new ArrayBuffer(0)))
  return (view, offset, length) => {
    const at = offset + NLMSG_HDRLEN
    if (length < NLMSG_HDRLEN + UNIX_DIAG_MSG) {
      const problem = `unix_diag_msg needs ${UNIX_DIAG_MSG} bytes at offset ${at}`
      throw new ParseError(`unix_diag:${at}`, problem, `${length - NLMSG_HDRLEN} bytes`)
    }
    if (((states >>> view.getUint8(at + 2)) & 1) === 0) return null
    attributes.within(view, at + UNIX_DIAG_MSG, offset + length)
    return decode(view, at, attributes)
  }
}

type Filling = { -readonly [Key in keyof UnixDiag]: UnixDiag[Key] }

const decode = (view: DataView, at: number, attributes: Attributes): UnixDiag => {
  const diag: Filling = {
    type: typeName(view.getUint8(at + 1), at),
    state: stateName(view.getUint8(at + 2), at),
    inode: view.getUint32(at + 4, HOST_LITTLE),
    cookie: readCookie(view, at + 8),
    name: null,
    file: null,
    peer: null,
    pending: null,
    rqueue: null,
    wqueue: null,
    memory: null,
    shutdown: null,
    uid: null,
  }
  while (attributes.next()) fill(diag, attributes)
  return diag
}

const typeName = (type: number, at: number): UnixType => {
  const name = TYPES[type]
  if (name !== null && name !== undefined) return name
  const problem = `udiag_type at offset ${at + 1} is no socket type`
  throw new ParseError(`unix_diag:${at + 1}`, problem, String(type))
}

const stateName = (state: number, at: number): State => {
  const name = TCP_STATES[state]
  if (name === 'CLOSE') return 'UNCONN'
  if (name !== null && name !== undefined) return name
  const problem = `udiag_state at offset ${at + 2} is no state`
  throw new ParseError(`unix_diag:${at + 2}`, problem, String(state))
}

const fill = (diag: Filling, attributes: Attributes): void => {
  switch (attributes.type) {
    case UNIX_DIAG.NAME:
      diag.name = nameText(attributes.bytes())
      break
    case UNIX_DIAG.VFS:
      diag.file = { inode: pair(attributes)[0], device: pair(attributes)[1] }
      break
    case UNIX_DIAG.PEER:
      diag.peer = attributes.u32()
      break
    case UNIX_DIAG.ICONS:
      diag.pending = words(attributes)
      break
    case UNIX_DIAG.RQLEN:
      ;[diag.rqueue, diag.wqueue] = pair(attributes)
      break
    case UNIX_DIAG.MEMINFO:
      diag.memory = decodeMemory(attributes)
      break
    case UNIX_DIAG.SHUTDOWN:
      diag.shutdown = attributes.u8()
      break
    case UNIX_DIAG.UID:
      diag.uid = attributes.u32()
      break
    default:
    // of a newer kernel
  }
}

const pair = (attributes: Attributes): [number, number] => {
  attributes.need(8)
  const { view, at } = attributes
  return [view.getUint32(at, HOST_LITTLE), view.getUint32(at + 4, HOST_LITTLE)]
}

const words = (attributes: Attributes): number[] => {
  const { view, at, length } = attributes
  const inodes: number[] = []
  for (let i = 0; i + 4 <= length; i += 4) inodes.push(view.getUint32(at + i, HOST_LITTLE))
  return inodes
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** sun_path: a path ends at its NUL; an abstract name begins with one, and may hold any byte. */
const nameText = (bytes: Uint8Array): string | null => {
  if (bytes.length === 0) return null
  const abstract = bytes[0] === 0
  const ended = !abstract && bytes[bytes.length - 1] === 0
  return utf8.decode(ended ? bytes.subarray(0, -1) : bytes).replaceAll('\0', '@')
}
