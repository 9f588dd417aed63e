import { Unavailable, UsageError } from '../base/errors.ts'
import { didYouMean } from '../base/nearest.ts'
import { openSys } from '../sys/index.ts'
import { bpfOwners } from './owners-bpf.ts'
import { pidInodeMapOwners } from './owners-pid-inode-map.ts'
import { pinOwners } from './owners-pin.ts'
import { procOwners } from './owners-proc.ts'
import { netlinkSockets } from './sockets-netlink.ts'
import { procSockets } from './sockets-proc.ts'
import type { Host, OwnerSource, SocketSource } from './source.ts'

export type { Access, Host, OwnerSource, SocketSource, VisitFd } from './source.ts'

export const SOURCE_NAMES = ['netlink', 'pin', 'bpf', 'pid_inode_map', 'proc']

export const socketSources = (host: Host): SocketSource[] => [
  netlinkSockets(host),
  procSockets(host),
]

/** What is pinned for everyone tells of the reader alone, so it comes behind what may tell more. */
export const ownerSources = (host: Host): OwnerSource[] => [
  ofThisKernel(host, pinOwners(host)),
  ofThisKernel(host, bpfOwners(host, openSys)),
  ofThisKernel(host, pidInodeMapOwners(host)),
  ofThisKernel(host, pinOwners(host, 'owners-self')),
  procOwners(host, openSys),
]

/** A captured tree (`--root`) is read as the files it is. */
const ofThisKernel = (host: Host, source: OwnerSource): OwnerSource => ({
  ...source,
  open: () => {
    if (host.fs.root !== '/') throw new Unavailable('a captured tree has no kernel to ask')
    source.open()
  },
})

/** Picks the first source that opens, as the options will have it. */
export type Choose = <S extends { readonly name: string; open(): void }>(sources: readonly S[]) => S

/**
 * The first source that opens. A `forced` name that is among these leaves no choice; one that is not
 * is about something else. `tell` hears why the others were not taken. None at all throws Unavailable.
 */
export const choose = <S extends { readonly name: string; open(): void }>(
  sources: readonly S[],
  forced: string | null,
  tell: (line: string) => void,
): S => {
  const named = sources.filter(source => source.name === forced)
  const reasons: string[] = []
  for (const source of named.length > 0 ? named : sources) {
    try {
      source.open()
      return source
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      tell(`${source.name}: ${error.message}`)
      reasons.push(`${source.name}: ${error.message}`)
    }
  }
  throw new Unavailable(reasons.join('; '))
}

/** Refuses a `--source` that does not exist. */
export const checkSource = (name: string): string => {
  if (SOURCE_NAMES.includes(name)) return name
  throw new UsageError(
    `no source "${name}"${didYouMean(name, SOURCE_NAMES)} (there is: ${SOURCE_NAMES.join(', ')})`,
  )
}
