/**
 * Layout of an inet socket's numbers, u32 words side by side: for those who fill them, while everyone
 * else reads an `InetRecord`. Addresses are four words, most significant first; IPv4 stands in the last,
 * behind what makes it v4-mapped.
 */
export const WORD = {
  localPort: 0,
  localIp: 1,
  remotePort: 5,
  remoteIp: 6,
  recvQ: 10,
  sendQ: 11,
  uid: 12,
  drops: 13,
  timer: 14,
  retransmits: 15,
  probes: 16,
  // two words each, the lower first
  inode: 17,
  cookie: 19,
  expires: 21,
  /** which of the others are known: bits of HAS */
  has: 23,
} as const
export const STRIDE = 24

/** The ends of a socket: ports and addresses. */
export const ENDS = { from: WORD.localPort, to: WORD.remoteIp + 4 } as const

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

/** The words before an IPv4 address. */
export const MAPPED = 0xffff
