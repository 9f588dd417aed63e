import type { CongestionInfo, SocketMemory } from '../model/socket-memory.ts'
import type { TcpInfo } from '../model/tcp-info.ts'

/** What attributes tell; null where the kernel sent none, be it not asked for or not known to it. */
export interface InetDetail {
  /** IP protocol; raw sockets and events have it */
  readonly protocol: number | null
  /** bit 0: receives no more, bit 1: sends no more */
  readonly shutdown: number | null
  /** IPv6 sockets only */
  readonly v6only: boolean | null
  readonly tos: number | null
  readonly tclass: number | null
  /** SO_MARK; only with CAP_NET_ADMIN */
  readonly mark: number | null
  /** net_cls class, or else SO_PRIORITY */
  readonly classId: number | null
  /** cgroup v2 id: the inode of its directory; since 5.9 */
  readonly cgroupId: bigint | null
  /** upper layer protocol (`tls`, `mptcp`, `espintcp`); only with CAP_NET_ADMIN before 5.13 */
  readonly ulp: string | null
  readonly congestion: string | null
  readonly congestionInfo: CongestionInfo | null
  readonly memory: SocketMemory | null
  readonly tcpInfo: TcpInfo | null
}
