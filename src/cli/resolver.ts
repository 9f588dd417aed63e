import { createRequire } from 'node:module'

/**
 * This machine's resolver. Few runs ask it, so it is loaded by those; by `require`, since the built
 * program is compiled without a way to `import`.
 */
const resolver = (): typeof import('node:dns/promises') =>
  createRequire(import.meta.url)('node:dns/promises') as typeof import('node:dns/promises')

/** The addresses of a host; none: nobody knows it. */
export const lookup = async (host: string): Promise<readonly string[]> => {
  try {
    return (await resolver().lookup(host, { all: true })).map(({ address }) => address)
  } catch {
    return []
  }
}

/** The name of an address, by getnameinfo(3); null: it has none. */
export const reverse = async (address: string): Promise<string | null> => {
  try {
    return (await resolver().lookupService(address, 0)).hostname
  } catch {
    return null
  }
}

/** Asks the servers of /etc/resolv.conf for names of addresses, and can be told to stop. */
export interface NameServers {
  /** null: it has none, or the answer did not come in time */
  nameOf(address: string): Promise<string | null>
  /** Every question that is open has no answer then: nothing keeps this process from ending. */
  cancel(): void
}

/** A server that is silent for so long has no answer. */
const PATIENCE_MS = 1000

export const nameServers = (): NameServers => {
  // getnameinfo(3) could not be called off, and would hold the process until the server's last timeout
  const servers = new (resolver().Resolver)({ timeout: PATIENCE_MS, tries: 1 })
  return {
    nameOf: async address => {
      try {
        return (await servers.reverse(address))[0] ?? null
      } catch {
        return null
      }
    },
    cancel: () => servers.cancel(),
  }
}
