import { parseLines, type Fields, type Parsed } from '../base/text.ts'
import { ipv4 } from '../model/address.ts'
import type { Address } from '../model/lines.ts'
import { addressWord } from './address.ts'
import { kernelLines } from './inet-kernel-line.ts'

export interface InetFormat {
  readonly family: 4 | 6
  readonly tcp: boolean
  /** of the host the text comes from: addresses are printed as its words */
  readonly littleEndian: boolean
}

/** One row of /proc/net/{tcp,udp,udplite,raw}{,6}, numbers as the kernel prints them. */
export class InetRow {
  readonly local: Address
  readonly remote: Address
  /** on a raw socket the IP protocol number */
  localPort = 0
  remotePort = 0
  /** include/net/tcp_states.h; udp and raw use 1 (connected) and 7 */
  state = 0
  /** bytes; 0 on a TCP listener, whose backlog limit this file does not carry */
  txQueue = 0
  /** bytes; on a TCP listener, connections waiting to be accepted */
  rxQueue = 0
  /** 0 off, 1 retransmit, 2 keepalive, 3 timewait, 4 zero-window probe */
  timer = 0
  /** until the timer fires, in clock ticks (USER_HZ, 100 a second) */
  timerTicks = 0
  retransmits = 0
  uid = 0
  /** unanswered probes (column `timeout`) */
  probes = 0
  inode = 0
  /** datagrams lost at this socket: udp, udplite and raw since 2.6.27; tcp has no such column */
  drops: number | null = null
  private readonly format: InetFormat

  constructor(format: InetFormat) {
    this.format = format
    this.local = { ...ipv4(0), v: format.family }
    this.remote = { ...ipv4(0), v: format.family }
  }

  /** Takes the words of a line. What stands behind the inode is for other readers. */
  load(f: Fields): this {
    readAddress(f, 1, 'local_address', this.format, this.local)
    this.localPort = port(f, 2, 'local port')
    readAddress(f, 3, 'rem_address', this.format, this.remote)
    this.remotePort = port(f, 4, 'remote port')
    this.state = state(f, 5, 'st')
    this.txQueue = f.hex(6, 'tx_queue')
    this.rxQueue = f.hex(7, 'rx_queue')
    this.timer = f.hex(8, 'tr')
    this.timerTicks = ticks(f, 9, 'tm->when')
    this.retransmits = f.hex(10, 'retrnsmt')
    this.uid = f.u32(11, 'uid')
    this.probes = f.count53(12, 'timeout')
    this.inode = f.count53(13, 'inode')
    // 14 counts references, 15 is the socket's address in the kernel, hashed or zero since 4.15
    this.drops = !this.format.tcp && f.count > 16 ? f.u32(16, 'drops') : null
    return this
  }

  /** For who has filled the row otherwise: could the kernel have printed it into this file? */
  get possible(): boolean {
    const { family } = this.format
    return (
      this.state > 0 &&
      this.state < TCP_MAX_STATES &&
      this.timerTicks < OVERDUE &&
      this.local.v === family &&
      this.remote.v === family
    )
  }
}

/** Words of a row that are looked at. */
const WORDS = 17

/**
 * /proc/net/{tcp,udp,udplite,raw}{,6}; printed by tcp4_seq_show(), udp4_seq_show(), raw_seq_show()
 * and their IPv6 twins in net/ipv4 and net/ipv6. The first line is a header. `make` says what becomes
 * of each row, null to pass it over; it may not keep the row itself, which is one for all.
 */
export const parseInet = <T>(
  text: string | Uint8Array,
  file: string,
  format: InetFormat,
  make: (row: InetRow) => T | null,
): Parsed<T> => {
  const row = new InetRow(format)
  const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text
  const read = (f: Fields): T | null => make(row.load(f))
  if (!format.tcp) return parseLines(bytes, file, 1, read, { mostWords: WORDS })
  // of a tcp row all that counts stands where it always stands, if the kernel is one of today
  const fromKernel = kernelLines(bytes, format.littleEndian, row)
  const quick = (from: number, to: number): T | null | undefined => {
    if (!fromKernel(from, to) || !row.possible) return undefined
    row.uid >>>= 0
    return make(row)
  }
  return parseLines(bytes, file, 1, read, { mostWords: WORDS, quick })
}

const OVERDUE = 0x80000000

/** Old kernels print a timer that is overdue as a negative long, of 32 or 64 bits. */
const ticks = (f: Fields, i: number, name: string): number => {
  const value = f.hexLong(i, name)
  return value < OVERDUE ? value : 0
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

const readAddress = (
  f: Fields,
  i: number,
  name: string,
  { family, littleEndian }: InetFormat,
  into: Address,
): void => {
  const parts = family === 4 ? 1 : 4
  const word = (part: number): number => addressWord(f, i, part, parts, name, littleEndian)
  if (family === 6) {
    into.a = word(0)
    into.b = word(1)
    into.c = word(2)
  }
  into.v = family
  into.d = word(parts - 1)
}
