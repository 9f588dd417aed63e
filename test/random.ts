/** Numbers that look random and come again with the same seed (mulberry32). */
export interface Random {
  /** 0 .. 2^32 - 1 */
  u32(): number
  /** 0 .. below - 1 */
  below(limit: number): number
  bytes(length: number): Uint8Array
}

export const random = (seed: number): Random => {
  let state = seed >>> 0
  const u32 = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number): number => u32() % limit
  return { u32, below, bytes: length => Uint8Array.from({ length }, () => below(256)) }
}
