import type { Size } from './compose.ts'

/** What ended a wait. */
export interface Woken {
  /** as the terminal sent it; '' where it was something else */
  readonly typed: string
  /** a signal asks to end */
  readonly stopped: boolean
  /** the time was over; a new size of the terminal is neither of these */
  readonly due: boolean
}

/** A whole terminal, until it is closed: on its other screen, without a cursor, keys as they are typed. */
export interface Terminal {
  size(): Size
  /** all lines of a screen of this size */
  draw(lines: readonly string[]): void
  /** until a key, a new size, a signal, or so many ms have passed; null: no end */
  wait(ms: number | null): Promise<Woken>
  /** as it was before; may be called again */
  close(): void
}

/** Control sequences of xterm that everything since takes: other screen, cursor, wrapping. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l'
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l'
const HOME = '\x1b[H'
// before the line: behind one that fills the screen it would erase the last character, as erasing the
// rest of the screen would
const TO_END_OF_LINE = '\x1b[K'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/** Takes the terminal of standard output; keys come from standard input where that is one too. */
export const openTerminal = (write: (text: string) => void): Terminal => {
  const { stdin, stdout } = process
  let typed = ''
  let stopped = false
  let resized = false
  let wake = (): void => {}
  const note = {
    stop: () => ((stopped = true), wake()),
    type: (chunk: Buffer) => ((typed += chunk.toString('latin1')), wake()),
    resize: () => ((resized = true), wake()),
    // whatever ends this process: nobody should be left on the other screen
    exit: () => close(),
  }
  let open = true
  const close = (): void => {
    if (!open) return
    open = false
    for (const signal of SIGNALS) process.off(signal, note.stop)
    process.off('exit', note.exit)
    stdout.off('resize', note.resize)
    if (stdin.isTTY) {
      stdin.off('data', note.type)
      stdin.setRawMode(false)
      stdin.pause()
      stdin.unref()
    }
    try {
      write(LEAVE)
    } catch {
      // the terminal has gone
    }
  }

  for (const signal of SIGNALS) process.on(signal, note.stop)
  process.on('exit', note.exit)
  stdout.on('resize', note.resize)
  if (stdin.isTTY) {
    stdin.setRawMode(true)
    stdin.on('data', note.type)
  }
  write(ENTER)

  return {
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    draw: lines => {
      write(HOME + lines.map(line => TO_END_OF_LINE + line).join('\r\n'))
    },
    wait: async ms => {
      if (typed === '' && !stopped && !resized) {
        await new Promise<void>(resolve => {
          const timer = ms === null ? null : setTimeout(resolve, ms)
          wake = () => {
            if (timer !== null) clearTimeout(timer)
            resolve()
          }
        })
      }
      const woken = { typed, stopped, due: typed === '' && !stopped && !resized }
      typed = ''
      resized = false
      wake = () => {}
      return woken
    },
    close,
  }
}
