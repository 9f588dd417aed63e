import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import { messageType } from './message.ts'

/**
 * Reads one message: `offset` is that of its nlmsghdr in `view`, `length` its nlmsg_len, which lies
 * within the view. null: not wanted. Nothing of `view` may be kept, since its memory is used again.
 */
export type Parser<T> = (view: DataView, offset: number, length: number) => T | null

/** A parser for each message type; others are skipped, since newer kernels may send more. */
export const byType =
  <T>(parsers: ReadonlyMap<number, Parser<T>>): Parser<T> =>
  (view, offset, length) =>
    parsers.get(messageType(view, offset))?.(view, offset, length) ?? null

/** Part of a message that tells its kind: `offset` counts from the nlmsghdr. */
export interface Key {
  readonly offset: number
  readonly width: 1 | 2 | 4
  /** taken from the number before it is looked up; all bits if absent */
  readonly mask?: number
}

/** A parser for each value of a key; sock_diag, for one, keys on the family byte behind the header. */
export const byKey = <T>(key: Key, parsers: ReadonlyMap<number, Parser<T>>): Parser<T> => {
  const mask = key.mask ?? 0xffffffff
  return (view, offset, length) => {
    if (key.offset + key.width > length) {
      const problem = `message without its key at offset ${offset + key.offset}`
      throw new ParseError(`netlink:${offset}`, problem, `${length} bytes`)
    }
    const value = readKey(view, offset + key.offset, key.width)
    return parsers.get((value & mask) >>> 0)?.(view, offset, length) ?? null
  }
}

const readKey = (view: DataView, at: number, width: Key['width']): number => {
  if (width === 1) return view.getUint8(at)
  return width === 2 ? view.getUint16(at, HOST_LITTLE) : view.getUint32(at, HOST_LITTLE)
}
