import { writeHex } from '../base/ascii.ts'

/**
 * Layout of an inet socket's numbers, u32 words side by side: for those who fill them, while everyone
 * else reads an `InetRecord`.
 */
export const WORD = {
  recvQ: 0,
  sendQ: 1,
  uid: 2,
  drops: 3,
  timer: 4,
  retransmits: 5,
  probes: 6,
  // two words each, the lower first
  inode: 7,
  cookie: 9,
  expires: 11,
  /** which of the others are known: bits of HAS */
  has: 13,
  /** 0: not known */
  netns: 14,
} as const
export const STRIDE = 15

export const HAS = {
  sendQ: 1,
  uid: 2,
  drops: 4,
  cookie: 8,
  timer: 16,
  retransmits: 32,
  probes: 64,
  v6only: 128,
  /** the one that is no number: with `v6only`, that it is true */
  isV6only: 256,
} as const

/** Writes the cookie as bytes, of the socket whose words begin at `from`; returns the offset behind it, or -1: it has none. */
export const writeCookie = (
  words: Uint32Array,
  from: number,
  into: Uint8Array,
  at: number,
): number =>
  (words[from + WORD.has]! & HAS.cookie) === 0
    ? -1
    : writeHex(into, at, words[from + WORD.cookie + 1]!, words[from + WORD.cookie]!)
