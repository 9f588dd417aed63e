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
