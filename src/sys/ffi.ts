/** What a runtime's foreign function interface must offer; everything else is built on it. */
export interface Ffi {
  /** syscall(2) of libc: the result, or -errno. */
  syscall(nr: number, a: number, b: number, c: number, d: number, e: number, f: number): number
  /** Where the first byte of `bytes` lies; it stays there while `bytes` is referenced. */
  address(bytes: Uint8Array): number
}
