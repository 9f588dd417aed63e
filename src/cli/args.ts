import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { UsageError } from '../base/errors.ts'
import { didYouMean } from '../base/nearest.ts'
import type { Proto, UnixType, Want } from '../model/socket.ts'
import { FORMATS, type Format } from '../render/index.ts'
import { checkSource } from '../sources/index.ts'
import { parseFamilies } from './families.ts'
import { EXAMPLES, EXIT_CODES } from './help.ts'
import type { ScreenWishes } from './terminal.ts'

export interface Options {
  readonly view: string
  readonly filter: readonly string[]
  readonly want: Want
  /** null: by where the output goes */
  readonly format: Format | null
  readonly columns: string | null
  readonly sort: string | null
  readonly limit: number | null
  readonly source: string | null
  readonly root: string
  readonly verbose: boolean
  readonly screen: ScreenWishes
}

/** Help or version was asked for: this text is the whole answer. */
export interface Answer {
  readonly answer: string
}

type Flags = Partial<Record<'tcp' | 'udp' | 'raw' | 'unix' | 'udplite' | 'ipv4' | 'ipv6', true>> &
  Partial<Record<'listening' | 'all' | 'extend' | 'timers' | 'wide' | 'verbose', true>> &
  Partial<Record<Format, true>> & {
    readonly owners: boolean
    readonly header: boolean
    readonly color: ScreenWishes['color']
    readonly family?: string
    readonly columns?: string
    readonly sort?: string
    readonly limit?: number
    readonly source?: string
    readonly root: string
  }

/** argv -> Options, or the text that `--help` and `--version` ask for; throws UsageError. */
export const parseArgs = (argv: readonly string[], views: readonly string[]): Options | Answer => {
  let answer = ''
  const program = commandOf(views)
    .exitOverride()
    .configureOutput({ writeOut: text => (answer += text), writeErr: () => {} })
  try {
    program.parse(argv.map(guardValue), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { answer }
    throw new UsageError(plainMessage(error))
  }
  const words = program.args.map(word => word.replace(GUARD, ''))
  return optionsOf(program.opts<Flags>(), words, views)
}

const GUARD = '\0'

/** `process = -bash`: what follows an operator is its value, even where it looks like an option. */
const guardValue = (word: string, i: number, argv: readonly string[]): string => {
  const before = argv[i - 1] ?? ''
  return word.startsWith('-') && /[=<>~]$/.test(before) && !before.startsWith('-')
    ? GUARD + word
    : word
}

// commander: "error: unknown option '--colour'\n(Did you mean --color?)"
const plainMessage = ({ message }: CommanderError): string =>
  message
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (.*)\?\)$/, '; did you mean $1?')
    .replaceAll('\n', ' ')

const commandOf = (views: readonly string[]): Command => {
  const program = new Command('tsnetstat')
    .usage(`[${views.join(' | ')}] [options] [filter]`)
    .argument('[words...]', 'a view, then a filter: :PORT, COLUMN OP VALUE, joined by and')
    .helpCommand(false)
    .combineFlagAndOptionalValue(false)
    .version(`tsnetstat ${packageJson.version}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('before', EXAMPLES)
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
  for (const format of FORMATS) {
    const others = FORMATS.filter(other => other !== format)
    program.addOption(new Option(`--${format}`, FORMAT_HELP[format]).conflicts([...others]))
  }
  return program
    .option('--columns <keys>', 'show these columns, in this order')
    .option('--sort <keys>', 'sort by these columns, -key for downwards')
    .option('--limit <n>', 'show at most n rows', countOf)
    .option('-W, --wide', "do not cut to the terminal's width")
    .option('--no-header', 'no header line')
    .addOption(
      new Option('--color <when>', 'colour').choices(['auto', 'always', 'never']).default('auto'),
    )
    .option('--source <name>', 'read from this source or fail: proc', checkSource)
    .option('--root <path>', 'read the /proc, /sys and /etc below path', '/')
    .option('-v, --verbose', 'say on stderr which sources were used')
}

const FORMAT_HELP: { readonly [format in Format]: string } = {
  table: 'the table (default on a terminal)',
  plain: 'one line per row, never cut (default in a pipe)',
  json: 'one JSON document, schema tsnetstat/1',
  ndjson: 'one JSON object per row',
  csv: 'comma-separated values',
}

const countOf = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number.')
}

const optionsOf = (flags: Flags, words: readonly string[], views: readonly string[]): Options => {
  const view = words.find((word, i) => i === 0 && views.includes(word))
  const filter = view === undefined ? words : words.slice(1)
  if (view === undefined) checkLoneWord(words, views)
  if (view !== undefined && view !== 'sockets') checkSocketFlags(flags, view)
  return {
    view: view ?? 'sockets',
    filter,
    want: wantOf(flags),
    format: FORMATS.find(format => flags[format]) ?? null,
    columns: flags.columns ?? null,
    sort: flags.sort ?? null,
    limit: flags.limit ?? null,
    source: flags.source ?? null,
    root: flags.root,
    verbose: flags.verbose === true,
    screen: { color: flags.color, header: flags.header, wide: flags.wide === true },
  }
}

/** One word without an operator can only be a view's name mistyped, or a question half asked. */
const checkLoneWord = (words: readonly string[], views: readonly string[]): void => {
  const [word] = words
  if (words.length !== 1 || word === undefined || !/^[a-z_]+$/i.test(word)) return
  const guess = didYouMean(word, views) || `; views: ${views.join(' ')}`
  throw new UsageError(`no view "${word}"${guess}`)
}

const SOCKET_FLAGS = [
  'tcp',
  'udp',
  'raw',
  'unix',
  'udplite',
  'ipv4',
  'ipv6',
  'family',
  'listening',
  'all',
  'extend',
  'timers',
  'programs',
]

const checkSocketFlags = (flags: Flags, view: string): void => {
  const given = SOCKET_FLAGS.find(flag => flag in flags) ?? (flags.owners ? null : 'no-owners')
  if (given !== null)
    throw new UsageError(`--${given} is about sockets; ${view} has no such choice`)
}

const PROTOS = ['tcp', 'udp', 'raw', 'unix', 'udplite'] as const satisfies readonly Proto[]

const wantOf = (flags: Flags): Want => {
  const listed = parseFamilies(flags.family ?? '')
  const named = new Set<Proto>([...PROTOS.filter(proto => flags[proto]), ...listed.protos])
  const v4 = flags.ipv4 === true || listed.families.has('inet')
  const v6 = flags.ipv6 === true || listed.families.has('inet6')
  const byDefault: Proto[] = ['tcp', 'udp', 'raw']
  const protos = new Set<Proto>(named.size > 0 ? named : byDefault)
  // `-A inet,unix`: all of inet, and unix
  if (listed.families.size > 0) for (const proto of byDefault) protos.add(proto)
  const everyUnix = flags.unix === true || listed.unixTypes.size === 0
  return {
    protos,
    named,
    families: new Set([
      ...(v4 || !v6 ? (['inet'] as const) : []),
      ...(v6 || !v4 ? (['inet6'] as const) : []),
    ]),
    unixTypes: everyUnix ? null : new Set<UnixType>(listed.unixTypes),
    rows: flags.all ? 'all' : flags.listening ? 'listening' : 'connected',
    owners: flags.owners,
    extended: flags.extend === true,
    timer: flags.timers === true,
  }
}
