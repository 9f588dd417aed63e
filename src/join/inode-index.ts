/** Fibonacci hashing: inodes come in runs, which this spreads. */
const GOLDEN = 0x9e3779b1

/**
 * Where each of many inodes has its place, from 0 to below `size`: open addressing in one flat array,
 * at most half full. A Map of as many sockets takes three times the memory, and a call into the engine
 * for every descriptor of the host.
 */
export class InodeIndex {
  readonly size: number
  private readonly shift: number
  /** 0: free, as no file has that inode */
  private readonly inodes: Float64Array

  /** For at most so many inodes. */
  constructor(most: number) {
    const bits = Math.max(4, 33 - Math.clz32(most))
    this.size = 2 ** bits
    this.shift = 32 - bits
    this.inodes = new Float64Array(this.size)
  }

  /** Gives an inode its place; 0 is none. */
  add(inode: number): void {
    this.inodes[this.slotOf(inode)] = inode
  }

  /** The place of the inode; -1: it has none. */
  find(inode: number): number {
    const slot = this.slotOf(inode)
    return this.inodes[slot] === 0 ? -1 : slot
  }

  /** Where the inode stands, or would. */
  private slotOf(inode: number): number {
    const { inodes, size } = this
    let slot = Math.imul(inode, GOLDEN) >>> this.shift
    while (inodes[slot] !== inode && inodes[slot] !== 0) slot = (slot + 1) & (size - 1)
    return slot
  }
}
