import type { Renderer } from '../../model/table.ts'
import { brushOf } from '../../render/paint.ts'
import type { Options } from '../args.ts'
import type { Frame } from '../pipeline.ts'
import { screenOf, type Io } from '../terminal.ts'
import { keysOf, press, START, type Choice } from './keys.ts'
import { markedSince, type Marked } from './marks.ts'
import { blankPage, pageOf, type Page } from './page.ts'
import type { Terminal } from './terminal.ts'

/** What is watched. */
export interface Watched {
  /** null: a view that compares has looked for the first time */
  next(): Promise<Frame | null>
  readonly render: Renderer
  /** hears of every frame */
  seen(frame: Frame): void
}

/** Redraws in place until `--count`, a key or a signal ends it; the terminal is closed in any case. */
export const watch = async (
  io: Io,
  options: Options,
  watched: Watched,
  terminal: Terminal,
): Promise<void> => {
  const draw = drawer(io, options, watched.render, terminal)
  let choice = START
  let marked: Marked | null = null
  let shown = 0
  try {
    for (;;) {
      const due = io.clock() + options.interval
      const frame = await watched.next()
      if (frame !== null) {
        marked = markedSince(marked, frame)
        watched.seen(frame)
        shown++
      }
      let page = draw(marked, choice)
      if (shown >= (options.count ?? Infinity)) return
      while (choice.paused || io.clock() < due) {
        const pause = choice.paused ? null : Math.ceil((due - io.clock()) * 1000)
        const { typed, stopped, due: over } = await terminal.wait(pause)
        choice = page?.choice ?? choice
        for (const key of keysOf(typed)) choice = press(choice, key, page?.extent ?? NOTHING)
        if (stopped || choice.quit) return
        if (!over) page = draw(marked, choice)
      }
    }
  } finally {
    terminal.close()
  }
}

/** Before there is anything to see. */
const NOTHING = { page: 1, last: 0, columns: 0 }

const drawer = (
  io: Io,
  options: Options,
  render: Renderer,
  terminal: Terminal,
): ((marked: Marked | null, choice: Choice) => Page | null) => {
  const screen = screenOf(io, options.screen)
  const { dim } = brushOf(screen.color).tones
  const intervalS = options.interval
  return (marked, choice) => {
    if (marked === null) {
      terminal.draw(blankPage(choice, terminal.size(), { intervalS, time: clockOf(io.now()), dim }))
      return null
    }
    const time = clockOf(new Date(String(marked.frame.table.facts['time'])))
    const drawing = { render, screen, intervalS, time, dim }
    const page = pageOf(marked, choice, terminal.size(), drawing)
    terminal.draw(page.lines)
    return page
  }
}

const clockOf = (time: Date): string => time.toTimeString().slice(0, 8)
