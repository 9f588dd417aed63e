import { fillLines } from '../render/format.ts'
import { VIEWS } from '../views/index.ts'
import { COMMANDS } from './commands.ts'
import { SUBCOMMANDS } from './subcommands.ts'

/** Columns that help has at most. */
export const HELP_WIDTH = 80

export const HEADLINE = 'every socket, every process that owns it, and where packets die'

/** The questions people come with: what to type, and what it tells. */
export const EXAMPLES: readonly (readonly [command: string, tells: string])[] = [
  ['tsnetstat -l', 'what listens here, for whom, run by whom'],
  ['tsnetstat', 'connections'],
  ['tsnetstat -l :22', 'who is on port 22'],
  ["tsnetstat -a 'process ~ nginx'", 'everything that nginx holds'],
  ["tsnetstat -a --sort -recv_q 'recv_q > 0'", 'who does not read what has arrived'],
  [
    'tsnetstat state established dport = :https and dst 10/8',
    "ss's filters, and more: --help filter",
  ],
  ['tsnetstat -a --by process', 'which program holds how many sockets'],
  ['tsnetstat -l --pids :8080', 'the pids that hold port 8080, to kill'],
  ["tsnetstat -l --json | jq '.sockets[] | [.local.port, .owners[0].pid]'", 'for scripts'],
  ['tsnetstat path', 'where packets die, over a second'],
  ['tsnetstat softnet -c --count 5', 'what each CPU takes and loses, per second'],
  ['tsnetstat interfaces -c --count 5', 'what each interface takes, sends and loses, per second'],
  ['tsnetstat statistics -t', 'what TCP counted, and what that means'],
  ['tsnetstat events :443', 'connections as they end, with byte counts'],
  [
    "tsnetstat kill 'remote.address = 192.0.2.7 and process ~ nginx'",
    'cut these connections, after a question',
  ],
  ['tsnetstat -t -c', 'connections, redrawn each second'],
  ['tsnetstat wait -l :8080 --timeout 9', 'until somebody listens there'],
  ['sudo tsnetstat share on', 'owners for users who are not root'],
]

/** Terms and what they mean, side by side; a term that is too long stands above. */
export const sideBySide = (
  terms: readonly (readonly [term: string, means: string])[],
  wide: number,
): string[] =>
  terms.flatMap(([term, means]) => {
    const lines = fillLines(means.split(' '), HELP_WIDTH - wide - 4)
    const [first = '', ...more] = lines.map(line => line.trimEnd())
    const rest = more.map(line => `${' '.repeat(wide + 4)}${line}`)
    return term.length > wide
      ? [`  ${term}`, `${' '.repeat(wide + 4)}${first}`, ...rest]
      : [`  ${term.padEnd(wide)}  ${first}`, ...rest]
  })

/** What `--help` shows first. */
export const examplesHelp = (): string =>
  `tsnetstat: ${HEADLINE}\n\n${sideBySide(EXAMPLES, 35).join('\n')}\n`

/** The views and the commands, each with what it shows or does. */
export const wordsHelp = (): string => {
  const wide = Math.max(...VIEWS.map(({ name }) => name.length))
  const views = sideBySide(
    VIEWS.map(({ name, summary }) => [name, summary] as const),
    wide,
  )
  const commands = [...SUBCOMMANDS, ...COMMANDS.values()].map(
    ({ usage, summary }) => `  ${usage}\n      ${summary}`,
  )
  return `\nViews:\n${views.join('\n')}\n\nCommands:\n${commands.join('\n')}`
}

/** What the exit codes mean, from 0 on. */
export const EXIT_CODES: readonly string[] = [
  'shown, also with no rows',
  'failed, or something could not be read',
  'wrong usage',
  'no: --pids found none, wait waited in vain, kill destroyed nothing, since nothing matched or the answer was no, or path --fail-on-loss found losses',
]

export const endHelp = (): string => {
  const codes = sideBySide(
    EXIT_CODES.map((means, code) => [String(code), means] as const),
    1,
  )
  return `\nExit codes:\n${codes.join('\n')}\n\nMore: --help filter, --help columns, --help VIEW\n`
}
