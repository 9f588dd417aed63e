/**
 * struct tcp_info of include/uapi/linux/tcp.h, as tcp_get_info() in net/ipv4/tcp.c fills it. Counters
 * count from the start of the connection and wrap at their width; null: this kernel is older.
 */
export interface TcpInfo {
  /** tcpi_state, a number of include/net/tcp_states.h */
  readonly state: number
  /** tcpi_ca_state: 0 open, 1 disorder, 2 CWR, 3 recovery, 4 loss */
  readonly caState: number
  /** tcpi_retransmits: retransmissions of the oldest segment, unanswered so far */
  readonly retransmits: number
  /** tcpi_probes: unanswered window or keepalive probes */
  readonly probes: number
  /** tcpi_backoff: how often the timeout has been doubled */
  readonly backoff: number
  /** tcpi_options: 1 timestamps, 2 sack, 4 window scale, 8 ecn, 16 ecn seen, 32 data in syn, 64 usec ts */
  readonly options: number
  readonly sndWscale: number
  readonly rcvWscale: number
  /** tcpi_delivery_rate_app_limited: the rate was limited by the sender itself; since 4.9 */
  readonly appLimited: boolean | null
  /** tcpi_fastopen_client_fail: 0 none, 1 no cookie, 2 data not acked, 3 syn retransmitted; since 5.5 */
  readonly fastopenClientFail: number | null
  /** tcpi_rto, microseconds */
  readonly rtoUs: number
  /** tcpi_ato, microseconds: delay of acknowledgements */
  readonly atoUs: number
  /** bytes */
  readonly sndMss: number
  /** bytes */
  readonly rcvMss: number
  /** segments in flight; on a listener the length of the accept queue */
  readonly unacked: number
  /** segments; on a listener the limit of the accept queue */
  readonly sacked: number
  /** segments thought lost */
  readonly lost: number
  /** segments retransmitted and not yet acknowledged */
  readonly retrans: number
  /** always 0 since 4.15 */
  readonly fackets: number
  /** milliseconds ago */
  readonly lastDataSentMs: number
  /** milliseconds ago */
  readonly lastDataRecvMs: number
  /** milliseconds ago */
  readonly lastAckRecvMs: number
  /** path MTU, bytes */
  readonly pmtu: number
  /** bytes */
  readonly rcvSsthresh: number
  /** tcpi_rtt, microseconds, smoothed */
  readonly rttUs: number
  /** tcpi_rttvar, microseconds */
  readonly rttvarUs: number
  /** segments; 2147483647: still in slow start */
  readonly sndSsthresh: number
  /** segments */
  readonly sndCwnd: number
  /** bytes */
  readonly advmss: number
  /** segments */
  readonly reordering: number
  /** microseconds, as the receiver sees it */
  readonly rcvRttUs: number
  /** bytes */
  readonly rcvSpace: number
  /** segments retransmitted */
  readonly totalRetrans: number
  /** bytes per second; 18446744073709551615: no limit; since 3.15 */
  readonly pacingRate: bigint | null
  /** bytes per second; 18446744073709551615: no limit; since 3.15 */
  readonly maxPacingRate: bigint | null
  /** bytes; since 4.1 */
  readonly bytesAcked: bigint | null
  /** bytes; since 4.1 */
  readonly bytesReceived: bigint | null
  /** segments; since 4.2 */
  readonly segsOut: number | null
  /** segments; since 4.2 */
  readonly segsIn: number | null
  /** bytes written and not yet sent; since 4.6 */
  readonly notsentBytes: number | null
  /** microseconds; 4294967295: none yet; since 4.6 */
  readonly minRttUs: number | null
  /** segments with data; since 4.6 */
  readonly dataSegsIn: number | null
  /** segments with data; since 4.6 */
  readonly dataSegsOut: number | null
  /** bytes per second; since 4.9 */
  readonly deliveryRate: bigint | null
  /** microseconds spent sending; since 4.10 */
  readonly busyUs: bigint | null
  /** of these, microseconds limited by the peer's window; since 4.10 */
  readonly rwndLimitedUs: bigint | null
  /** of these, microseconds limited by the send buffer; since 4.10 */
  readonly sndbufLimitedUs: bigint | null
  /** segments; since 4.18 */
  readonly delivered: number | null
  /** segments that met congestion on the way (ECN); since 4.18 */
  readonly deliveredCe: number | null
  /** bytes, retransmissions included; since 4.19 */
  readonly bytesSent: bigint | null
  /** bytes; since 4.19 */
  readonly bytesRetrans: bigint | null
  /** duplicates that the peer reports; since 4.19 */
  readonly dsackDups: number | null
  /** events of reordering; since 4.19 */
  readonly reordSeen: number | null
  /** segments received out of order; since 5.4 */
  readonly rcvOoopack: number | null
  /** the peer's window, bytes, scaled; since 5.4 */
  readonly sndWnd: number | null
  /** the window offered, bytes, scaled; since 6.2 */
  readonly rcvWnd: number | null
  /** times a new path was tried after a timeout (PLB or rehash); since 6.2 */
  readonly rehash: number | null
  /** retransmission timeouts; since 6.7 */
  readonly totalRto: number | null
  /** recoveries that began with a timeout, one under way included; since 6.7 */
  readonly totalRtoRecoveries: number | null
  /** milliseconds spent in them; since 6.7 */
  readonly totalRtoTimeMs: number | null
  /** packets received with a congestion mark; since 6.18, as all of AccECN below */
  readonly receivedCe: number | null
  /** bytes delivered under ECT(1), by the peer's count */
  readonly deliveredE1Bytes: number | null
  /** bytes delivered under ECT(0), by the peer's count */
  readonly deliveredE0Bytes: number | null
  /** bytes delivered with a congestion mark, by the peer's count */
  readonly deliveredCeBytes: number | null
  /** bytes */
  readonly receivedE1Bytes: number | null
  /** bytes */
  readonly receivedE0Bytes: number | null
  /** bytes */
  readonly receivedCeBytes: number | null
  /** why AccECN failed, bits; 0: it did not */
  readonly accecnFailMode: number | null
  /** whether the AccECN option was seen: 0 not, 1 empty, 2 counters */
  readonly accecnOptSeen: number | null
}
