import type { Report } from '../base/errors.ts'
import type { Socket, Want } from '../model/socket.ts'
import type { Filter } from '../query/filter.ts'
import type { Closings } from '../sources/closings.ts'
import type { Origin } from '../views/index.ts'
import { socketsView } from '../views/sockets.ts'
import type { Options } from './args.ts'
import { narrowed } from './pipeline.ts'
import type { Io } from './terminal.ts'

/** Between two looks at least, and at most; between them at most one part in so many is work. */
const LEAST_MS = 150
const MOST_MS = 1000
const SHARE = 100
/** At least, where the kernel tells of what closes: a look is for what it does not tell of. */
const LEAST_TOLD_MS = 250
/** Hearing of what closes takes half of that part, and processor time for bursts beyond it. */
const SHARE_HEARD = 2 * SHARE
const CREDIT_MS = 20
/** Looks by which the next pause is judged. */
const JUDGED = 5

type Clock = Pick<Io, 'clock' | 'cpu' | 'wait'>

/** What a wait is for, and by what it knows. */
export interface Awaited {
  /** the sockets there are; waits until there is one, or with `gone` until there is none */
  look(): readonly Socket[]
  /** null: only looks tell */
  readonly closings: Closings | null
}

/** Waits until a look gives the answer, or the time is over; the exit code. */
export const wait = async (
  io: Clock,
  { gone, timeout }: Pick<Options, 'gone' | 'timeout'>,
  { look, closings }: Awaited,
): Promise<number> => {
  const end = io.clock() + (timeout ?? Infinity)
  let ear = closings === null ? null : earOf(io, closings)
  // of some looks the cheapest one: others met the compiler or the collector
  const costs: number[] = []
  let woken = false
  let counted = io.cpu()
  for (;;) {
    const sockets = look()
    if (sockets.length > 0 !== gone) return 0
    const left = (end - io.clock()) * 1000
    if (left <= 0) return 3
    // what the runtime does between two looks is part of their cost
    const spent = io.cpu()
    costs.push((spent - counted) * 1000)
    counted = spent
    if (costs.length > JUDGED) costs.shift()
    const cost = costs.length < JUDGED ? 0 : Math.min(...costs)
    const within = (least: number): number => Math.min(MOST_MS, Math.max(least, cost * SHARE), left)
    // others came as fast as those went: woken each time, it would do nothing but look
    if (ear === null || woken) {
      await io.wait(within(LEAST_MS))
      woken = false
      continue
    }
    woken = ear.untilClosed(sockets, within(LEAST_TOLD_MS))
    if (ear.dear()) {
      closings!.close()
      ear = null
    }
  }
}

interface Ear {
  /** Until all of these have closed, or some that did were missed (true), or so many ms have passed. */
  untilClosed(sockets: readonly Socket[], ms: number): boolean
  /** where others close by the hundred, hearing of each takes more time than looking */
  dear(): boolean
}

const earOf = (io: Clock, closings: Closings): Ear => {
  const begin = io.clock()
  let spent = 0
  const dear = (): boolean => spent > CREDIT_MS / 1000 + (io.clock() - begin) / SHARE_HEARD
  return {
    dear,
    untilClosed: (sockets, ms) => {
      const due = io.clock() + ms / 1000
      const open = new Set(sockets.map(({ cookie }) => cookie))
      for (;;) {
        const left = (due - io.clock()) * 1000
        if (left <= 0 || dear()) return false
        const before = io.cpu()
        const closed = closings.hear(left)
        spent += io.cpu() - before
        if (closed === null) return true
        for (const cookie of closed) open.delete(cookie)
        if (open.size === 0) return true
      }
    },
  }
}

/** Gives the sockets that pass the filter, as cheaply as that goes; owners are joined only where it asks for them. */
export const finderOf = (
  origin: Origin,
  filter: Filter<Socket>,
  want: Want,
  report: Report,
): (() => readonly Socket[]) => {
  const read = (want: Want): readonly Socket[] => socketsView.read(origin, want, report).rows
  return () => {
    // where the kernel knows of no such socket, nobody needs to be asked who holds it
    if (want.owners && read({ ...want, owners: false }).length === 0) return []
    return filter.among(read(want))
  }
}

/** What must be read for the filter. */
export const wantOf = (filter: Filter<Socket>, wanted: Want): Want =>
  narrowed(socketsView.widened(wanted, filter.keys), filter.coarse, filter.keys)
