import { licenseTexts } from '#licenses'
import { UsageError } from '../base/errors.ts'
import type { Command } from './commands.ts'

/** Prints the licence, and those of all that was built in; they come with the program, as files or in it. */
export const licenses: Command = (io, words) => {
  if (words[0] !== undefined) throw new UsageError(`licenses takes nothing more, got "${words[0]}"`)
  io.out(licenseTexts(io.command.at(-1)!))
  return 0
}
