import { swap32 } from '../base/bytes.ts'
import { parseLines, type Fields, type Parsed } from '../base/text.ts'
import { ipv4, ipv6, type Ip } from '../model/address.ts'

/** One row of /proc/net/{tcp,udp,udplite,raw}{,6}, numbers as the kernel prints them. */
export interface InetRow {
  readonly localIp: Ip
  /** on a raw socket the IP protocol number */
  readonly localPort: number
  readonly remoteIp: Ip
  readonly remotePort: number
  /** include/net/tcp_states.h; udp and raw use 1 (connected) and 7 */
  readonly state: number
  /** bytes; 0 on a TCP listener, whose backlog limit this file does not carry */
  readonly txQueue: number
  /** bytes; on a TCP listener, connections waiting to be accepted */
  readonly rxQueue: number
  /** 0 off, 1 retransmit, 2 keepalive, 3 timewait, 4 zero-window probe */
  readonly timer: number
  /** until the timer fires, in clock ticks (USER_HZ, 100 a second) */
  readonly timerTicks: number
  readonly retransmits: number
  readonly uid: number
  /** unanswered probes (column `timeout`) */
  readonly probes: number
  readonly inode: number
  /** references to the socket; null where the row is shorter */
  readonly refs: number | null
  readonly tail: TcpTail | null
  /** datagrams lost at this socket: udp, udplite and raw since 2.6.27; tcp has no such column */
  readonly drops: number | null
}

/** What follows the socket's address in a tcp row; TIME_WAIT and SYN_RECV rows end before it. */
export interface TcpTail {
  /** clock ticks (USER_HZ) */
  readonly rtoTicks: number
  readonly atoTicks: number
  readonly quickack: number
  readonly pingpong: boolean
  /** segments */
  readonly cwnd: number
  /** segments, -1 in initial slow start; on a listener the Fast Open queue limit */
  readonly ssthresh: number
}

export interface InetFormat {
  readonly family: 4 | 6
  readonly tcp: boolean
  /** of the host the text comes from: addresses are printed as its words */
  readonly littleEndian: boolean
}

/**
 * /proc/net/{tcp,udp,udplite,raw}{,6}; printed by tcp4_seq_show(), udp4_seq_show(), raw_seq_show()
 * and their IPv6 twins in net/ipv4 and net/ipv6. The first line is a header. `make` says what becomes
 * of each row, null to pass it over: of a long file few rows then need to live.
 */
export const parseInet = <T = InetRow>(
  text: string | Uint8Array,
  file: string,
  format: InetFormat,
  make: (row: InetRow) => T | null = row => row as T,
): Parsed<T> => {
  const readIp = format.family === 4 ? ip4Reader() : readIp6
  return parseLines(text, file, 1, f => make(readRow(f, format, readIp)))
}

type ReadIp = (f: Fields, i: number, name: string, littleEndian: boolean) => Ip

const readRow = (f: Fields, format: InetFormat, readIp: ReadIp): InetRow => ({
  localIp: readIp(f, 1, 'local_address', format.littleEndian),
  localPort: port(f, 2, 'local port'),
  remoteIp: readIp(f, 3, 'rem_address', format.littleEndian),
  remotePort: port(f, 4, 'remote port'),
  state: state(f, 5, 'st'),
  txQueue: f.hex(6, 'tx_queue'),
  rxQueue: f.hex(7, 'rx_queue'),
  timer: f.hex(8, 'tr'),
  timerTicks: ticks(f, 9, 'tm->when'),
  retransmits: f.hex(10, 'retrnsmt'),
  uid: f.u32(11, 'uid'),
  probes: f.count53(12, 'timeout'),
  inode: f.count53(13, 'inode'),
  refs: f.count > 14 ? f.dec(14, 'ref') : null,
  // 15 is the socket's address in the kernel, hashed or zero since 4.15
  tail: format.tcp && f.count > 16 ? readTail(f) : null,
  drops: !format.tcp && f.count > 16 ? f.u32(16, 'drops') : null,
})

const readTail = (f: Fields): TcpTail => {
  const quickPingpong = f.dec(18, 'quick/pingpong')
  return {
    rtoTicks: f.dec(16, 'rto'),
    atoTicks: f.dec(17, 'ato'),
    quickack: quickPingpong >>> 1,
    pingpong: (quickPingpong & 1) === 1,
    cwnd: f.dec(19, 'cwnd'),
    ssthresh: f.dec(20, 'ssthresh'),
  }
}

/** Old kernels print a timer that is overdue as a negative long, of 32 or 64 bits. */
const ticks = (f: Fields, i: number, name: string): number => {
  const value = f.hexLong(i, name)
  return value < 0x80000000 ? value : 0
}

const TCP_MAX_STATES = 13

const state = (f: Fields, i: number, name: string): number => {
  const value = f.hex(i, name)
  return value > 0 && value < TCP_MAX_STATES ? value : f.refuse(i, name, 'a state')
}

const port = (f: Fields, i: number, name: string): number => {
  const value = f.hex(i, name)
  return value <= 0xffff ? value : f.refuse(i, name, 'a port')
}

/** Slots for addresses met before: a long list has far fewer addresses than ends. */
const KNOWN_SLOTS = 1024

const ip4Reader = (): ReadIp => {
  const known: (Ip | undefined)[] = Array<undefined>(KNOWN_SLOTS).fill(undefined)
  return (f, i, name, littleEndian) => {
    const address = word(f, i, 0, 1, name, littleEndian)
    const slot = (address ^ (address >>> 10) ^ (address >>> 20)) & (KNOWN_SLOTS - 1)
    const met = known[slot]
    if (met !== undefined && met.d === address) return met
    const ip = ipv4(address)
    known[slot] = ip
    return ip
  }
}

const readIp6: ReadIp = (f, i, name, littleEndian) =>
  ipv6(
    word(f, i, 0, 4, name, littleEndian),
    word(f, i, 1, 4, name, littleEndian),
    word(f, i, 2, 4, name, littleEndian),
    word(f, i, 3, 4, name, littleEndian),
  )

/** The kernel prints %08X of a network-order word, so a little-endian host shows its bytes reversed. */
const word = (
  f: Fields,
  i: number,
  part: number,
  parts: number,
  name: string,
  littleEndian: boolean,
): number => {
  const printed = f.hexPart(i, part, parts, name)
  return littleEndian ? swap32(printed) : printed
}
