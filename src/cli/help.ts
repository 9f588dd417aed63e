import { VIEWS } from '../views/index.ts'
import { SUBCOMMANDS } from './subcommands.ts'

/** What `--help` shows first: the questions people come with. */
export const EXAMPLES = `tsnetstat: every socket, every process that owns it, and where packets die

  tsnetstat -l                         what listens here, for whom, run by whom
  tsnetstat                            connections
  tsnetstat -l :22                     who is on port 22
  tsnetstat -a 'process ~ nginx'       everything that nginx holds
  tsnetstat -a --sort -recv_q 'recv_q > 0'
                                       who does not read what has arrived
  tsnetstat state established dport = :https and dst 10/8
                                       ss's filters, and more: --help filter
  tsnetstat -a --by process            which program holds how many sockets
  tsnetstat -l --pids :8080            the pids that hold port 8080, to kill
  tsnetstat -l --json | jq '.sockets[] | [.local.port, .owners[0].pid]'
  tsnetstat path                       where packets die, over a second
  tsnetstat softnet -c --count 5       what each CPU takes and loses, per second
  tsnetstat interfaces -c --count 5    what each interface does and loses
  tsnetstat statistics -t              what TCP counted, and what that means
  tsnetstat events :443                connections as they end, with byte counts
  tsnetstat kill 'remote.address = 192.0.2.7 and process ~ nginx'
                                       cut these connections, after a question
  tsnetstat wait -l :8080 --timeout 9  until somebody listens there
  sudo tsnetstat share on              owners for users who are not root
`

/** `routes      where packets go: ...` */
export const viewHelp = (): string => {
  const width = Math.max(...VIEWS.map(({ name }) => name.length))
  const lines = VIEWS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `\nViews:\n${lines.join('\n')}`
}

/** `events [-t -u -4 -6] ...` and, below, what it does. */
export const subcommandHelp = (): string => {
  const lines = SUBCOMMANDS.map(({ usage, summary }) => `  ${usage}\n      ${summary}`)
  const share =
    '  share on | off | status\n      owners for users who are not root; share --help says what it tells them'
  return `\nCommands:\n${[...lines, share].join('\n')}`
}

export const EXIT_CODES = `
Exit codes: 0 shown (also with no rows), 1 failed or something could not be
read, 2 wrong usage, 3 no: --pids found none, wait waited in vain, kill
destroyed nothing, since nothing matched or the answer was no, or path
--fail-on-loss found losses.

More: --help filter, --help columns (of a view: --help softnet)
`
