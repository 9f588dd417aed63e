import { ipv4, ipv6, type Ip } from './address.ts'
import type { Endpoint } from './socket.ts'

/**
 * Makes ends of sockets, each but once as long as it is met often: all connections of a server have one
 * end in common, and next to all ends of a host one of a few addresses.
 */
export class KnownEnds {
  private readonly ips: Ip[] = []
  private readonly ends: Endpoint[] = []

  /** An IPv4 address by its word, and a port. */
  end4(word: number, port: number): Endpoint {
    const slot = slotOf(word ^ port)
    const known = this.ends[slot]
    if (known !== undefined && known.port === port && known.ip.d === word && known.ip.v === 4) {
      return known
    }
    return (this.ends[slot] = { ip: this.ip4(word), port })
  }

  /** An IPv6 address by its words, most significant first, and a port. */
  end6(a: number, b: number, c: number, d: number, port: number): Endpoint {
    const slot = slotOf(b ^ d ^ port)
    const known = this.ends[slot]
    const ip = this.ip6(a, b, c, d)
    if (known !== undefined && known.port === port && known.ip === ip) return known
    return (this.ends[slot] = { ip, port })
  }

  private ip4(word: number): Ip {
    const slot = slotOf(word)
    const known = this.ips[slot]
    if (known !== undefined && known.d === word && known.v === 4) return known
    return (this.ips[slot] = ipv4(word))
  }

  private ip6(a: number, b: number, c: number, d: number): Ip {
    const slot = slotOf(d ^ b)
    const known = this.ips[slot]
    const same =
      known !== undefined && known.d === d && known.c === c && known.b === b && known.a === a
    return same && known.v === 6 ? known : (this.ips[slot] = ipv6(a, b, c, d))
  }
}

/** Of what was met lately: a number that it differs in. */
const slotOf = (word: number): number => (word ^ (word >>> 10) ^ (word >>> 20)) & 0x3ff
