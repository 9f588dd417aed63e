import type { Io } from './terminal.ts'

export interface Pace {
  /** between two looks */
  readonly intervalMs: number
  /** null: until a signal ends it */
  readonly frames: number | null
  /** ends quietly at SIGINT and SIGTERM; otherwise these do what they do to any program */
  readonly catches: boolean
}

/** Looks and shows, waits, and does so again. `frame` says whether it showed something. */
export const repeat = async (
  io: Pick<Io, 'catchStop' | 'wait'>,
  { intervalMs, frames, catches }: Pace,
  frame: () => boolean | Promise<boolean>,
): Promise<void> => {
  const stop = catches ? io.catchStop() : null
  try {
    for (let shown = 0; ;) {
      if (await frame()) shown++
      if (frames !== null && shown >= frames) return
      await (stop ?? io).wait(intervalMs)
      if (stop?.stopped === true) return
    }
  } finally {
    stop?.release()
  }
}
