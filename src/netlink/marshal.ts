import { KernelError } from '../base/errno.ts'
import { ParseError, type Report } from '../base/errors.ts'
import { align4 } from './attribute.ts'
import {
  messageError,
  messageFlags,
  messageLength,
  messageSequence,
  messageType,
  NLM_F_DUMP_INTR,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_HDRLEN,
  NLMSG_NOOP,
  NLMSG_OVERRUN,
} from './message.ts'
import { createBox, type Inbox, type Route } from './inbox.ts'
import type { Parser } from './parser.ts'
import { SkBuff } from './skbuff.ts'

// include/uapi/asm-generic/errno.h
const ENOBUFS = 105
// types below are control messages: NLMSG_MIN_TYPE
const MIN_TYPE = 0x10

/** What has come for a subscriber: messages that answer no request. */
export interface Subscription<T> {
  take(): T[]
  /** has something been lost since the last call? */
  lost(): boolean
  close(): void
}

/** Takes datagrams apart and gives each message to the request, or the subscribers, it belongs to. */
export interface Marshal {
  /** Registers who waits for the answers with this sequence number; `what` names it in errors. */
  expect<T>(sequence: number, what: string, parser: Parser<T>): Inbox<T>
  /** Nobody wants these answers any more: they are skipped, up to their end. */
  forget(sequence: number): void
  /** Ends with `error` every request that waits, or those alone for which `which` holds. */
  fail(error: Error, which?: (sequence: number) => boolean): void
  subscribe<T>(parser: Parser<T>): Subscription<T>
  /** The receive buffer was full: what came then for subscribers is gone. */
  overflow(): void
  /** Takes one datagram. Broken lengths end every request with an error, since they hide whose it was. */
  feed(datagram: Uint8Array): void
}

export const createMarshal = (report: Report): Marshal => {
  const routes = new Map<number, Route>()
  const subscribers = new Set<Route>()
  let overflows = 0

  const fail: Marshal['fail'] = (error, which = () => true) => {
    for (const [sequence, route] of routes) {
      if (!which(sequence)) continue
      routes.delete(sequence)
      route.end(error)
    }
  }

  return {
    expect: (sequence, what, parser) => {
      const box = createBox(what, parser)
      routes.set(sequence, box.route)
      return box.inbox
    },
    forget: sequence => {
      const route = routes.get(sequence)
      if (route !== undefined) routes.set(sequence, { ...route, message: () => {} })
    },
    fail,
    subscribe: parser => {
      const box = createBox('a broadcast', parser)
      subscribers.add(box.route)
      let known = overflows
      return {
        take: box.inbox.take,
        lost: () => known !== (known = overflows),
        close: () => void subscribers.delete(box.route),
      }
    },
    overflow: () => void overflows++,
    feed: datagram => {
      const skb = SkBuff.of(datagram)
      try {
        while (skb.len > 0) {
          const length = checkedLength(skb)
          deliver(skb, length, routes, subscribers, report)
          // the padding of the last message may be missing
          skb.pull(Math.min(align4(length), skb.len))
        }
      } catch (error) {
        if (!(error instanceof ParseError)) throw error
        if (routes.size === 0) report(error)
        fail(error)
      }
    },
  }
}

const checkedLength = (skb: SkBuff): number => {
  const at = skb.data
  if (skb.len < NLMSG_HDRLEN) {
    const problem = `a message header needs ${NLMSG_HDRLEN} bytes at offset ${at}`
    throw new ParseError(`netlink:${at}`, problem, `${skb.len} bytes left of ${skb.end}`)
  }
  const length = messageLength(skb.view, at)
  if (length < NLMSG_HDRLEN || length > skb.len) {
    const problem = `bad nlmsg_len ${length} at offset ${at}`
    throw new ParseError(`netlink:${at}`, problem, `${skb.len} bytes left of ${skb.end}`)
  }
  return length
}

const deliver = (
  skb: SkBuff,
  length: number,
  routes: Map<number, Route>,
  subscribers: ReadonlySet<Route>,
  report: Report,
): void => {
  const view = skb.view
  const at = skb.data
  const sequence = messageSequence(view, at)
  if (sequence === 0) {
    for (const subscriber of subscribers) broadcast(subscriber, view, at, length, report)
    return
  }
  // an unknown number is the late answer to a request that has failed
  const route = routes.get(sequence)
  if (route === undefined) return
  if ((messageFlags(view, at) & NLM_F_DUMP_INTR) !== 0) route.interrupt()
  const type = messageType(view, at)
  if (type === NLMSG_NOOP) return
  if (type === NLMSG_DONE || type === NLMSG_ERROR || type === NLMSG_OVERRUN) {
    const error =
      type === NLMSG_OVERRUN
        ? new KernelError(route.what, ENOBUFS, 'the kernel lost part of the answer')
        : messageError(view, at, length, route.what)
    routes.delete(sequence)
    route.end(error)
    return
  }
  try {
    route.message(view, at, length)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    route.refuse(error)
  }
}

const broadcast = (
  subscriber: Route,
  view: DataView,
  at: number,
  length: number,
  report: Report,
): void => {
  if (messageType(view, at) < MIN_TYPE) return
  try {
    subscriber.message(view, at, length)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    report(error)
  }
}
