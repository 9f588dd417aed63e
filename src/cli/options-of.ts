import { UsageError } from '../base/errors.ts'
import type { Proto, UnixType, Want } from '../model/socket.ts'
import { FORMATS, type Format } from '../render/index.ts'
import type { NameWish } from '../views/sockets/named.ts'
import { checkExplain, checkFirstWord, checkNames, checkPids } from './checks.ts'
import { parseFamilies } from './families.ts'
import { rhythmOf, type Rhythm, type RhythmFlags } from './interval.ts'
import { checkSubcommand, SUBCOMMANDS, subcommandWant, type Subcommand } from './subcommands.ts'
import type { ScreenWishes } from './terminal.ts'
import { checkSocketOptions, viewOf, type ViewOption } from './view-choice.ts'

export interface Options extends Rhythm {
  readonly view: string
  /** null: the view is shown */
  readonly subcommand: Subcommand['name'] | null
  readonly filter: readonly string[]
  readonly want: Want
  /** null: by where the output goes */
  readonly format: Format | null
  readonly columns: string | null
  readonly sort: string | null
  readonly by: string | null
  readonly limit: number | null
  /** the owning pids alone */
  readonly pids: boolean
  /** names in the place of addresses, and of ports */
  readonly names: NameWish
  readonly source: string | null
  readonly root: string
  readonly verbose: boolean
  /** of `kill`: do not ask; only list */
  readonly force: boolean
  readonly dryRun: boolean
  /** of `wait`: until none is left; seconds to wait at most, null: no end */
  readonly gone: boolean
  readonly timeout: number | null
  /** the raw source of the view, field by field */
  readonly explain: boolean
  readonly screen: ScreenWishes
}

export type Flags = Partial<
  Record<'tcp' | 'udp' | 'raw' | 'unix' | 'udplite' | 'ipv4' | 'ipv6', true>
> &
  Partial<
    Record<'listening' | 'all' | 'extend' | 'timers' | 'memory' | 'info' | 'wide' | 'verbose', true>
  > &
  Partial<
    Record<
      'force' | 'dryRun' | 'gone' | 'resolve' | 'services' | 'pids' | 'explain' | ViewOption,
      true
    >
  > &
  RhythmFlags &
  Partial<Record<Format, true>> & {
    readonly owners: boolean
    readonly header: boolean
    readonly color: ScreenWishes['color']
    readonly family?: string
    readonly columns?: string
    readonly sort?: string
    readonly by?: string
    readonly limit?: number
    readonly timeout?: number
    readonly source?: string
    readonly root: string
  }

/** The command line taken apart. */
export interface Parsed {
  readonly flags: Flags
  /** names of the flags that stand on it, and have not only their default */
  readonly given: readonly string[]
  readonly words: readonly string[]
}

/** What a command line asks for; throws UsageError where its parts do not go together. */
export const optionsOf = ({ flags, given, words }: Parsed, views: readonly string[]): Options => {
  const view = viewOf(given, words[0], views)
  const subcommand = SUBCOMMANDS.find(({ name }) => name === words[0])?.name ?? null
  const isName = subcommand !== null || views.includes(words[0] ?? '')
  const filter = isName ? words.slice(1) : words
  if (!isName) checkFirstWord(words, views)
  checkSubcommand(subcommand, given, filter)
  if (view !== null && subcommand !== null)
    throw new UsageError(`${subcommand} is about sockets, and knows no ${view}`)
  if (flags.explain) checkExplain(flags, view)
  const rhythm = rhythmOf(flags, view ?? 'sockets')
  if (view !== null) checkSocketOptions(given, view)
  checkNames(flags, subcommand)
  if (flags.pids === true) checkPids(given, subcommand)
  return {
    view: view ?? 'sockets',
    subcommand,
    filter,
    want:
      subcommand === null
        ? { ...wantOf(flags), changes: rhythm.changes }
        : subcommandWant(subcommand, wantOf(flags), flags.source ?? null),
    format: FORMATS.find(format => flags[format]) ?? null,
    columns: flags.columns ?? null,
    sort: flags.sort ?? null,
    by: flags.by ?? null,
    limit: flags.limit ?? null,
    pids: flags.pids === true,
    names: { hosts: flags.resolve === true, services: flags.services === true },
    source: flags.source ?? null,
    root: flags.root,
    verbose: flags.verbose === true,
    force: flags.force === true,
    dryRun: flags.dryRun === true,
    gone: flags.gone === true,
    timeout: flags.timeout ?? null,
    ...rhythm,
    explain: flags.explain === true,
    screen: { color: flags.color, header: flags.header, wide: flags.wide === true },
  }
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
    coarse: null,
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
    memory: flags.memory === true,
    info: flags.info === true,
    drops: false,
    changes: false,
  }
}
