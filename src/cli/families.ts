import { UsageError } from '../base/errors.ts'
import { didYouMean } from '../base/nearest.ts'
import type { Family, Proto, UnixType } from '../model/socket.ts'

export interface Families {
  readonly protos: ReadonlySet<Proto>
  readonly families: ReadonlySet<Family>
  /** empty: all types */
  readonly unixTypes: ReadonlySet<UnixType>
}

interface Entry {
  readonly protos?: readonly Proto[]
  readonly family?: Family
  readonly unixType?: UnixType
}

const unixOf = (unixType: UnixType): Entry => ({ protos: ['unix'], unixType })

/** Names of netstat's `-A` (inet means IPv4 there) and of ss's `-A`. */
const NAMES: { readonly [name: string]: Entry } = {
  inet: { family: 'inet' },
  ip: { family: 'inet' },
  inet6: { family: 'inet6' },
  ip6: { family: 'inet6' },
  tcp: { protos: ['tcp'] },
  udp: { protos: ['udp'] },
  udplite: { protos: ['udplite'] },
  raw: { protos: ['raw'] },
  unix: { protos: ['unix'] },
  local: { protos: ['unix'] },
  all: { protos: ['tcp', 'udp', 'raw', 'udplite', 'unix'] },
  unix_stream: unixOf('stream'),
  u_str: unixOf('stream'),
  unix_dgram: unixOf('dgram'),
  u_dgr: unixOf('dgram'),
  unix_seqpacket: unixOf('seqpacket'),
  u_seq: unixOf('seqpacket'),
}

export const FAMILY_NAMES: readonly string[] = Object.keys(NAMES)

/** `inet6,u_dgr` -> what it names; the empty list names nothing. */
export const parseFamilies = (list: string): Families => {
  const protos = new Set<Proto>()
  const families = new Set<Family>()
  const unixTypes = new Set<UnixType>()
  let everyUnix = false
  for (const name of list.split(',').filter(word => word !== '')) {
    const known = name.toLowerCase()
    const entry = Object.hasOwn(NAMES, known) ? NAMES[known] : undefined
    if (entry === undefined) {
      throw new UsageError(`no socket family "${name}"${didYouMean(name, Object.keys(NAMES))}`)
    }
    for (const proto of entry.protos ?? []) protos.add(proto)
    if (entry.family !== undefined) families.add(entry.family)
    if (entry.unixType !== undefined) unixTypes.add(entry.unixType)
    else everyUnix ||= entry.protos?.includes('unix') === true
  }
  return { protos, families, unixTypes: everyUnix ? new Set() : unixTypes }
}
