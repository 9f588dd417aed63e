/** A socket that carries whole datagrams: the kernel's netlink, or a fake kernel in tests. */
export interface Transport {
  send(bytes: Uint8Array): void
  /**
   * The next datagram, valid until the next call; null: none came in time. Without `waitMs` it waits
   * as long as the transport is willing to (seconds), with 0 not at all.
   */
  receive(waitMs?: number): Uint8Array | null
  /** Joins a multicast group by number (NETLINK_ADD_MEMBERSHIP). */
  join(group: number): void
  close(): void
}
