import type { Io } from './terminal.ts'

/** Does something instead of showing a view; `words` are those behind its name. The exit code. */
export type Command = (io: Io, words: readonly string[]) => number | Promise<number>

/** A first word that does something else than to show sockets. */
export interface CommandEntry {
  readonly usage: string
  readonly summary: string
  /** only once it is run: to list sockets costs nothing more for it */
  load(): Promise<Command>
}

export const COMMANDS: ReadonlyMap<string, CommandEntry> = new Map([
  [
    'share',
    {
      usage: 'share on | off | status',
      summary: 'owners for users who are not root; share --help says what it tells them',
      load: async () => (await import('./share.ts')).share,
    },
  ],
])
