import { promises as dns } from 'node:dns'

/** The name of an address by this machine's resolver (getnameinfo(3)); null: it has none. */
export const resolveHost = async (address: string): Promise<string | null> => {
  try {
    return (await dns.lookupService(address, 0)).hostname
  } catch {
    return null
  }
}
