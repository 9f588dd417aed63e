import type { Ip } from './address.ts'
import type { DEV_COUNTERS } from './interface.ts'

/**
 * Rows of /proc/net as net-tools reads them: what a broken line still holds, out of bounds or not. For
 * all other purposes see proc/inet.ts and proc/unix.ts, which take no such line.
 */

/** 64-bit numbers above 2^53 are bigint. */
export type Long = number | bigint

/** What C prints with `%ld` of an unsigned long. */
export const signed = (value: Long): Long =>
  typeof value === 'number' ? value : BigInt.asIntN(64, value)

/** An address that may be written over. */
export type Address = { -readonly [part in keyof Ip]: Ip[part] }

/** One line of /proc/net/{tcp,udp,udplite,raw}{,6}. The next line is told in the same object. */
export interface InetLine {
  readonly local: Address
  /** 32 bits, signed; only 16 of them are printed */
  localPort: number
  readonly remote: Address
  remotePort: number
  /** 32 bits, signed */
  state: number
  txQueue: Long
  rxQueue: Long
  timer: number
  /** clock ticks (USER_HZ) */
  timerTicks: Long
  /** null, as the next three: the line ends before it */
  retransmits: Long | null
  /** 32 bits, signed, as net-tools prints it */
  uid: number | null
  probes: number | null
  inode: Long | null
}

/** One line of /proc/net/unix. */
export interface UnixLine {
  refs: Long
  protocol: Long
  flags: Long
  type: number
  state: number
  /** null: the line ends before it */
  inode: Long | null
  /** up to the first blank, latin1 */
  path: string
}

/** One line of /proc/net/sctp/eps or assocs. */
export interface SctpLine {
  /** decimal there, 32 bits, signed */
  readonly state: number
  readonly localPort: number
  readonly local: readonly Ip[]
  /** null: an endpoint */
  readonly peer: {
    readonly port: number
    readonly addresses: readonly Ip[]
    readonly txQueue: number
    readonly rxQueue: number
  } | null
  readonly uid: number
  readonly inode: number
}

/** One line of /proc/net/route or rt_cache; numbers are 32 bits, signed. */
export interface RouteLine {
  /** at most 15 bytes, latin1 */
  device: string
  destination: number
  gateway: number
  flags: number
  refs: number
  use: number
  metric: number
  /** of rt_cache the source address */
  mask: number
  mss: number
  window: number
  irtt: number
}

/** One line of /proc/net/rt_cache, as Linux 2.2 to 3.5 fill it. */
export interface RouteCacheLine extends RouteLine {
  tos: number
  hardwareRefs: number
  hardwareUpToDate: number
  /** the address of this host in it */
  specific: number
}

/** One line of /proc/net/ipv6_route; numbers are 32 bits, signed. */
export interface Route6Line {
  readonly destination: Address
  prefix: number
  readonly gateway: Address
  metric: number
  refs: number
  use: number
  flags: number
  /** at most 15 bytes, latin1 */
  device: string
}

/** One group in /proc/net/igmp or igmp6. */
export interface GroupLine {
  /** at most 15 bytes, latin1; of igmp with what a shorter name before it left behind */
  device: string
  /** 32 bits, signed */
  users: number
  group: Ip
}

/** One line of /proc/net/dev: the counters that were there, in the order of DEV_COUNTERS. */
export interface DevLine {
  readonly name: string
  readonly counters: { readonly [counter in (typeof DEV_COUNTERS)[number]]: Long }
}
