import { ipv4, ipv6, type Ip } from '../model/address.ts'

const CACHE_SIZE = 256

/**
 * Reads addresses as inet_diag has them: four big-endian words, of which IPv4 uses the first. Objects are shared while their slot holds the same address: a box with 100,000
 * sockets has few addresses of its own, and what is not made need not be collected.
 */
export const createAddressReader = (): ((view: DataView, at: number, v4: boolean) => Ip) => {
  const cache = Array<Ip>(CACHE_SIZE).fill(ipv4(0))
  return (view, at, v4) => {
    const a = view.getUint32(at, false)
    if (v4) {
      const slot = (a ^ (a >>> 8)) & (CACHE_SIZE - 1)
      const known = cache[slot]!
      return known.v === 4 && known.d === a ? known : (cache[slot] = ipv4(a))
    }
    const b = view.getUint32(at + 4, false)
    const c = view.getUint32(at + 8, false)
    const d = view.getUint32(at + 12, false)
    const slot = (d ^ (d >>> 8) ^ b) & (CACHE_SIZE - 1)
    const known = cache[slot]!
    const same = known.v === 6 && known.d === d && known.c === c && known.b === b && known.a === a
    return same ? known : (cache[slot] = ipv6(a, b, c, d))
  }
}
