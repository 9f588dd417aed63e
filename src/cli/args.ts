import { CommanderError } from 'commander'
import { UsageError } from '../base/errors.ts'
import { commandOf } from './command.ts'
import { HELP_WIDTH } from './help.ts'
import { topicHelp } from './help-topics.ts'
import { optionsOf, type Flags, type Options } from './options-of.ts'
import { GUARD, spelled } from './spelling.ts'

export type { Options } from './options-of.ts'

/** Help or version was asked for: this text is the whole answer. */
export interface Answer {
  readonly answer: string
}

/** argv -> Options, or the text that `--help` and `--version` ask for; throws UsageError. */
export const parseArgs = (argv: readonly string[], views: readonly string[]): Options | Answer => {
  const topic = topicHelp(spelled(argv))
  if (topic !== null) return { answer: topic }
  let answer = ''
  const program = commandOf()
    .exitOverride()
    .configureOutput({
      writeOut: text => (answer += text),
      writeErr: () => {},
      getOutHelpWidth: () => HELP_WIDTH,
    })
  try {
    program.parse(spelled(argv), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { answer }
    throw new UsageError(plainMessage(error))
  }
  const words = program.args.map(word => word.replace(GUARD, ''))
  const flags = program.opts<Flags>()
  const given = Object.keys(flags).filter(flag => program.getOptionValueSource(flag) === 'cli')
  return optionsOf({ flags, given, words }, views)
}

// commander: "error: unknown option '--colour'\n(Did you mean --color?)"
const plainMessage = ({ message }: CommanderError): string =>
  message
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (.*)\?\)$/, '; did you mean $1?')
    .replaceAll('\n', ' ')
