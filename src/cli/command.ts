import { Command, InvalidArgumentError, Option } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { endHelp, examplesHelp, wordsHelp } from './help.ts'
import { InvalidValue } from './invalid-value.ts'
import { OPTIONS, type OptionSpec } from './options.ts'

/** The command line as commander knows it: for its help, its errors, and what is rarely written. */
export const commandOf = (): Command => {
  const program = new Command('tsnetstat')
    .usage('[VIEW | COMMAND] [options] [filter]')
    .argument(
      '[words...]',
      "a view or a command, then a filter: ss's words, or COLUMN OP VALUE (--help filter)",
    )
    .helpCommand(false)
    .combineFlagAndOptionalValue(false)
    .version(`tsnetstat ${packageJson.version}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', "print this help; --help options: netstat's, ss's and lsof's")
    .addHelpText('before', examplesHelp)
    .addHelpText('after', wordsHelp)
    .addHelpText('after', endHelp)
  for (const spec of OPTIONS) program.addOption(optionOf(spec))
  return program
}

const optionOf = ({ flags, help, parse, choices, byDefault, conflicts }: OptionSpec): Option => {
  const option = new Option(flags, help)
  if (parse !== undefined) option.argParser(text => orInvalid(() => parse(text)))
  if (choices !== undefined) option.choices([...choices])
  if (byDefault !== undefined) option.default(byDefault)
  return conflicts === undefined ? option : option.conflicts([...conflicts])
}

const orInvalid = <T>(parse: () => T): T => {
  try {
    return parse()
  } catch (error) {
    throw error instanceof InvalidValue ? new InvalidArgumentError(error.message) : error
  }
}
