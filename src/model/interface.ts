import type { Ip } from './address.ts'

/** The columns of /proc/net/dev, in its order. */
export const DEV_COUNTERS = [
  'rxBytes',
  'rxPackets',
  'rxErrs',
  /** rx_dropped and rx_missed_errors together */
  'rxDrop',
  'rxFifo',
  /** rx_length_errors, rx_over_errors, rx_crc_errors and rx_frame_errors together */
  'rxFrame',
  'rxCompressed',
  'rxMulticast',
  'txBytes',
  'txPackets',
  'txErrs',
  'txDrop',
  'txFifo',
  'txColls',
  /** tx_carrier_errors, tx_aborted_errors, tx_window_errors and tx_heartbeat_errors together */
  'txCarrier',
  'txCompressed',
] as const

/** u64 counters since the interface was made; null: not told. */
export type DevCounters = { readonly [counter in (typeof DEV_COUNTERS)[number]]: bigint | null }

/** struct rtnl_link_stats64 of include/uapi/linux/if_link.h, in its order; /sys has a file for each. */
export const LINK_STATS = [
  'rx_packets',
  'tx_packets',
  'rx_bytes',
  'tx_bytes',
  'rx_errors',
  'tx_errors',
  'rx_dropped',
  'tx_dropped',
  'multicast',
  'collisions',
  'rx_length_errors',
  'rx_over_errors',
  'rx_crc_errors',
  'rx_frame_errors',
  'rx_fifo_errors',
  'rx_missed_errors',
  'tx_aborted_errors',
  'tx_carrier_errors',
  'tx_fifo_errors',
  'tx_heartbeat_errors',
  'tx_window_errors',
  'rx_compressed',
  'tx_compressed',
  'rx_nohandler', // since 4.6
  'rx_otherhost_dropped', // since 5.19; not in /sys
] as const
export type LinkStat = (typeof LINK_STATS)[number]

/** What is not there is not told: by an older kernel, or by a tree without the file. */
export type LinkStats = ReadonlyMap<LinkStat, bigint>

/** Flags of an interface, by their names in include/uapi/linux/if.h without IFF_. */
export const INTERFACE_FLAGS = {
  UP: 0x1,
  BROADCAST: 0x2,
  DEBUG: 0x4,
  LOOPBACK: 0x8,
  POINTOPOINT: 0x10,
  NOTRAILERS: 0x20,
  RUNNING: 0x40,
  NOARP: 0x80,
  PROMISC: 0x100,
  ALLMULTI: 0x200,
  MASTER: 0x400,
  SLAVE: 0x800,
  MULTICAST: 0x1000,
  PORTSEL: 0x2000,
  AUTOMEDIA: 0x4000,
  DYNAMIC: 0x8000,
  LOWER_UP: 0x1_0000,
  DORMANT: 0x2_0000,
  ECHO: 0x4_0000,
} as const
export type InterfaceFlag = keyof typeof INTERFACE_FLAGS

export const hasFlag = (flags: number, flag: InterfaceFlag): boolean =>
  (flags & INTERFACE_FLAGS[flag]) !== 0

/** An address of an interface. */
export interface InterfaceAddress {
  readonly ip: Ip
  readonly prefix: number
  /** IPv4: the name it goes by, `eth0:1` of an alias; null: that of the interface, or not told */
  readonly label: string | null
  readonly broadcast: Ip | null
  /** the other end of a point-to-point link */
  readonly peer: Ip | null
}

/** Where a device of old sits: struct rtnl_link_ifmap. */
export interface InterfaceMap {
  readonly memStart: bigint
  readonly memEnd: bigint
  readonly baseAddr: bigint
  readonly irq: number
  readonly dma: number
  readonly port: number
}

/** A network interface; null is what the source does not tell. */
export interface Interface {
  readonly name: string
  readonly index: number | null
  /** ARPHRD_* of include/uapi/linux/if_arp.h */
  readonly type: number | null
  /** INTERFACE_FLAGS */
  readonly flags: number | null
  /** bytes */
  readonly mtu: number | null
  /** packets */
  readonly txQueueLength: number | null
  /** its address on the link: six bytes of Ethernet, none of a tunnel of its own */
  readonly hardware: Uint8Array | null
  /** RFC 2863: up, down, dormant, lowerlayerdown, unknown, ... */
  readonly operstate: string | null
  readonly map: InterfaceMap | null
  readonly addresses: readonly InterfaceAddress[]
  readonly counters: DevCounters
  readonly stats: LinkStats
}
