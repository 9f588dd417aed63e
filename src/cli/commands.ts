import type { Io } from './terminal.ts'

/** Does something instead of showing a view; `words` are those behind its name. The exit code. */
export type Command = (io: Io, words: readonly string[]) => number | Promise<number>

/** A first word that does something else than to show sockets. */
export interface CommandEntry {
  readonly usage: string
  readonly summary: string
  /** what may stand behind it */
  readonly words: readonly string[]
  /** only once it is run: to list sockets costs nothing more for it */
  load(): Promise<Command>
}

export const COMMANDS: ReadonlyMap<string, CommandEntry> = new Map([
  [
    'share',
    {
      usage: 'share on | off | status',
      summary: 'owners for users who are not root; share --help says what it tells them',
      words: ['on', 'off', 'status', '--group', '--everyone', '--help'],
      load: async () => (await import('./share.ts')).share,
    },
  ],
  [
    'completion',
    {
      usage: 'completion bash | zsh | fish',
      summary: 'teaches a shell these words, as by: source <(tsnetstat completion bash)',
      words: ['bash', 'zsh', 'fish'],
      load: async () => (await import('./completion.ts')).completion,
    },
  ],
  [
    'licenses',
    {
      usage: 'licenses',
      summary: 'the licence, and those of what is built in',
      words: [],
      load: async () => (await import('./licenses.ts')).licenses,
    },
  ],
])
