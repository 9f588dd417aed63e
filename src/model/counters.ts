/** One counter by the name the kernel gives it; null: the file names it and gives no value. */
export interface Counter {
  readonly name: string
  /** u64 or unsigned long, cumulative unless the name says otherwise (Tcp CurrEstab); Tcp MaxConn may be -1 */
  readonly value: bigint | null
}

/** The counters of one protocol (`Tcp`, `TcpExt`, `Ip6`), in the order of the file. */
export interface CounterGroup {
  readonly name: string
  readonly counters: readonly Counter[]
}
