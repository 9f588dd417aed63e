/** A buffer that is full is copied into one so many times as large: memory not written to costs nothing. */
const GROWTH = 4

/** What a column may write by itself, model/table.ts. */
export const WRITE_ROOM = 64

/** Bytes one behind the other. Whoever writes into `buffer` makes room first, and moves `end`. */
export class GrowingBytes {
  buffer: Buffer
  end = 0

  /** `size`: more will be found where that is not enough */
  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(size)
  }

  /** Makes room for so many bytes behind the end: `buffer` may be another one then. */
  ensure(room: number): void {
    if (this.buffer.length - this.end >= room) return
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * GROWTH, this.end + room))
    larger.set(this.buffer.subarray(0, this.end))
    this.buffer = larger
  }
}
