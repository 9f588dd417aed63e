/** The counters of one protocol (`Tcp`, `TcpExt`, `Ip6`), as /proc/net/{snmp,netstat,snmp6} tell them. */
export interface CounterGroup {
  readonly group: string
  /**
   * By the kernel's names and in its order: u64, but for Tcp MaxConn, which may be -1; null: the file
   * names it and gives no value. They only grow, unless the name says otherwise (Tcp CurrEstab).
   */
  readonly counters: ReadonlyMap<string, bigint | null>
}
