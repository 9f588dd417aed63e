/** What a socket holds of kernel memory: SK_MEMINFO_* of include/uapi/linux/sock_diag.h, in bytes. */
export interface SocketMemory {
  /** received, not yet read: sk_rmem_alloc, with the overhead of each packet */
  readonly rmemAlloc: number
  /** limit of rmemAlloc: sk_rcvbuf, twice what SO_RCVBUF asked for */
  readonly rcvbuf: number
  /** handed to the device, not yet freed: sk_wmem_alloc */
  readonly wmemAlloc: number
  /** limit of wmemQueued: sk_sndbuf */
  readonly sndbuf: number
  /** charged to the protocol's limit, not yet used: sk_forward_alloc; may be negative */
  readonly forwardAlloc: number
  /** written, not yet acknowledged: sk_wmem_queued */
  readonly wmemQueued: number
  /** options and filters: sk_omem_alloc */
  readonly optmem: number
  /** waiting while the socket is in use: sk_backlog.len; null: before Linux 2.6.38 */
  readonly backlog: number | null
  /** packets, not bytes: sk_drops; null: before Linux 4.7 */
  readonly drops: number | null
}

/** What a congestion control algorithm tells of itself. */
export type CongestionInfo =
  | {
      readonly kind: 'vegas'
      readonly enabled: boolean
      /** measurements in this round trip */
      readonly rttCount: number
      readonly rttUs: number
      readonly minRttUs: number
    }
  | {
      readonly kind: 'dctcp'
      /** false: the peer lacks ECN, and reno stands in */
      readonly enabled: boolean
      readonly ceState: number
      /** share of marked bytes, of 1024 */
      readonly alpha: number
      readonly ackedBytesEcn: number
      readonly ackedBytesTotal: number
    }
  | {
      readonly kind: 'bbr'
      /** bytes per second */
      readonly bandwidth: bigint
      readonly minRttUs: number
      /** of 256 */
      readonly pacingGain: number
      /** of 256 */
      readonly cwndGain: number
    }
