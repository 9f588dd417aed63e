import { inNet, ipv4, maskBits, type Ip } from '../model/address.ts'
import { hasFlag, type Interface, type InterfaceAddress } from '../model/interface.ts'
import type { Route4 } from '../model/route.ts'
import { parseFibTrie } from '../proc/fib-trie.ts'

/** A network that an interface is on. */
interface Connected {
  readonly net: Ip
  readonly bits: number
  readonly name: string
}

/**
 * The host's own IPv4 addresses by interface: that whose connected network they lie in, of several the
 * smallest. No file of /proc says it outright; one that lies in none is left out.
 */
export const inetAddresses = (
  fibTrie: string,
  interfaces: readonly Interface[],
  routes: readonly Route4[],
): ReadonlyMap<string, InterfaceAddress[]> => {
  const { local, broadcast } = parseFibTrie(fibTrie)
  const networks = networksOf(interfaces, routes)
  const found = new Map<string, InterfaceAddress[]>()
  for (const ip of local) {
    const on = networks.find(({ net, bits }) => inNet(ip, net, bits))
    if (on === undefined) continue
    const last = ipv4((ip.d | (2 ** (32 - on.bits) - 1)) >>> 0)
    const address: InterfaceAddress = {
      ip,
      prefix: on.bits,
      label: null,
      broadcast: on !== networks.at(-1) && broadcast.has(last.d) ? last : null,
      peer: null,
    }
    found.set(on.name, [...(found.get(on.name) ?? []), address])
  }
  return found
}

/** 127.0.0.0/8 has no route in the main table, and no broadcast address; it stands last. */
const networksOf = (
  interfaces: readonly Interface[],
  routes: readonly Route4[],
): readonly Connected[] => {
  const loopback = interfaces.find(({ flags }) => flags !== null && hasFlag(flags, 'LOOPBACK'))
  const connected = routes.flatMap(({ destination, mask, gateway, interface: name }) => {
    const bits = maskBits(mask)
    return gateway === null && name !== null && bits ? [{ net: destination, bits, name }] : []
  })
  return [
    ...connected.sort((x, y) => y.bits - x.bits),
    { net: ipv4(0x7f000000), bits: 8, name: loopback?.name ?? 'lo' },
  ]
}
