import { plain } from './page.ts'

/** What net-tools calls a kind of link, and how it writes an address there. */
interface Hardware {
  readonly name: string
  readonly title: string
  /** absent: nothing is written of an address */
  readonly address?: (bytes: Uint8Array) => string
}

const hex = (bytes: Uint8Array, count: number): string[] =>
  Array.from({ length: count }, (_, i) =>
    (bytes[i] ?? 0).toString(16).toUpperCase().padStart(2, '0'),
  )

/** An amateur's call sign, shifted by a bit, up to its first blank, and -15 where its station is the 15th. */
const callSign = (bytes: Uint8Array): string => {
  const letters = Array.from(bytes.subarray(0, 6), byte => String.fromCharCode(byte >> 1)).join('')
  const station = ((bytes[6] ?? 0) >> 1) & 0xf
  return plain(/^[^\0 ]*/.exec(letters)![0]) + (station === 0 ? '' : `-${station}`)
}

/** The characters up to a zero; as many as there are bytes of an unknown address. */
const characters = (bytes: Uint8Array): string =>
  plain(/^[^\0]{0,8}/.exec(Buffer.from(bytes).toString('latin1'))![0])

/** Backwards, each byte as a number with its sign in 32 bits, into a room of eleven characters. */
const infrared = (bytes: Uint8Array): string =>
  [3, 2, 1, 0]
    .map(i => ((((bytes[i] ?? 0) << 24) >> 24) >>> 0).toString(16).padStart(2, '0'))
    .join(':')
    .slice(0, 11)

const signed16 = (bytes: Uint8Array): string =>
  String((((bytes[1] ?? 0) << 24) >> 16) | (bytes[0] ?? 0))

/** Those that Debian's net-tools knows, but for the address of Ash, which no kernel has; by ARPHRD_* of include/uapi/linux/if_arp.h. */
const KINDS: { readonly [type: number]: Hardware } = {
  0: { name: 'netrom', title: 'AMPR NET/ROM', address: callSign },
  1: { name: 'ether', title: 'Ethernet', address: of => hex(of, 6).join(':').toLowerCase() },
  3: { name: 'ax25', title: 'AMPR AX.25', address: callSign },
  7: { name: 'arcnet', title: 'ARCnet', address: of => hex(of, 1).join() },
  15: { name: 'dlci', title: 'Frame Relay DLCI', address: signed16 },
  27: { name: 'eui64', title: 'Generic EUI-64', address: of => hex(of, 8).join(':') },
  256: { name: 'slip', title: 'Serial Line IP' },
  257: { name: 'cslip', title: 'VJ Serial Line IP' },
  258: { name: 'slip6', title: '6-bit Serial Line IP' },
  259: { name: 'cslip6', title: 'VJ 6-bit Serial Line IP' },
  264: { name: 'adaptive', title: 'Adaptive Serial Line IP' },
  270: { name: 'rose', title: 'AMPR ROSE', address: of => hex(of, 5).join('').toLowerCase() },
  271: { name: 'x25', title: 'generic X.25', address: characters },
  512: { name: 'ppp', title: 'Point-to-Point Protocol' },
  513: { name: 'hdlc', title: '(Cisco)-HDLC' },
  516: { name: 'lapb', title: 'LAPB' },
  768: { name: 'tunnel', title: 'IPIP Tunnel', address: () => '' },
  770: { name: 'frad', title: 'Frame Relay Access Device' },
  772: { name: 'loop', title: 'Local Loopback' },
  774: {
    name: 'fddi',
    title: 'Fiber Distributed Data Interface',
    address: of => hex(of, 6).join('-'),
  },
  776: { name: 'sit', title: 'IPv6-in-IPv4' },
  780: { name: 'hippi', title: 'HIPPI', address: of => hex(of, 6).join(':') },
  781: { name: 'ash', title: 'Ash' },
  782: { name: 'ec', title: 'Econet' },
  783: { name: 'irda', title: 'IrLAP', address: infrared },
}

/** Of all others: as many bytes as there are in a struct sockaddr, and two. */
const UNKNOWN: Hardware = { name: 'unspec', title: 'UNSPEC', address: of => hex(of, 16).join('-') }

/** The words for a link; `address` is null where there is none to be written. */
export const hardwareOf = (
  type: number,
  bytes: Uint8Array,
): { readonly name: string; readonly title: string; readonly address: string | null } => {
  const { name, title, address } = KINDS[type] ?? UNKNOWN
  return { name, title, address: address === undefined ? null : address(bytes) }
}
