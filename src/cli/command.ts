import { Command, InvalidArgumentError, Option } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { FORMATS, type Format } from '../render/index.ts'
import { checkSource, SOURCE_NAMES } from '../sources/index.ts'
import { EXAMPLES, EXIT_CODES, subcommandHelp } from './help.ts'
import { intervalOf } from './interval.ts'

/** Every option, with the words that help says of it. */
export const commandOf = (views: readonly string[]): Command => {
  const program = new Command('tsnetstat')
    .usage(`[${views.join(' | ')} | COMMAND] [options] [filter]`)
    .argument(
      '[words...]',
      "a view or a command, then a filter: ss's words, or COLUMN OP VALUE (--help filter)",
    )
    .helpCommand(false)
    .combineFlagAndOptionalValue(false)
    .version(`tsnetstat ${packageJson.version}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', "print this help; --help options: netstat's, ss's and lsof's")
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', subcommandHelp())
    .addHelpText('after', EXIT_CODES)
  program
    .option('-t, --tcp', 'TCP sockets')
    .option('-u, --udp', 'UDP sockets')
    .option('-w, --raw', 'raw sockets')
    .option('-x, --unix', 'unix sockets')
    .option('-U, --udplite', 'UDP-Lite sockets')
    .option('-4, --ipv4', 'IPv4 only')
    .option('-6, --ipv6', 'IPv6 only (v4-mapped sockets are IPv6)')
    .option(
      '-A, --family <list>',
      "families by netstat's or ss's names: inet, inet6, unix, u_dgr, ...",
    )
    .option('-l, --listening', 'listeners: TCP LISTEN, unconnected UDP and raw, listening unix')
    .option('-a, --all', 'all sockets; without -l and -a: all but the listeners')
    .option('-n, --numeric', 'numbers, no names (the default)')
    .option('-p, --programs', 'show the owning processes (the default)')
    .option('--no-owners', 'leave the owners out, and save the time to find them')
    .option('-e, --extend', 'show user and inode too')
    .option('-o, --timers', 'show timers too')
    .option('-m, --memory', 'show the kernel memory of each socket')
    .option('--info', 'show TCP_INFO: times, windows, bytes, losses, rates')
    .option('-r, --route', 'routes, as the view routes')
    .option('-i, --interfaces', 'network interfaces, as the view interfaces')
    .option('-g, --groups', 'multicast groups, as the view groups')
    .option('-s, --statistics', 'counters of the protocols, as the view statistics')
    .option('-c, --continuous', 'again and again; a number right behind is the interval')
    .option('--interval <s>', 'seconds between two looks (1)', intervalOf)
    .option('--count <n>', 'end after n times', frameCount)
    .option('--totals', 'with -c and path: what was counted ever, in place of what changes')
    .option('--explain', 'with softnet: a raw line of the file, field by field')
    .option('--fail-on-loss', 'with path: exit code 3 where packets died')
  for (const format of FORMATS) {
    const others = FORMATS.filter(other => other !== format)
    program.addOption(new Option(`--${format}`, FORMAT_HELP[format]).conflicts([...others]))
  }
  return program
    .option('--classic', "take netstat's options and print as net-tools 2.10, byte for byte")
    .option('--columns <keys>', 'show these columns, in this order; +key,-key: these more or less')
    .option('--sort <keys>', 'sort by these columns, -key for downwards')
    .option('--by <keys>', 'group by these columns (an address as remote/24): count, add up')
    .option('--pids', 'print the owning pids alone, each once (exit code 3: none)')
    .option('--limit <n>', 'show at most n rows', countOf)
    .option('-W, --wide', "do not cut to the terminal's width")
    .option('--no-header', 'no header line')
    .addOption(
      new Option('--color <when>', 'colour').choices(['auto', 'always', 'never']).default('auto'),
    )
    .option(
      '--source <name>',
      `read from this source or fail: ${SOURCE_NAMES.join(', ')}`,
      checkSource,
    )
    .option('--root <path>', 'read the /proc, /sys and /etc below path', '/')
    .option('-v, --verbose', 'say on stderr which sources were used')
    .option('--dry-run', 'with kill: list what it would destroy, and stop there')
    .option('--force', 'with kill: do not ask')
}

const FORMAT_HELP: { readonly [format in Format]: string } = {
  table: 'the table (default on a terminal)',
  plain: 'one line per row, never cut (default in a pipe)',
  json: 'one JSON document, schema tsnetstat/1',
  ndjson: 'one JSON object per row',
  csv: 'comma-separated values',
}

const frameCount = (text: string): number => {
  const count = countOf(text)
  if (count > 0) return count
  throw new InvalidArgumentError('It must be at least 1.')
}

const countOf = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number.')
}
