/** This machine's resolver, which few runs ask: so it is loaded by those. */

/** The addresses of a host; none: nobody knows it. */
export const lookup = async (host: string): Promise<readonly string[]> => {
  const dns = await import('node:dns/promises')
  try {
    return (await dns.lookup(host, { all: true })).map(({ address }) => address)
  } catch {
    return []
  }
}

/** The name of an address, by getnameinfo(3); null: it has none. */
export const reverse = async (address: string): Promise<string | null> => {
  const dns = await import('node:dns/promises')
  try {
    return (await dns.lookupService(address, 0)).hostname
  } catch {
    return null
  }
}
