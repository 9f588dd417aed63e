import { parseLines, type Parsed } from '../base/text.ts'

/** One line of /proc/net/sockstat: a protocol and its counters by name. */
export interface SockstatRow {
  /** `sockets`, `TCP`, `UDP`, `TCP6`, ... */
  readonly protocol: string
  /** inuse, orphan, tw, alloc: sockets; mem: pages; memory (FRAG): bytes */
  readonly counters: ReadonlyMap<string, number>
}

/** /proc/net/sockstat and sockstat6; sockstat_seq_show() in net/ipv4/proc.c and its IPv6 twin. */
export const parseSockstat = (text: string, file = 'net/sockstat'): Parsed<SockstatRow> =>
  parseLines(text, file, 0, f => {
    const counters = new Map<string, number>()
    for (let i = 1; i < f.count; i += 2) {
      const name = f.word(i, 'counter')
      counters.set(name, f.dec(i + 1, name))
    }
    return { protocol: f.word(0, 'protocol'), counters }
  })

/** net.ipv4.tcp_mem and udp_mem: three limits of a protocol's memory, in pages. */
export interface MemoryLimits {
  readonly low: number
  readonly pressure: number
  readonly high: number
}

/** /proc/sys/net/ipv4/tcp_mem or udp_mem; one line, three numbers (Documentation/networking/ip-sysctl.rst). */
export const parseMemoryLimits = (text: string, file: string): Parsed<MemoryLimits> =>
  parseLines(text, file, 0, f => ({
    low: f.count53(0, 'low'),
    pressure: f.count53(1, 'pressure'),
    high: f.count53(2, 'high'),
  }))

/** include/uapi/linux/auxvec.h */
const AT_PAGESZ = 6n

/**
 * The page size in bytes from /proc/self/auxv, pairs of words as wide as the kernel's, read as latin1;
 * null where it is not told. Only 64-bit kernels are known to this.
 */
export const pageSizeOf = (auxv: string, littleEndian: boolean): number | null => {
  const bytes = Uint8Array.from(auxv, character => character.charCodeAt(0))
  const words = new DataView(bytes.buffer)
  for (let at = 0; at + 16 <= bytes.length; at += 16) {
    if (words.getBigUint64(at, littleEndian) === AT_PAGESZ) {
      return Number(words.getBigUint64(at + 8, littleEndian))
    }
  }
  return null
}
