import type { TcpInfo } from '../../model/tcp-info.ts'

export interface TcpInfoField {
  /** below `tcp_info.` in JSON; the unit is in the name */
  readonly key: string
  readonly field: keyof TcpInfo
  readonly help: string
}

/** Every member of struct tcp_info, in the kernel's order; null where this kernel is older. */
export const TCP_INFO_FIELDS: readonly TcpInfoField[] = (
  [
    ['state', 'state', 'tcpi_state, a number of include/net/tcp_states.h'],
    ['ca_state', 'caState', 'tcpi_ca_state: 0 open, 1 disorder, 2 CWR, 3 recovery, 4 loss'],
    [
      'retransmits',
      'retransmits',
      'tcpi_retransmits: retransmissions of the oldest segment, unanswered so far',
    ],
    ['probes', 'probes', 'tcpi_probes: unanswered window or keepalive probes'],
    ['backoff', 'backoff', 'tcpi_backoff: how often the timeout has been doubled'],
    [
      'options',
      'options',
      'tcpi_options: 1 timestamps, 2 sack, 4 window scale, 8 ecn, 16 ecn seen, 32 data in syn, 64 usec ts',
    ],
    ['snd_wscale', 'sndWscale', 'window scale offered'],
    ['rcv_wscale', 'rcvWscale', 'window scale received'],
    [
      'app_limited',
      'appLimited',
      'tcpi_delivery_rate_app_limited: the rate was limited by the sender itself; since 4.9',
    ],
    [
      'fastopen_client_fail',
      'fastopenClientFail',
      'tcpi_fastopen_client_fail: 0 none, 1 no cookie, 2 data not acked, 3 syn retransmitted; since 5.5',
    ],
    ['rto_us', 'rtoUs', 'tcpi_rto, microseconds'],
    ['ato_us', 'atoUs', 'tcpi_ato, microseconds: delay of acknowledgements'],
    ['snd_mss_bytes', 'sndMss', 'bytes'],
    ['rcv_mss_bytes', 'rcvMss', 'bytes'],
    [
      'unacked_segments',
      'unacked',
      'segments in flight; on a listener the length of the accept queue',
    ],
    ['sacked_segments', 'sacked', 'segments; on a listener the limit of the accept queue'],
    ['lost_segments', 'lost', 'segments thought lost'],
    ['retrans_segments', 'retrans', 'segments retransmitted and not yet acknowledged'],
    ['fackets_segments', 'fackets', 'always 0 since 4.15'],
    ['last_data_sent_ms', 'lastDataSentMs', 'milliseconds ago'],
    ['last_data_recv_ms', 'lastDataRecvMs', 'milliseconds ago'],
    ['last_ack_recv_ms', 'lastAckRecvMs', 'milliseconds ago'],
    ['pmtu_bytes', 'pmtu', 'path MTU, bytes'],
    ['rcv_ssthresh_bytes', 'rcvSsthresh', 'bytes'],
    ['rtt_us', 'rttUs', 'tcpi_rtt, microseconds, smoothed'],
    ['rttvar_us', 'rttvarUs', 'tcpi_rttvar, microseconds'],
    ['snd_ssthresh_segments', 'sndSsthresh', 'segments; 2147483647: still in slow start'],
    ['snd_cwnd_segments', 'sndCwnd', 'segments'],
    ['advmss_bytes', 'advmss', 'bytes'],
    ['reordering', 'reordering', 'segments'],
    ['rcv_rtt_us', 'rcvRttUs', 'microseconds, as the receiver sees it'],
    ['rcv_space_bytes', 'rcvSpace', 'bytes'],
    ['total_retrans_segments', 'totalRetrans', 'segments retransmitted'],
    [
      'pacing_rate_bytes_per_s',
      'pacingRate',
      'bytes per second; 18446744073709551615: no limit; since 3.15',
    ],
    [
      'max_pacing_rate_bytes_per_s',
      'maxPacingRate',
      'bytes per second; 18446744073709551615: no limit; since 3.15',
    ],
    ['bytes_acked', 'bytesAcked', 'bytes; since 4.1'],
    ['bytes_received', 'bytesReceived', 'bytes; since 4.1'],
    ['segs_out', 'segsOut', 'segments; since 4.2'],
    ['segs_in', 'segsIn', 'segments; since 4.2'],
    ['notsent_bytes', 'notsentBytes', 'bytes written and not yet sent; since 4.6'],
    ['min_rtt_us', 'minRttUs', 'microseconds; 4294967295: none yet; since 4.6'],
    ['data_segs_in', 'dataSegsIn', 'segments with data; since 4.6'],
    ['data_segs_out', 'dataSegsOut', 'segments with data; since 4.6'],
    ['delivery_rate_bytes_per_s', 'deliveryRate', 'bytes per second; since 4.9'],
    ['busy_us', 'busyUs', 'microseconds spent sending; since 4.10'],
    [
      'rwnd_limited_us',
      'rwndLimitedUs',
      "of these, microseconds limited by the peer's window; since 4.10",
    ],
    [
      'sndbuf_limited_us',
      'sndbufLimitedUs',
      'of these, microseconds limited by the send buffer; since 4.10',
    ],
    ['delivered', 'delivered', 'segments; since 4.18'],
    ['delivered_ce', 'deliveredCe', 'segments that met congestion on the way (ECN); since 4.18'],
    ['bytes_sent', 'bytesSent', 'bytes, retransmissions included; since 4.19'],
    ['bytes_retrans', 'bytesRetrans', 'bytes; since 4.19'],
    ['dsack_dups', 'dsackDups', 'duplicates that the peer reports; since 4.19'],
    ['reord_seen', 'reordSeen', 'events of reordering; since 4.19'],
    ['rcv_ooopack', 'rcvOoopack', 'segments received out of order; since 5.4'],
    ['snd_wnd_bytes', 'sndWnd', "the peer's window, bytes, scaled; since 5.4"],
    ['rcv_wnd_bytes', 'rcvWnd', 'the window offered, bytes, scaled; since 6.2'],
    ['rehash', 'rehash', 'times a new path was tried after a timeout'],
    ['total_rto', 'totalRto', 'retransmission timeouts; since 6.7'],
    [
      'total_rto_recoveries',
      'totalRtoRecoveries',
      'recoveries that began with a timeout, one under way included; since 6.7',
    ],
    ['total_rto_time_ms', 'totalRtoTimeMs', 'milliseconds spent in them; since 6.7'],
    [
      'received_ce',
      'receivedCe',
      'packets received with a congestion mark; since 6.18, as all of AccECN below',
    ],
    ['delivered_e1_bytes', 'deliveredE1Bytes', "bytes delivered under ECT(1), by the peer's count"],
    ['delivered_e0_bytes', 'deliveredE0Bytes', "bytes delivered under ECT(0), by the peer's count"],
    [
      'delivered_ce_bytes',
      'deliveredCeBytes',
      "bytes delivered with a congestion mark, by the peer's count",
    ],
    ['received_e1_bytes', 'receivedE1Bytes', 'bytes'],
    ['received_e0_bytes', 'receivedE0Bytes', 'bytes'],
    ['received_ce_bytes', 'receivedCeBytes', 'bytes'],
    ['accecn_fail_mode', 'accecnFailMode', 'why AccECN failed, bits; 0: it did not'],
    [
      'accecn_opt_seen',
      'accecnOptSeen',
      'whether the AccECN option was seen: 0 not, 1 empty, 2 counters',
    ],
  ] as const
).map(row => ({ key: row[0], field: row[1], help: row[2] }))
