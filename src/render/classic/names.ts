import type { Ip } from '../../model/address.ts'

/** Names for numbers, in latin1 and not yet made plain; null: there is none, and the number is printed. */
export interface ClassicNames {
  /** of an address; of one not asked for before, null until all that were asked for are resolved */
  host(ip: Ip): string | null
  /** of an IPv4 network, from /etc/networks: for routes */
  network(ip: Ip): string | null
  service(port: number, proto: 'tcp' | 'udp'): string | null
  /** of an IP protocol: the "port" of a raw socket */
  protocol(number: number): string | null
  user(uid: number): string | null
}
