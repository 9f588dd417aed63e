import type { Report } from '../base/errors.ts'
import type { Transport } from '../base/transport.ts'
import { createExchange, type Exchange, type Request, type Trace } from './exchange.ts'
import type { Subscription } from './marshal.ts'
import { NLM_F_ACK, NLM_F_DUMP } from './message.ts'
import type { Parser } from './parser.ts'
import type { Protocol } from './protocol.ts'

const ATTEMPTS = 3

export interface DumpOptions {
  /**
   * Hand out rows as they come. An interrupted dump then cannot be repeated, only told. For dumps
   * that the kernel never marks, as those of sock_diag, this is right.
   */
  readonly stream?: boolean
}

export interface Options {
  readonly report: Report
  /** gets an annotated hex dump of every datagram, line by line */
  readonly trace?: Trace | undefined
  /** whose messages the dump names; sock_diag's if absent */
  readonly protocol?: Protocol
}

/**
 * A netlink socket with its requests. The kernel runs one dump at a time per socket (EBUSY), so dumps
 * queue: before a second one is sent, the first is read to its end, its rows kept for its reader (or
 * skipped, if that one has stopped). Requests that are no dumps, and broadcasts, pass meanwhile.
 */
export interface Connection {
  /** The rows of a dump; nothing is sent before the first is asked for, and the reader may stop early. */
  dump<T>(request: Request, parser: Parser<T>, options?: DumpOptions): Generator<T, void, undefined>
  /** One request and the answers up to its acknowledgement. */
  ask<T>(request: Request, parser: Parser<T>): T[]
  /** Joins multicast groups, and collects what comes there while anything is received. */
  subscribe<T>(groups: readonly number[], parser: Parser<T>): Subscription<T>
  /** Waits for one datagram and deals it out; false: none came. */
  poll(waitMs: number): boolean
  close(): void
}

export const connect = (transport: Transport, options: Options): Connection => {
  const exchange = createExchange(transport, options.report, options.trace, options.protocol)
  const { marshal, start, advance } = exchange

  return {
    dump: (request, parser, { stream = false } = {}) =>
      (stream ? streamed : whole)(exchange, options.report, request, parser),
    ask: (request, parser) => {
      const { inbox } = start(request, parser, NLM_F_ACK)
      while (!inbox.done && inbox.error === null) advance(request.what)
      if (inbox.error !== null) throw inbox.error
      return inbox.take()
    },
    subscribe: (groups, parser) => {
      for (const group of groups) transport.join(group)
      return marshal.subscribe(parser)
    },
    poll: waitMs => exchange.receive(waitMs),
    close: () => transport.close(),
  }
}

/** Rows as they come. */
function* streamed<T>(
  { start, advance, marshal }: Exchange,
  report: Report,
  request: Request,
  parser: Parser<T>,
): Generator<T, void, undefined> {
  const { inbox, sequence } = start(request, parser, NLM_F_DUMP)
  try {
    for (;;) {
      const rows = inbox.take()
      // while the reader holds a row, another dump may bring this one to its end: look again
      if (rows.length > 0) yield* rows
      else if (inbox.error !== null) throw inbox.error
      else if (inbox.done) break
      else advance(request.what)
    }
  } finally {
    // also when the reader stops early
    marshal.forget(sequence)
  }
  if (inbox.interrupted) report(interruption(request, 1))
}

/** Rows of a dump under which nothing changed, held back until that is known. */
function* whole<T>(
  { start, advance, marshal }: Exchange,
  report: Report,
  request: Request,
  parser: Parser<T>,
): Generator<T, void, undefined> {
  for (let attempt = 1; ; attempt++) {
    const { inbox, sequence } = start(request, parser, NLM_F_DUMP)
    while (!inbox.done && inbox.error === null) advance(request.what)
    marshal.forget(sequence)
    if (inbox.error !== null) throw inbox.error
    if (inbox.interrupted && attempt < ATTEMPTS) continue
    if (inbox.interrupted) report(interruption(request, attempt))
    yield* inbox.take()
    return
  }
}

const interruption = (request: Request, attempts: number): { at: string; problem: string } => ({
  at: request.what,
  problem:
    `the kernel's tables changed during the dump` +
    (attempts > 1 ? `, ${attempts} times in a row` : '') +
    ': rows may be missing or doubled',
})
