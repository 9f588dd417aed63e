import { parseArgs, type Options } from '../../src/cli/args.ts'
import { VIEWS } from '../../src/views/index.ts'

/** The options of a command line that asks for something, not for help. */
export const optionsOf = (...argv: readonly string[]): Options => {
  const options = parseArgs(
    argv,
    VIEWS.map(({ name }) => name),
  )
  if ('answer' in options) throw new Error('an answer, no options')
  return options
}
