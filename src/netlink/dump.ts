import { HOST_LITTLE } from '../base/bytes.ts'
import { errnoName } from '../base/errno.ts'
import { ParseError } from '../base/errors.ts'
import { align4, Attributes, NLA_HDRLEN } from './attribute.ts'
import { ERROR_ATTRIBUTES, LAYOUT, type AttributeNames, type LayoutName } from './layout.ts'
import {
  messageFlags,
  messageLength,
  messageType,
  NLM_F_CAPPED,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_HDRLEN,
} from './message.ts'
import { SOCK_DIAG, type Protocol, type Shape } from './protocol.ts'
import { AF_INET, AF_INET6, AF_UNIX } from './sock-diag.ts'

const CONTROL: Readonly<Record<number, string>> = {
  1: 'NLMSG_NOOP',
  2: 'NLMSG_ERROR',
  3: 'NLMSG_DONE',
  4: 'NLMSG_OVERRUN',
}
const FAMILIES: Readonly<Record<number, string>> = {
  [AF_UNIX]: 'AF_UNIX',
  [AF_INET]: 'AF_INET',
  [AF_INET6]: 'AF_INET6',
}
const HEX_PER_LINE = 16

/** One annotated block: lines so far, and where the datagram lies. */
interface Sheet {
  readonly lines: string[]
  readonly view: DataView
  readonly protocol: Protocol
}

/**
 * A datagram as text: each member of each struct and each attribute by its kernel name, beside its
 * bytes. `direction` is `>` for what is sent, `<` for what came. Broken lengths are shown, never thrown.
 */
export const dumpLines = (
  direction: '<' | '>',
  bytes: Uint8Array,
  protocol: Protocol = SOCK_DIAG,
): string[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sheet: Sheet = { lines: [`${direction} ${bytes.length} bytes`], view, protocol }
  for (let at = 0; at < bytes.length;) {
    const length = bytes.length - at >= NLMSG_HDRLEN ? messageLength(view, at) : 0
    if (length < NLMSG_HDRLEN || length > bytes.length - at) {
      raw(sheet, at, bytes.length, `broken: no message of length ${length} fits here`)
      break
    }
    message(sheet, at, length)
    at += align4(length)
  }
  return sheet.lines
}

const message = (sheet: Sheet, at: number, length: number): void => {
  const end = at + length
  const body = struct(sheet, 'nlmsghdr', at, end)
  const { layout, attributes, skip } = shapeOf(sheet, at, end)
  const from = (layout === null ? body : struct(sheet, layout, body, end)) + skip
  try {
    if (attributes === null) raw(sheet, from, end, 'payload')
    else attributeLines(sheet, attributes, from, end)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    sheet.lines.push(`  broken: ${error.message}`)
  }
}

/** How the payload of a message is built: those that every protocol has, and then its own. */
const shapeOf = ({ view, protocol }: Sheet, at: number, end: number): Shape => {
  const type = messageType(view, at)
  const flags = messageFlags(view, at)
  const body = at + NLMSG_HDRLEN
  if (type === NLMSG_DONE) return { layout: 'error', attributes: ERROR_ATTRIBUTES, skip: 0 }
  if (type === NLMSG_ERROR) {
    const capped = (flags & NLM_F_CAPPED) !== 0 || end - body < 8
    const echoed = capped ? NLMSG_HDRLEN : align4(messageLength(view, body + 4))
    return { layout: 'error', attributes: ERROR_ATTRIBUTES, skip: echoed }
  }
  const family = end > body ? view.getUint8(body) : 0
  return protocol.shape(type, (flags & NLM_F_REQUEST) !== 0, family) ?? BARE
}

const BARE: Shape = { layout: null, attributes: null, skip: 0 }

const attributeLines = (sheet: Sheet, names: AttributeNames, from: number, end: number): void => {
  const attributes = new Attributes(sheet.view).within(sheet.view, from, end)
  while (attributes.next()) {
    const { at, length, type } = attributes
    const known = names[type]
    line(sheet, at - NLA_HDRLEN, 2, `nla_len ${length + NLA_HDRLEN}`)
    line(sheet, at - 2, 2, `nla_type ${type} ${known?.name ?? 'unknown'}`)
    const holds = known?.holds
    if (holds === 'text') raw(sheet, at, at + length, JSON.stringify(attributes.text()))
    else if (typeof holds === 'string')
      rest(sheet, struct(sheet, holds, at, at + length), at + length)
    else if (holds !== undefined) attributeLines(sheet, holds, at, at + length)
    else raw(sheet, at, at + length, 'payload')
  }
}

/** One line per member that lies within `end`; gives where the struct ends. */
const struct = (sheet: Sheet, layout: LayoutName, from: number, end: number): number => {
  let at = from
  for (const member of LAYOUT[layout].split(' ')) {
    const [name, size] = member.split(':') as [string, string]
    const width = Number.parseInt(size, 10)
    if (at + width > end) break
    const text = width > 8 ? '' : ` ${value(sheet, name, at, size)}`
    line(sheet, at, width, name + text)
    at += width
  }
  return at
}

const value = ({ view, protocol }: Sheet, name: string, at: number, size: string): string => {
  const number = read(view, at, size)
  if (name === 'nlmsg_type') {
    const type = Number(number)
    return `${number} ${CONTROL[type] ?? protocol.types[type] ?? ''}`.trim()
  }
  if (name.endsWith('_family')) return `${number} ${FAMILIES[Number(number)] ?? ''}`.trim()
  if (name === 'error' && number !== 0) return `${number} ${errnoName(-Number(number))}`
  if (/flags|states|show|cookie/.test(name)) return `0x${number.toString(16)}`
  return String(number)
}

const read = (view: DataView, at: number, size: string): number | bigint => {
  const little = HOST_LITTLE && !size.endsWith('b')
  if (size === '4s') return view.getInt32(at, little)
  const width = Number.parseInt(size, 10)
  if (width === 1) return view.getUint8(at)
  if (width === 2) return view.getUint16(at, little)
  return width === 4 ? view.getUint32(at, little) : view.getBigUint64(at, little)
}

/** What a newer kernel has put behind the members known here. */
const rest = (sheet: Sheet, from: number, end: number): void => {
  if (from < end) raw(sheet, from, end, 'more')
}

const raw = (sheet: Sheet, from: number, end: number, note: string): void => {
  for (let at = from; at < end; at += HEX_PER_LINE) {
    line(sheet, at, Math.min(HEX_PER_LINE, end - at), at === from ? note : '')
  }
}

const line = ({ lines, view }: Sheet, at: number, width: number, note: string): void => {
  const bytes = Array.from({ length: width }, (_, i) => hex(view.getUint8(at + i), 2))
  lines.push(`  ${hex(at, 4)}  ${bytes.join(' ').padEnd(HEX_PER_LINE * 3)} ${note}`.trimEnd())
}

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0')
