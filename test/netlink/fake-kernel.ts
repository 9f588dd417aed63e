import { HOST_LITTLE } from '../../src/base/bytes.ts'
import { KernelError } from '../../src/base/errno.ts'
import type { Transport } from '../../src/base/transport.ts'
import { align4 } from '../../src/netlink/attribute.ts'
import { NLMSG_DONE, NLMSG_ERROR, NLMSG_HDRLEN, pushHeader } from '../../src/netlink/message.ts'
import { SkBuff } from '../../src/netlink/skbuff.ts'

/** What the fake kernel understands of a request. */
export interface Asked {
  readonly type: number
  readonly flags: number
  readonly seq: number
  readonly payload: Uint8Array
}

/** A datagram, an error that `receive` throws (by errno), or silence. */
export type Answer = Uint8Array | number | null

export interface FakeKernel extends Transport {
  readonly requests: Asked[]
  readonly groups: number[]
  readonly closed: boolean
  /** what comes unasked, after what is queued already */
  push(...answers: Answer[]): void
}

/**
 * Stands in for the kernel: a function from request to answers. Like the real one it refuses a dump
 * while another is not read to its end, and hands out memory that it uses again.
 */
export const fakeKernel = (answer: (asked: Asked) => Answer[]): FakeKernel => {
  const queue: Answer[] = []
  const kernel = {
    requests: [] as Asked[],
    groups: [] as number[],
    closed: false,
    dumpEnds: 0,
    push: (...answers: Answer[]) => void queue.push(...answers),
    join: (group: number) => void kernel.groups.push(group),
    close: () => void (kernel.closed = true),
    send: (bytes: Uint8Array) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
      const asked = {
        type: view.getUint16(4, HOST_LITTLE),
        flags: view.getUint16(6, HOST_LITTLE),
        seq: view.getUint32(8, HOST_LITTLE),
        payload: bytes.slice(NLMSG_HDRLEN),
      }
      kernel.requests.push(asked)
      if (view.getUint32(0, HOST_LITTLE) !== bytes.length) throw new KernelError('sendto', 22)
      const isDump = (asked.flags & 0x300) !== 0
      if (isDump && kernel.dumpEnds > 0) return void queue.push(refusal(asked.seq, -16))
      const answers = answer(asked)
      queue.push(...answers)
      if (isDump) kernel.dumpEnds = queue.length
    },
    receive: () => {
      const next = queue.shift() ?? null
      kernel.dumpEnds = Math.max(0, kernel.dumpEnds - 1)
      if (typeof next === 'number') throw new KernelError('recv', next)
      if (next === null) return null
      buffer.fill(0xee)
      buffer.set(next)
      return buffer.subarray(0, next.length)
    },
  }
  const buffer = new Uint8Array(64 * 1024)
  return kernel
}

/** One message; `length` lies about nlmsg_len. */
export const message = (
  header: { type: number; seq: number; flags?: number; length?: number },
  payload: Uint8Array = new Uint8Array(),
): Uint8Array => {
  const skb = SkBuff.alloc(NLMSG_HDRLEN + align4(payload.length))
  skb.reserve(NLMSG_HDRLEN)
  skb.putBytes(payload)
  pushHeader(skb, { type: header.type, flags: header.flags ?? 2, seq: header.seq })
  if (header.length !== undefined) skb.view.setUint32(skb.data, header.length, HOST_LITTLE)
  skb.put(align4(payload.length) - payload.length)
  return skb.copy()
}

export const join = (...parts: Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap(part => [...part]))

export const i32 = (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer)

/** A message of a row that is one number. */
export const row = (seq: number, value: number, flags = 2): Uint8Array =>
  message({ type: 20, seq, flags }, i32(value))

export const done = (seq: number, code = 0, flags = 2): Uint8Array =>
  message({ type: NLMSG_DONE, seq, flags }, i32(code))

/** NLMSG_ERROR with the header of a request, capped. */
export const refusal = (seq: number, code: number): Uint8Array =>
  message({ type: NLMSG_ERROR, seq, flags: 0x100 }, join(i32(code), new Uint8Array(NLMSG_HDRLEN)))
