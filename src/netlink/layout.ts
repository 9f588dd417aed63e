import { LINK_STATS } from '../model/interface.ts'

/**
 * Names and sizes of struct members, for annotated dumps only: `name:bytes`, with `b` where the number
 * is in network byte order, `s` where it is signed. Spelled as in the kernel's headers.
 */
export const LAYOUT = {
  nlmsghdr: 'nlmsg_len:4 nlmsg_type:2 nlmsg_flags:2 nlmsg_seq:4 nlmsg_pid:4',
  nlattr: 'nla_len:2 nla_type:2',
  error: 'error:4s',
  inetReq:
    'idiag_family:1 idiag_src_len:1 idiag_dst_len:1 idiag_ext:1 idiag_sport:2b idiag_dport:2b ' +
    'idiag_src:16 idiag_dst:16 idiag_if:4 idiag_cookie:8 idiag_states:4 idiag_dbs:4',
  inetReqV2:
    'sdiag_family:1 sdiag_protocol:1 idiag_ext:1 pad:1 idiag_states:4 idiag_sport:2b idiag_dport:2b ' +
    'idiag_src:16 idiag_dst:16 idiag_if:4 idiag_cookie:8',
  inetMsg:
    'idiag_family:1 idiag_state:1 idiag_timer:1 idiag_retrans:1 idiag_sport:2b idiag_dport:2b ' +
    'idiag_src:16 idiag_dst:16 idiag_if:4 idiag_cookie:8 idiag_expires:4 idiag_rqueue:4 ' +
    'idiag_wqueue:4 idiag_uid:4 idiag_inode:4',
  unixReq:
    'sdiag_family:1 sdiag_protocol:1 pad:2 udiag_states:4 udiag_ino:4 udiag_show:4 udiag_cookie:8',
  unixMsg: 'udiag_family:1 udiag_type:1 udiag_state:1 pad:1 udiag_ino:4 udiag_cookie:8',
  memory:
    'rmem_alloc:4 rcvbuf:4 wmem_alloc:4 sndbuf:4 fwd_alloc:4s wmem_queued:4 optmem:4 backlog:4 drops:4',
  vegas: 'tcpv_enabled:4 tcpv_rttcnt:4 tcpv_rtt:4 tcpv_minrtt:4',
  dctcp: 'dctcp_enabled:2 dctcp_ce_state:2 dctcp_alpha:4 dctcp_ab_ecn:4 dctcp_ab_tot:4',
  bbr: 'bbr_bw_lo:4 bbr_bw_hi:4 bbr_min_rtt:4 bbr_pacing_gain:4 bbr_cwnd_gain:4',
  vfs: 'udiag_vfs_ino:4 udiag_vfs_dev:4',
  rqlen: 'udiag_rqueue:4 udiag_wqueue:4',
  linkMsg: 'ifi_family:1 pad:1 ifi_type:2 ifi_index:4s ifi_flags:4 ifi_change:4',
  linkStats: LINK_STATS.map(name => `${name}:8`).join(' '),
  linkMap: 'mem_start:8 mem_end:8 base_addr:8 irq:2 dma:1 port:1',
  addressMsg: 'ifa_family:1 ifa_prefixlen:1 ifa_flags:1 ifa_scope:1 ifa_index:4',
  qdiscMsg: 'tcm_family:1 pad:1 pad:2 tcm_ifindex:4s tcm_handle:4 tcm_parent:4 tcm_info:4',
  basicStats: 'bytes:8 packets:4',
  queueStats: 'qlen:4 backlog:4 drops:4 requeues:4 overlimits:4',
  number1: 'value:1',
  number4: 'value:4',
  number8: 'value:8',
  tcpInfo:
    'tcpi_state:1 tcpi_ca_state:1 tcpi_retransmits:1 tcpi_probes:1 tcpi_backoff:1 tcpi_options:1 ' +
    'tcpi_wscale:1 tcpi_flags:1 tcpi_rto:4 tcpi_ato:4 tcpi_snd_mss:4 tcpi_rcv_mss:4 ' +
    'tcpi_unacked:4 tcpi_sacked:4 tcpi_lost:4 tcpi_retrans:4 tcpi_fackets:4 ' +
    'tcpi_last_data_sent:4 tcpi_last_ack_sent:4 tcpi_last_data_recv:4 tcpi_last_ack_recv:4 ' +
    'tcpi_pmtu:4 tcpi_rcv_ssthresh:4 tcpi_rtt:4 tcpi_rttvar:4 tcpi_snd_ssthresh:4 ' +
    'tcpi_snd_cwnd:4 tcpi_advmss:4 tcpi_reordering:4 tcpi_rcv_rtt:4 tcpi_rcv_space:4 ' +
    'tcpi_total_retrans:4 tcpi_pacing_rate:8 tcpi_max_pacing_rate:8 tcpi_bytes_acked:8 ' +
    'tcpi_bytes_received:8 tcpi_segs_out:4 tcpi_segs_in:4 tcpi_notsent_bytes:4 tcpi_min_rtt:4 ' +
    'tcpi_data_segs_in:4 tcpi_data_segs_out:4 tcpi_delivery_rate:8 tcpi_busy_time:8 ' +
    'tcpi_rwnd_limited:8 tcpi_sndbuf_limited:8 tcpi_delivered:4 tcpi_delivered_ce:4 ' +
    'tcpi_bytes_sent:8 tcpi_bytes_retrans:8 tcpi_dsack_dups:4 tcpi_reord_seen:4 ' +
    'tcpi_rcv_ooopack:4 tcpi_snd_wnd:4 tcpi_rcv_wnd:4 tcpi_rehash:4 tcpi_total_rto:2 ' +
    'tcpi_total_rto_recoveries:2 tcpi_total_rto_time:4 tcpi_received_ce:4 ' +
    'tcpi_delivered_e1_bytes:4 tcpi_delivered_e0_bytes:4 tcpi_delivered_ce_bytes:4 ' +
    'tcpi_received_e1_bytes:4 tcpi_received_e0_bytes:4 tcpi_received_ce_bytes:4 ' +
    'tcpi_accecn_fail_mode:2 tcpi_accecn_opt_seen:2',
} as const

export type LayoutName = keyof typeof LAYOUT

/** An attribute's name, and what is in it. */
export interface AttributeName {
  readonly name: string
  readonly holds?: LayoutName | 'text' | AttributeNames
}
export type AttributeNames = Readonly<Record<number, AttributeName>>

export const ERROR_ATTRIBUTES: AttributeNames = {
  1: { name: 'NLMSGERR_ATTR_MSG', holds: 'text' },
  2: { name: 'NLMSGERR_ATTR_OFFS', holds: 'number4' },
  3: { name: 'NLMSGERR_ATTR_COOKIE' },
  4: { name: 'NLMSGERR_ATTR_POLICY' },
  5: { name: 'NLMSGERR_ATTR_MISS_TYPE', holds: 'number4' },
  6: { name: 'NLMSGERR_ATTR_MISS_NEST', holds: 'number4' },
}

export const INET_REQUEST_ATTRIBUTES: AttributeNames = {
  1: { name: 'INET_DIAG_REQ_BYTECODE' },
  2: { name: 'INET_DIAG_REQ_SK_BPF_STORAGES' },
  3: { name: 'INET_DIAG_REQ_PROTOCOL', holds: 'number4' },
}

export const INET_ATTRIBUTES: AttributeNames = {
  1: { name: 'INET_DIAG_MEMINFO' },
  2: { name: 'INET_DIAG_INFO', holds: 'tcpInfo' },
  3: { name: 'INET_DIAG_VEGASINFO', holds: 'vegas' },
  4: { name: 'INET_DIAG_CONG', holds: 'text' },
  5: { name: 'INET_DIAG_TOS', holds: 'number1' },
  6: { name: 'INET_DIAG_TCLASS', holds: 'number1' },
  7: { name: 'INET_DIAG_SKMEMINFO', holds: 'memory' },
  8: { name: 'INET_DIAG_SHUTDOWN', holds: 'number1' },
  9: { name: 'INET_DIAG_DCTCPINFO', holds: 'dctcp' },
  10: { name: 'INET_DIAG_PROTOCOL', holds: 'number1' },
  11: { name: 'INET_DIAG_SKV6ONLY', holds: 'number1' },
  12: { name: 'INET_DIAG_LOCALS' },
  13: { name: 'INET_DIAG_PEERS' },
  14: { name: 'INET_DIAG_PAD' },
  15: { name: 'INET_DIAG_MARK', holds: 'number4' },
  16: { name: 'INET_DIAG_BBRINFO', holds: 'bbr' },
  17: { name: 'INET_DIAG_CLASS_ID', holds: 'number4' },
  18: { name: 'INET_DIAG_MD5SIG' },
  19: {
    name: 'INET_DIAG_ULP_INFO',
    holds: {
      1: { name: 'INET_ULP_INFO_NAME', holds: 'text' },
      2: { name: 'INET_ULP_INFO_TLS' },
      3: { name: 'INET_ULP_INFO_MPTCP' },
    },
  },
  20: { name: 'INET_DIAG_SK_BPF_STORAGES' },
  21: { name: 'INET_DIAG_CGROUP_ID', holds: 'number8' },
  22: { name: 'INET_DIAG_SOCKOPT' },
}

export const UNIX_ATTRIBUTES: AttributeNames = {
  0: { name: 'UNIX_DIAG_NAME', holds: 'text' },
  1: { name: 'UNIX_DIAG_VFS', holds: 'vfs' },
  2: { name: 'UNIX_DIAG_PEER', holds: 'number4' },
  3: { name: 'UNIX_DIAG_ICONS' },
  4: { name: 'UNIX_DIAG_RQLEN', holds: 'rqlen' },
  5: { name: 'UNIX_DIAG_MEMINFO', holds: 'memory' },
  6: { name: 'UNIX_DIAG_SHUTDOWN', holds: 'number1' },
  7: { name: 'UNIX_DIAG_UID', holds: 'number4' },
}

/** Of many attributes, those that are read. */
export const LINK_ATTRIBUTES: AttributeNames = {
  1: { name: 'IFLA_ADDRESS' },
  3: { name: 'IFLA_IFNAME', holds: 'text' },
  4: { name: 'IFLA_MTU', holds: 'number4' },
  13: { name: 'IFLA_TXQLEN', holds: 'number4' },
  14: { name: 'IFLA_MAP', holds: 'linkMap' },
  16: { name: 'IFLA_OPERSTATE', holds: 'number1' },
  23: { name: 'IFLA_STATS64', holds: 'linkStats' },
}

export const ADDRESS_ATTRIBUTES: AttributeNames = {
  1: { name: 'IFA_ADDRESS' },
  2: { name: 'IFA_LOCAL' },
  3: { name: 'IFA_LABEL', holds: 'text' },
  4: { name: 'IFA_BROADCAST' },
}

export const QDISC_ATTRIBUTES: AttributeNames = {
  1: { name: 'TCA_KIND', holds: 'text' },
  7: {
    name: 'TCA_STATS2',
    holds: {
      1: { name: 'TCA_STATS_BASIC', holds: 'basicStats' },
      3: { name: 'TCA_STATS_QUEUE', holds: 'queueStats' },
    },
  },
}
