import { HOST_LITTLE } from '../base/bytes.ts'
import { KernelError } from '../base/errno.ts'
import { ParseError } from '../base/errors.ts'
import { align4, Attributes } from './attribute.ts'
import type { SkBuff } from './skbuff.ts'

/**
 * struct nlmsghdr of include/uapi/linux/netlink.h: { u32 len, u16 type, u16 flags, u32 seq, u32 port id },
 * padded to four bytes. The length includes the header but not the padding.
 */
export const NLMSG_HDRLEN = 16

export const NLMSG_NOOP = 1
export const NLMSG_ERROR = 2
export const NLMSG_DONE = 3
export const NLMSG_OVERRUN = 4

export const NLM_F_REQUEST = 0x01
export const NLM_F_MULTI = 0x02
export const NLM_F_ACK = 0x04
export const NLM_F_DUMP_INTR = 0x10
export const NLM_F_DUMP = 0x300
/** on NLMSG_ERROR only: the request is not repeated; attributes follow */
export const NLM_F_CAPPED = 0x100
export const NLM_F_ACK_TLVS = 0x200

const NLMSGERR_ATTR_MSG = 1
const NLMSGERR_ATTR_OFFS = 2

// offsets within nlmsghdr
export const messageLength = (view: DataView, at: number): number => view.getUint32(at, HOST_LITTLE)
export const messageType = (view: DataView, at: number): number =>
  view.getUint16(at + 4, HOST_LITTLE)
export const messageFlags = (view: DataView, at: number): number =>
  view.getUint16(at + 6, HOST_LITTLE)
export const messageSequence = (view: DataView, at: number): number =>
  view.getUint32(at + 8, HOST_LITTLE)

/** Pushes the header in front of the payload, with the length that the two then have. */
export const pushHeader = (
  skb: SkBuff,
  header: { readonly type: number; readonly flags: number; readonly seq: number },
): void => {
  const at = skb.push(NLMSG_HDRLEN)
  skb.view.setUint32(at, skb.len, HOST_LITTLE)
  skb.view.setUint16(at + 4, header.type, HOST_LITTLE)
  skb.view.setUint16(at + 6, header.flags, HOST_LITTLE)
  skb.view.setUint32(at + 8, header.seq, HOST_LITTLE)
  skb.view.setUint32(at + 12, 0, HOST_LITTLE)
}

/** The kernel refused a request: errno, and its own words where it had any (extended ack). */
export class NetlinkError extends KernelError {
  /** what the kernel says, or null */
  readonly reason: string | null
  /** offset of the offending attribute in the request, or null */
  readonly requestOffset: number | null

  constructor(what: string, errno: number, reason: string | null, requestOffset: number | null) {
    const where = requestOffset === null ? '' : ` (at offset ${requestOffset} of the request)`
    super(what, errno, `${reason ?? ''}${where}`.trim())
    this.reason = reason
    this.requestOffset = requestOffset
  }
}

/**
 * The error of an NLMSG_ERROR or NLMSG_DONE message, or null where its code is 0. An NLMSG_ERROR has
 * code, header of the request, and (unless capped) its payload before the attributes; NLMSG_DONE the
 * code alone, and none at all in very old kernels.
 */
export const messageError = (
  view: DataView,
  at: number,
  length: number,
  what: string,
): NetlinkError | null => {
  const isError = messageType(view, at) === NLMSG_ERROR
  const payload = at + NLMSG_HDRLEN
  const end = at + length
  const needed = isError ? 4 + NLMSG_HDRLEN : 4
  if (end - payload < needed) {
    if (!isError && end === payload) return null
    const problem = `${isError ? 'NLMSG_ERROR' : 'NLMSG_DONE'} needs ${needed} bytes at offset ${payload}`
    throw new ParseError(`netlink:${payload}`, problem, `${end - payload} bytes left`)
  }
  const code = view.getInt32(payload, HOST_LITTLE)
  if (code === 0) return null
  const flags = messageFlags(view, at)
  const { reason, offset } = extendedAck(
    view,
    flags,
    payload + 4 + (isError ? echo(view, payload, flags) : 0),
    end,
  )
  return new NetlinkError(what, Math.abs(code), reason, offset)
}

/** How much of the request an NLMSG_ERROR repeats behind its code. */
const echo = (view: DataView, payload: number, flags: number): number =>
  (flags & NLM_F_CAPPED) !== 0
    ? NLMSG_HDRLEN
    : align4(Math.max(NLMSG_HDRLEN, messageLength(view, payload + 4)))

const extendedAck = (
  view: DataView,
  flags: number,
  from: number,
  end: number,
): { reason: string | null; offset: number | null } => {
  let reason: string | null = null
  let offset: number | null = null
  if ((flags & NLM_F_ACK_TLVS) === 0) return { reason, offset }
  if (from > end) {
    throw new ParseError(
      `netlink:${from}`,
      'the request repeated in NLMSG_ERROR is cut short',
      `${end} bytes`,
    )
  }
  const attributes = new Attributes(view).within(view, from, end)
  while (attributes.next()) {
    if (attributes.type === NLMSGERR_ATTR_MSG) reason = attributes.text()
    if (attributes.type === NLMSGERR_ATTR_OFFS) offset = attributes.u32()
  }
  return { reason, offset }
}
