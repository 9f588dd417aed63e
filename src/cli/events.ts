import { UsageError } from '../base/errors.ts'
import type { Names } from '../model/table.ts'
import { parseFilter } from '../query/filter.ts'
import { ndjsonLine } from '../render/data.ts'
import { printable } from '../render/format.ts'
import { streamOf } from '../render/stream.ts'
import type { Host } from '../sources/index.ts'
import type { Follower } from '../sources/follow.ts'
import {
  EVENT_COLUMNS,
  EVENT_ENDS,
  EVENT_WORDS,
  eventData,
  eventText,
  type EventRow,
} from '../views/events.ts'
import { unseenNotes } from '../views/sockets.ts'
import type { Options } from './args.ts'
import { namesFor } from './names.ts'
import { screenOf, type Io } from './terminal.ts'

/** Between two dumps at least; and at most one part in so many of the time goes into them. */
const LOOK_EVERY_MS = 2000
const LOOK_SHARE = 20
/** The FFI blocks JavaScript while it waits, so signals wait as long. */
const WAIT_MS = 100

export interface Following {
  readonly host: Host
  /** begins to follow */
  follow(): Follower
  /** has whoever read our output gone? */
  readerGone(): boolean
}

/** Prints sockets as they close, until a signal, the limit or the reader ends it; the exit code. */
export const events = async (io: Io, options: Options, world: Following): Promise<number> => {
  const write = writerOf(io, options)
  const keep = await filterOf(io, options, world.host)
  const follower = world.follow()
  const stop = io.catchStop()
  const look = lookNowAndThen(io, options, world.host, follower)
  let left = options.limit ?? Infinity
  try {
    if (io.tty) io.err('following TCP and UDP sockets as they close; Ctrl-C ends')
    while (left > 0 && !stop.stopped && !world.readerGone()) {
      look()
      for (const socket of follower.take(WAIT_MS)) {
        const row: EventRow = { ...socket, event: 'closed', time: io.now() }
        if (left === 0 || !keep(row)) continue
        left--
        io.out(write(row))
      }
      await io.breathe()
    }
    return 0
  } finally {
    stop.release()
    follower.close()
  }
}

const writerOf = (io: Io, options: Options): ((row: EventRow) => string) =>
  options.format === 'ndjson'
    ? ndjsonLine(eventData(options.want))
    : streamOf(
        eventText(options.want),
        screenOf(io, options.screen),
        options.format === 'plain' || !io.tty,
      )

const filterOf = async (
  io: Io,
  { filter, want }: Options,
  host: Host,
): Promise<(row: EventRow) => boolean> => {
  const vocabulary = {
    view: 'events',
    columns: EVENT_COLUMNS,
    ends: EVENT_ENDS,
    words: EVENT_WORDS,
  }
  const parse = (names: Names) => parseFilter(filter, { ...vocabulary, names })
  const { keep, keys } = parse(await namesFor(io, host.fs, parse))
  const owned = keys.find(key => key.startsWith('owners.'))
  if (!want.owners && owned !== undefined) throw new UsageError(`--no-owners leaves ${owned} out`)
  return keep
}

/** A dump and a walk over /proc at the start and every two seconds, less often where they are dear. */
const lookNowAndThen = (
  io: Io,
  { want }: Options,
  host: Host,
  follower: Follower,
): (() => void) => {
  let last = -Infinity
  let due = -Infinity
  return () => {
    const now = io.now().getTime()
    // a clock that was set back must not keep it waiting
    if (now < due && now >= last) return
    const unseen = follower.look()
    const first = last === -Infinity
    const notes = first && want.owners ? unseenNotes(host, unseen) : []
    for (const note of notes) io.err(printable(`note: ${note}`))
    last = io.now().getTime()
    // the first one warms up code and caches, and says nothing of those to come
    due = last + Math.max(LOOK_EVERY_MS, first ? 0 : (last - now) * LOOK_SHARE)
  }
}
