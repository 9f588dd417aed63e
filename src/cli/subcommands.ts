import { UsageError } from '../base/errors.ts'
import type { Want } from '../model/socket.ts'

/** A first word that does something, where a view shows something. */
export interface Subcommand {
  readonly name: 'events' | 'kill'
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
]

/** What `kill` alone knows. */
const KILL_FLAGS = ['force', 'dryRun']

/** What means to look again. */
const REPEAT_FLAGS = ['continuous', 'interval', 'count']

const EVENT_FLAGS = new Set([
  'tcp',
  'udp',
  'ipv4',
  'ipv6',
  'numeric',
  'programs',
  'owners',
  'plain',
  'ndjson',
  'limit',
  'wide',
  'header',
  'color',
  'root',
  'verbose',
])

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
  const killing = given.find(flag => KILL_FLAGS.includes(flag))
  if (name !== 'kill' && killing !== undefined) {
    throw new UsageError(`${written(killing)} is for kill alone`)
  }
  const again = given.find(flag => REPEAT_FLAGS.includes(flag))
  if (name === 'kill' && again !== undefined) {
    throw new UsageError(`${written(again)} has no meaning for kill`)
  }
  if (name === 'events') {
    const strange = given.find(flag => !EVENT_FLAGS.has(flag))
    if (strange === 'json' || strange === 'csv' || strange === 'table') {
      throw new UsageError(`events come one by one: --ndjson, not --${strange}`)
    }
    if (strange !== undefined) throw new UsageError(`${written(strange)} has no meaning for events`)
  }
  if (name === 'kill' && filter.every(word => word.trim() === '')) {
    throw new UsageError(
      'kill needs a filter, as local.port = 8080: without one it would destroy every socket',
    )
  }
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
  if (source === 'proc') throw new UsageError('kill needs the source netlink')
  if (want.protos.has('unix'))
    throw new UsageError('the kernel destroys no unix sockets on request')
  // nobody means those of ICMP and DHCP by naming a port
  const protos = [...want.protos].filter(proto => proto !== 'raw' || want.named.has('raw'))
  const rows = want.rows === 'listening' ? 'listening' : 'all'
  return { ...want, protos: new Set(protos), rows }
}
