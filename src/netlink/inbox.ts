import type { Parser } from './parser.ts'

/** What has come for one request so far. */
export interface Inbox<T> {
  /** what was read since the last call */
  take(): T[]
  /** the kernel has said all, or refused */
  readonly done: boolean
  readonly error: Error | null
  /** the kernel's tables changed under the dump (NLM_F_DUMP_INTR): rows may lack, or come twice */
  readonly interrupted: boolean
}

/** Where the messages of one request or subscriber go. */
export interface Route {
  readonly what: string
  message(view: DataView, offset: number, length: number): void
  interrupt(): void
  /** a message could not be read; the kernel still goes on to the end */
  refuse(error: Error): void
  end(error: Error | null): void
}

/** An inbox and the route that fills it. */
export const createBox = <T>(
  what: string,
  parser: Parser<T>,
): { inbox: Inbox<T>; route: Route } => {
  let rows: T[] = []
  const inbox = {
    done: false,
    error: null as Error | null,
    interrupted: false,
    take: () => {
      const taken = rows
      rows = []
      return taken
    },
  }
  const route: Route = {
    what,
    message: (view, offset, length) => {
      const row = parser(view, offset, length)
      if (row !== null) rows.push(row)
    },
    interrupt: () => void (inbox.interrupted = true),
    end: error => {
      inbox.done = true
      inbox.error ??= error
    },
    refuse: error => void (inbox.error ??= error),
  }
  return { inbox, route }
}
