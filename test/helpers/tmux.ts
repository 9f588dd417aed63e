import { spawnSync } from 'node:child_process'

/** Why there is no terminal to try things on, in brackets for a test's name; '' where there is one. */
export const whyNoTmux = (): string =>
  spawnSync('tmux', ['-V'], { stdio: 'ignore' }).status === 0 ? '' : ' (skipped: needs tmux)'

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** A terminal of tmux's own making, with a shell on it. */
export interface Tmux {
  screen(): string
  /** the same with the control sequences of its colours, of which each begins with `\e` */
  colours(): string
  /** the screen, once it looks like that */
  until(pattern: RegExp, ms?: number): Promise<string>
  /** the screen, once it stands still */
  settled(): Promise<string>
  resize(columns: number, rows: number): void
  /** by tmux's names */
  keys(...names: string[]): void
  /** a command line */
  type(text: string): void
  /** of what the shell runs */
  pid(): number
  /** cursor shown, other screen in use */
  flags(): string
  end(): void
}

/** Colours and sizes are the terminal's, whatever those who run the tests have asked for. */
const ASKED = ['NO_COLOR', 'FORCE_COLOR', 'COLUMNS', 'LINES']
const ENV = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !ASKED.includes(name)),
)

let terminals = 0

export const openTmux = (shell: string, columns: number, rows: number): Tmux => {
  const socket = `tsnetstat-test-${process.pid}-${terminals++}`
  const tmux = (...args: string[]): string =>
    spawnSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], { encoding: 'utf8', env: ENV })
      .stdout
  const show = (format: string): string => tmux('display-message', '-p', '-t', 't', format).trim()
  const capture = (...how: string[]): string => tmux('capture-pane', '-p', ...how, '-t', 't')
  const size = ['-x', String(columns), '-y', String(rows)]
  tmux('new-session', '-d', '-s', 't', ...size, shell)
  return {
    screen: capture,
    colours: () => capture('-e').replaceAll('\x1b', '\\e'),
    until: async (pattern, ms = 15_000) => {
      for (const end = Date.now() + ms; ; await sleep(30)) {
        const text = capture()
        if (pattern.test(text)) return text
        if (Date.now() > end) throw new Error(`no ${String(pattern)} on the screen:\n${text}`)
      }
    },
    settled: async () => {
      for (let text = capture(); ;) {
        await sleep(100)
        const again = capture()
        if (again === text) return text
        text = again
      }
    },
    resize: (x, y) => void tmux('resize-window', '-t', 't', '-x', String(x), '-y', String(y)),
    keys: (...names) => void tmux('send-keys', '-t', 't', ...names),
    type: text => void tmux('send-keys', '-t', 't', text, 'Enter'),
    pid: () =>
      Number(spawnSync('pgrep', ['-P', show('#{pane_pid}')], { encoding: 'utf8' }).stdout.trim()),
    flags: () => show('#{cursor_flag} #{alternate_on}'),
    end: () => void tmux('kill-server'),
  }
}
