import type { Report } from '../base/errors.ts'
import type { Socket, Want } from '../model/socket.ts'
import type { Filter } from '../query/filter.ts'
import type { Origin } from '../views/index.ts'
import { socketsView } from '../views/sockets.ts'
import type { Options } from './args.ts'
import { narrowed } from './pipeline.ts'
import type { Io } from './terminal.ts'

/** Between two looks at least, and at most; between them at most one part in so many is work. */
const LEAST_MS = 75
const MOST_MS = 1000
const SHARE = 100
/** Looks by which the next pause is judged. */
const JUDGED = 5

/** Waits until `found` says that there is such a socket, or with `gone` that there is none; the exit code. */
export const wait = async (
  io: Pick<Io, 'clock' | 'cpu' | 'wait'>,
  { gone, timeout }: Pick<Options, 'gone' | 'timeout'>,
  found: () => boolean,
): Promise<number> => {
  const end = io.clock() + (timeout ?? Infinity)
  // of some looks the cheapest one: others met the compiler or the collector
  const costs: number[] = []
  for (;;) {
    const before = io.cpu()
    if (found() !== gone) return 0
    const left = (end - io.clock()) * 1000
    if (left <= 0) return 3
    costs.push((io.cpu() - before) * 1000)
    if (costs.length > JUDGED) costs.shift()
    const cost = costs.length < JUDGED ? 0 : Math.min(...costs)
    const pause = Math.min(MOST_MS, Math.max(LEAST_MS, cost * SHARE))
    await io.wait(Math.min(pause, left))
  }
}

/** Looks for a socket that passes the filter, as cheaply as that goes; owners are joined only where it asks for them. */
export const finderOf = (
  origin: Origin,
  filter: Filter<Socket>,
  wanted: Want,
  report: Report,
): (() => boolean) => {
  const want = narrowed(socketsView.widened(wanted, filter.keys), filter.coarse, filter.keys)
  const read = (want: Want): readonly Socket[] => socketsView.read(origin, want, report).rows
  return () => {
    // where the kernel knows of no such socket, nobody needs to be asked who holds it
    if (want.owners && read({ ...want, owners: false }).length === 0) return false
    return read(want).some(filter.keep)
  }
}
