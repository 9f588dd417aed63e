import { ipText, isMapped, type Ip } from '../../model/address.ts'
import type { ClassicNames } from './names.ts'
import type { ClassicOptions } from './options.ts'
import { plain } from './page.ts'

/** Longest name of a host, and longest end of a connection that is not cut. */
const LONGEST = 127

/** Columns for host and port together, without the colon between them. */
const ROOM = 22

/** At most this much of it for the port. */
const PORT_ROOM = ROOM - 4

/**
 * An address as net-tools prints it: a v4-mapped one as IPv4, others as inet_ntop(3) of glibc does,
 * which takes ::1:0 for an IPv4-compatible address.
 */
export const numericHost = (ip: Ip): string => {
  if (isMapped(ip)) return ipText({ ...ip, v: 4 })
  const compatible = ip.a === 0 && ip.b === 0 && ip.c === 0 && ip.d >>> 16 !== 0
  return compatible ? `::${ipText({ ...ip, v: 4 })}` : ipText(ip)
}

/** The name of an address, or its number. The unspecified address has no name, but brackets in IPv6. */
export const namedHost = (ip: Ip, names: ClassicNames): string => {
  if (ip.d === 0 && isMapped(ip)) return numericHost(ip)
  if (ip.a === 0 && ip.b === 0 && ip.c === 0 && ip.d === 0) return '[::]'
  // net-tools looks at the first byte where it means the last, and takes 0.0.0.5 for a network
  const network = ip.v === 4 && ip.d >>> 24 === 0
  const name = network ? names.network(ip) : names.host(ip)
  return name === null ? numericHost(ip) : plain(name).slice(0, LONGEST)
}

/** `host:port`; without -W at most 23 columns, of which the port gets its share first. */
export const joinEnd = (host: string, port: string, wide: boolean): string => {
  if (wide || host.length + port.length <= ROOM) return `${host}:${port}`.slice(0, LONGEST)
  const shown = port.slice(0, PORT_ROOM)
  return `${host.slice(0, ROOM - shown.length)}:${shown}`
}

/** Longest name of a service. */
const LONGEST_SERVICE = 63

/** A port as text: `*` for 0, and what has a name by its name. On a raw socket it is the IP protocol. */
export const portNamer = (
  kind: 'tcp' | 'udp' | 'raw' | 'sctp',
  options: ClassicOptions,
  names: ClassicNames,
): ((port: number) => string) => {
  const nameOf = (port: number): string | null => {
    if (options.numericPorts || kind === 'sctp') return null
    return kind === 'raw' ? names.protocol(port) : names.service(port, kind)
  }
  return wide => {
    const port = wide & 0xffff
    const name = port === 0 ? '*' : nameOf(port)
    return name === null ? String(port) : plain(name).slice(0, LONGEST_SERVICE)
  }
}
