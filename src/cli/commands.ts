import type { Io } from './terminal.ts'

/** Does something instead of showing a view; `words` are those behind its name. The exit code. */
export type Command = (io: Io, words: readonly string[]) => number | Promise<number>

/** Every command, loaded when it is run: to list sockets costs nothing more for them. */
export const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['share', async () => (await import('./share.ts')).share],
])
