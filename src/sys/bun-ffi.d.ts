/** The little of bun:ffi that ffi-bun.ts uses. */
declare module 'bun:ffi' {
  type Call = (...args: number[]) => number | bigint
  export function dlopen(
    library: string,
    symbols: Record<string, { args: readonly string[]; returns: string }>,
  ): { symbols: Record<string, Call> }
  export function ptr(bytes: Uint8Array): number
  export const read: { i32(address: number, offset: number): number }
}
