import { UsageError } from '../base/errors.ts'
import type { Want } from '../model/socket.ts'

/** A first word that does something, where a view shows something. */
export interface Subcommand {
  readonly name: 'events' | 'kill' | 'wait'
  readonly usage: string
  readonly summary: string
}

export const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: 'events',
    usage: 'events [-t -u -4 -6] [--ndjson] [filter]',
    summary: 'follow TCP and UDP sockets as they close, a line each',
  },
  {
    name: 'kill',
    usage: 'kill FILTER [--dry-run] [--force]',
    summary: 'destroy the sockets that a filter names; asks before',
  },
  {
    name: 'wait',
    usage: 'wait FILTER [--gone] [--timeout S]',
    summary: 'end when such a socket is there, or with --gone when none is left',
  },
]

/** What one of them alone knows. */
const OWN_FLAGS: { readonly [flag: string]: Subcommand['name'] } = {
  force: 'kill',
  dryRun: 'kill',
  gone: 'wait',
  timeout: 'wait',
}

/** What means to look again. */
const REPEAT_FLAGS = ['continuous', 'interval', 'count']

const EVENT_FLAGS = ['tcp', 'udp', 'ipv4', 'ipv6', 'numeric', 'programs', 'root', 'verbose']

/** What those take that list no sockets; `kill` lists them, and takes what lists take. */
const TAKES: { readonly [name: string]: ReadonlySet<string> } = {
  events: new Set([
    ...EVENT_FLAGS,
    'owners',
    'plain',
    'ndjson',
    'limit',
    'wide',
    'header',
    'color',
  ]),
  wait: new Set([
    ...EVENT_FLAGS,
    'raw',
    'unix',
    'udplite',
    'family',
    'listening',
    'all',
    'source',
    'gone',
    'timeout',
  ]),
}

/** How a flag was written; those that say no are known by what they leave out. */
const written = (flag: string): string => {
  const word = flag.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  return flag === 'owners' || flag === 'header' ? `--no-${word}` : `--${word}`
}

/** Refuses options that have no meaning for this subcommand, or for none; `given` are those on the command line. */
export const checkSubcommand = (
  name: Subcommand['name'] | null,
  given: readonly string[],
  filter: readonly string[],
): void => {
  const own = given.find(flag => flag in OWN_FLAGS && OWN_FLAGS[flag] !== name)
  if (own !== undefined) throw new UsageError(`${written(own)} is for ${OWN_FLAGS[own]} alone`)
  if (name === null) return
  const takes = TAKES[name]
  const strange = given.find(flag =>
    takes === undefined ? REPEAT_FLAGS.includes(flag) : !takes.has(flag),
  )
  if (name === 'events' && (strange === 'json' || strange === 'csv' || strange === 'table')) {
    throw new UsageError(`events come one by one: --ndjson, not --${strange}`)
  }
  if (strange !== undefined) throw new UsageError(`${written(strange)} has no meaning for ${name}`)
  const why = WITHOUT_FILTER[name]
  if (why !== undefined && filter.every(word => word.trim() === '')) {
    throw new UsageError(`${name} needs a filter, as local.port = 8080: ${why}`)
  }
}

/** Of those that need a filter. */
const WITHOUT_FILTER: { readonly [name: string]: string } = {
  kill: 'without one it would destroy every socket',
  wait: 'without one any socket would do',
}

/** The sockets that a subcommand is about, where the options do not say otherwise. */
export const subcommandWant = (
  name: Subcommand['name'],
  want: Want,
  source: string | null,
): Want => {
  if (name === 'events') {
    const protos = [...want.protos].filter(proto => proto === 'tcp' || proto === 'udp')
    return { ...want, protos: new Set(protos), rows: 'all', info: true }
  }
  if (name === 'wait') {
    return { ...want, rows: want.rows === 'listening' ? 'listening' : 'all' }
  }
  if (source === 'proc') throw new UsageError('kill needs the source netlink')
  if (want.protos.has('unix'))
    throw new UsageError('the kernel destroys no unix sockets on request')
  // nobody means those of ICMP and DHCP by naming a port
  const protos = [...want.protos].filter(proto => proto !== 'raw' || want.named.has('raw'))
  const rows = want.rows === 'listening' ? 'listening' : 'all'
  return { ...want, protos: new Set(protos), rows }
}
