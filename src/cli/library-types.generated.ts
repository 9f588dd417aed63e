// Made by "npm run types" of fixtures/schema/tsnetstat-1.schema.json; change that.

/** who can reach the address; private is all that IANA lists as not globally reachable */
export type Scope = 'any' | 'loopback' | 'link-local' | 'private' | 'multicast' | 'public'

export type Owner = {
  readonly pid: number
  readonly fds: readonly number[]
  /** short name; null: the process ended meanwhile */
  readonly comm: string | null
  /** argv; [] for a zombie or kernel thread */
  readonly cmdline: readonly string[] | null
  /** effective uid of the process */
  readonly uid: number | null
}

export type InetSocket = {
  readonly proto: 'tcp' | 'udp' | 'udplite' | 'raw'
  readonly family: 'inet' | 'inet6'
  /** local end */
  readonly local: {
    /** IPv4, or IPv6 as RFC 5952 writes it */
    readonly address: string
    /** 0: none; local port of a raw socket: the IP protocol number */
    readonly port: number
    readonly scope: Scope
    /** with --resolve: name of the address; null: none, or not known in time */
    readonly host?: string | null
    /** with --resolve: interface of a link-local address */
    readonly interface?: string | null
    /** with --services: name of the port */
    readonly service?: string | null
  }
  /** remote end */
  readonly remote: {
    /** IPv4, or IPv6 as RFC 5952 writes it */
    readonly address: string
    /** 0: none; local port of a raw socket: the IP protocol number */
    readonly port: number
    readonly scope: Scope
    /** with --resolve: name of the address; null: none, or not known in time */
    readonly host?: string | null
    /** with --resolve: interface of a link-local address */
    readonly interface?: string | null
    /** with --services: name of the port */
    readonly service?: string | null
  }
  /** UNCONN: udp, raw or unix without a peer */
  readonly state:
    | 'ESTABLISHED'
    | 'SYN_SENT'
    | 'SYN_RECV'
    | 'FIN_WAIT1'
    | 'FIN_WAIT2'
    | 'TIME_WAIT'
    | 'CLOSE'
    | 'CLOSE_WAIT'
    | 'LAST_ACK'
    | 'LISTEN'
    | 'CLOSING'
    | 'NEW_SYN_RECV'
    | 'BOUND_INACTIVE'
    | 'UNCONN'
  /** bytes not yet read by the program; of a TCP listener, connections not yet accepted */
  readonly recv_q: number | null
  /** bytes not yet acknowledged; of a TCP listener, its backlog limit */
  readonly send_q: number | null
  /** user of the socket; null for TIME_WAIT */
  readonly uid: number | null
  /** name of that user, from /etc/passwd */
  readonly user: string | null
  /** 0: no file (TIME_WAIT, SYN_RECV, not yet accepted) */
  readonly inode: number
  /** inode of the network namespace */
  readonly netns: number | null
  /** number that no two sockets of this boot share */
  readonly cookie: string | null
  /** processes that hold the socket, by pid; [] none, null: could not be seen */
  readonly owners?: readonly Owner[] | null
  /** datagrams or connections this socket lost; null: the source cannot say */
  readonly drops: number | null
  /** with -o */
  readonly timer?: {
    readonly kind?: 'off' | 'on' | 'keepalive' | 'timewait' | 'probe' | 'unknown'
    /** milliseconds until it fires */
    readonly expires_ms?: number | null
    /** so far */
    readonly retransmits?: number | null
    /** unanswered so far */
    readonly probes?: number | null
  }
  /** an IPv6 socket that takes no IPv4; null: IPv4, or the source cannot say */
  readonly v6only: boolean | null
  /** with -m: kernel memory of the socket */
  readonly memory?: {
    readonly rmem_bytes?: number | null
    readonly rcvbuf_bytes?: number | null
    readonly wmem_bytes?: number | null
    readonly sndbuf_bytes?: number | null
    readonly forward_alloc_bytes?: number | null
    readonly queued_bytes?: number | null
    readonly optmem_bytes?: number | null
    readonly backlog_bytes?: number | null
    readonly drops?: number | null
  }
  /** with --info: struct tcp_info; null where the kernel is older */
  readonly tcp_info?: {
    /** tcpi_state, a number of include/net/tcp_states.h */
    readonly state?: number | null
    /** tcpi_ca_state: 0 open, 1 disorder, 2 CWR, 3 recovery, 4 loss */
    readonly ca_state?: number | null
    /** tcpi_retransmits: retransmissions of the oldest segment, unanswered so far */
    readonly retransmits?: number | null
    /** tcpi_probes: unanswered window or keepalive probes */
    readonly probes?: number | null
    /** tcpi_backoff: how often the timeout has been doubled */
    readonly backoff?: number | null
    /** tcpi_options: 1 timestamps, 2 sack, 4 window scale, 8 ecn, 16 ecn seen, 32 data in syn, 64 usec ts */
    readonly options?: number | null
    /** window scale offered */
    readonly snd_wscale?: number | null
    /** window scale received */
    readonly rcv_wscale?: number | null
    /** tcpi_delivery_rate_app_limited: the rate was limited by the sender itself; since 4.9 */
    readonly app_limited?: boolean | null
    /** tcpi_fastopen_client_fail: 0 none, 1 no cookie, 2 data not acked, 3 syn retransmitted; since 5.5 */
    readonly fastopen_client_fail?: number | null
    /** tcpi_rto, microseconds */
    readonly rto_us?: number | null
    /** tcpi_ato, microseconds: delay of acknowledgements */
    readonly ato_us?: number | null
    /** bytes */
    readonly snd_mss_bytes?: number | null
    /** bytes */
    readonly rcv_mss_bytes?: number | null
    /** segments in flight; on a listener the length of the accept queue */
    readonly unacked_segments?: number | null
    /** segments; on a listener the limit of the accept queue */
    readonly sacked_segments?: number | null
    /** segments thought lost */
    readonly lost_segments?: number | null
    /** segments retransmitted and not yet acknowledged */
    readonly retrans_segments?: number | null
    /** always 0 since 4.15 */
    readonly fackets_segments?: number | null
    /** milliseconds ago */
    readonly last_data_sent_ms?: number | null
    /** milliseconds ago */
    readonly last_data_recv_ms?: number | null
    /** milliseconds ago */
    readonly last_ack_recv_ms?: number | null
    /** path MTU, bytes */
    readonly pmtu_bytes?: number | null
    /** bytes */
    readonly rcv_ssthresh_bytes?: number | null
    /** tcpi_rtt, microseconds, smoothed */
    readonly rtt_us?: number | null
    /** tcpi_rttvar, microseconds */
    readonly rttvar_us?: number | null
    /** segments; 2147483647: still in slow start */
    readonly snd_ssthresh_segments?: number | null
    /** segments */
    readonly snd_cwnd_segments?: number | null
    /** bytes */
    readonly advmss_bytes?: number | null
    /** segments */
    readonly reordering?: number | null
    /** microseconds, as the receiver sees it */
    readonly rcv_rtt_us?: number | null
    /** bytes */
    readonly rcv_space_bytes?: number | null
    /** segments retransmitted */
    readonly total_retrans_segments?: number | null
    /** bytes per second; 18446744073709551615: no limit; since 3.15 */
    readonly pacing_rate_bytes_per_s?: number | null
    /** bytes per second; 18446744073709551615: no limit; since 3.15 */
    readonly max_pacing_rate_bytes_per_s?: number | null
    /** bytes; since 4.1 */
    readonly bytes_acked?: number | null
    /** bytes; since 4.1 */
    readonly bytes_received?: number | null
    /** segments; since 4.2 */
    readonly segs_out?: number | null
    /** segments; since 4.2 */
    readonly segs_in?: number | null
    /** bytes written and not yet sent; since 4.6 */
    readonly notsent_bytes?: number | null
    /** microseconds; 4294967295: none yet; since 4.6 */
    readonly min_rtt_us?: number | null
    /** segments with data; since 4.6 */
    readonly data_segs_in?: number | null
    /** segments with data; since 4.6 */
    readonly data_segs_out?: number | null
    /** bytes per second; since 4.9 */
    readonly delivery_rate_bytes_per_s?: number | null
    /** microseconds spent sending; since 4.10 */
    readonly busy_us?: number | null
    /** of these, microseconds limited by the peer's window; since 4.10 */
    readonly rwnd_limited_us?: number | null
    /** of these, microseconds limited by the send buffer; since 4.10 */
    readonly sndbuf_limited_us?: number | null
    /** segments; since 4.18 */
    readonly delivered?: number | null
    /** segments that met congestion on the way (ECN); since 4.18 */
    readonly delivered_ce?: number | null
    /** bytes, retransmissions included; since 4.19 */
    readonly bytes_sent?: number | null
    /** bytes; since 4.19 */
    readonly bytes_retrans?: number | null
    /** duplicates that the peer reports; since 4.19 */
    readonly dsack_dups?: number | null
    /** events of reordering; since 4.19 */
    readonly reord_seen?: number | null
    /** segments received out of order; since 5.4 */
    readonly rcv_ooopack?: number | null
    /** the peer's window, bytes, scaled; since 5.4 */
    readonly snd_wnd_bytes?: number | null
    /** the window offered, bytes, scaled; since 6.2 */
    readonly rcv_wnd_bytes?: number | null
    /** times a new path was tried after a timeout */
    readonly rehash?: number | null
    /** retransmission timeouts; since 6.7 */
    readonly total_rto?: number | null
    /** recoveries that began with a timeout, one under way included; since 6.7 */
    readonly total_rto_recoveries?: number | null
    /** milliseconds spent in them; since 6.7 */
    readonly total_rto_time_ms?: number | null
    /** packets received with a congestion mark; since 6.18, as all of AccECN below */
    readonly received_ce?: number | null
    /** bytes delivered under ECT(1), by the peer's count */
    readonly delivered_e1_bytes?: number | null
    /** bytes delivered under ECT(0), by the peer's count */
    readonly delivered_e0_bytes?: number | null
    /** bytes delivered with a congestion mark, by the peer's count */
    readonly delivered_ce_bytes?: number | null
    /** bytes */
    readonly received_e1_bytes?: number | null
    /** bytes */
    readonly received_e0_bytes?: number | null
    /** bytes */
    readonly received_ce_bytes?: number | null
    /** why AccECN failed, bits; 0: it did not */
    readonly accecn_fail_mode?: number | null
    /** whether the AccECN option was seen: 0 not, 1 empty, 2 counters */
    readonly accecn_opt_seen?: number | null
  }
  /** with --info */
  readonly congestion?: string | null
  /** with --info: what bbr, dctcp or vegas says of itself */
  readonly congestion_info?: { readonly [key: string]: unknown } | null
  /** with --info: tls, mptcp */
  readonly ulp?: string | null
  /** with --info: directions that are closed */
  readonly shutdown?: 'none' | 'receive' | 'send' | 'both' | null
  /** with --info */
  readonly tos?: number | null
  /** with --info */
  readonly tclass?: number | null
  /** with --info */
  readonly mark?: number | null
  /** with --info */
  readonly class_id?: number | null
  /** with --info */
  readonly cgroup_id?: number | null
  /** with --info: index of the device that the socket is bound to; 0: none */
  readonly ifindex?: number | null
}

export type UnixSocket = {
  readonly proto: 'unix'
  readonly type: 'stream' | 'dgram' | 'raw' | 'rdm' | 'seqpacket' | null
  readonly local: {
    /** null: unnamed; @ begins an abstract name and stands for each NUL in it */
    readonly path: string | null
  }
  readonly remote: {
    /** inode of the other end */
    readonly inode: number | null
  }
  /** UNCONN: udp, raw or unix without a peer */
  readonly state:
    | 'ESTABLISHED'
    | 'SYN_SENT'
    | 'SYN_RECV'
    | 'FIN_WAIT1'
    | 'FIN_WAIT2'
    | 'TIME_WAIT'
    | 'CLOSE'
    | 'CLOSE_WAIT'
    | 'LAST_ACK'
    | 'LISTEN'
    | 'CLOSING'
    | 'NEW_SYN_RECV'
    | 'UNCONN'
  /** bytes not yet read by the program; of a TCP listener, connections not yet accepted */
  readonly recv_q: number | null
  /** bytes not yet acknowledged; of a TCP listener, its backlog limit */
  readonly send_q: number | null
  /** user of the socket; null for TIME_WAIT */
  readonly uid: number | null
  /** name of that user, from /etc/passwd */
  readonly user: string | null
  /** 0: no file (TIME_WAIT, SYN_RECV, not yet accepted) */
  readonly inode: number
  /** inode of the network namespace */
  readonly netns: number | null
  /** number that no two sockets of this boot share */
  readonly cookie: string | null
  /** processes that hold the socket, by pid; [] none, null: could not be seen */
  readonly owners?: readonly Owner[] | null
  /** with -m: kernel memory of the socket */
  readonly memory?: {
    readonly rmem_bytes?: number | null
    readonly rcvbuf_bytes?: number | null
    readonly wmem_bytes?: number | null
    readonly sndbuf_bytes?: number | null
    readonly forward_alloc_bytes?: number | null
    readonly queued_bytes?: number | null
    readonly optmem_bytes?: number | null
    readonly backlog_bytes?: number | null
    readonly drops?: number | null
  }
}

export type SoftnetRow = {
  /** number of the CPU */
  readonly cpu: number
  /** packets received, once per pass through the stack; u32, wraps */
  readonly processed: number
  /** packets lost because the backlog of this CPU was full; u32, wraps */
  readonly dropped: number
  /** polls that stopped with work left; u32, wraps */
  readonly time_squeeze: number
  /** transmit lock collisions; 0 since Linux 4.8 */
  readonly cpu_collision: number
  /** inter-processor interrupts for RPS; null before 2.6.35 */
  readonly received_rps: number | null
  /** packets dropped by the flow limit; null before 3.11 */
  readonly flow_limit_count: number | null
  /** packets queued now; null before 5.10 */
  readonly backlog_len: number | null
  /** packets queued now in input_pkt_queue; null before 6.4 */
  readonly input_qlen: number | null
  /** packets queued now in process_queue; null before 6.4 */
  readonly process_qlen: number | null
  /** with -c: per second, since the look before; null: not known */
  readonly rates?: {
    readonly processed?: number | null
    readonly dropped?: number | null
    readonly time_squeeze?: number | null
    readonly cpu_collision?: number | null
    readonly received_rps?: number | null
    readonly flow_limit_count?: number | null
  } | null
}

export type Counter = {
  /** the kernel's own: RcvbufErrors, rx_missed_errors, dropped, ... */
  readonly name: string
  /** the file and the group in it, or the netlink answer */
  readonly source: string
  /** null: not of one interface */
  readonly interface: string | null
  /** null: not of one CPU */
  readonly cpu: number | null
  /** how far it went between the readings; null: not known, since there was one reading, or the counter is new or began anew */
  readonly delta: number | null
  /** delta per second */
  readonly rate: number | null
  /** since the counter began; u32 counters wrap */
  readonly total: number
}

export type Limit = {
  /** a sysctl */
  readonly name: string
  /** now; text where the file holds several numbers; null: not there, or not to be read */
  readonly value: number | string | null
}

/** a socket as in sockets, and what it lost */
export type LostSocket = {
  readonly proto: InetSocket['proto']
  readonly family: InetSocket['family']
  readonly v6only: InetSocket['v6only']
  readonly state: InetSocket['state']
  readonly local: InetSocket['local']
  readonly remote: InetSocket['remote']
  readonly recv_q: InetSocket['recv_q']
  readonly send_q: InetSocket['send_q']
  readonly uid: InetSocket['uid']
  readonly user: InetSocket['user']
  readonly inode: InetSocket['inode']
  readonly netns: InetSocket['netns']
  readonly cookie: InetSocket['cookie']
  readonly drops: InetSocket['drops']
  readonly owners: InetSocket['owners']
  /** what it lost between the readings */
  readonly drops_delta: number | null
  /** the same per second */
  readonly drops_rate: number | null
  /** a listener with more connections waiting than its backlog, at either reading */
  readonly accept_queue_full: boolean
  /** what it means and what to do */
  readonly advice: string
}

export type Stage = {
  /** NIC ring, driver, NAPI poll, backlog, ingress, IP, netfilter, UDP, TCP, sockets; sockets, TCP, IP, neighbour, qdisc, driver */
  readonly name: string
  readonly direction: 'receive' | 'transmit'
  /** loss: packets died here; info: worth knowing, no loss by itself */
  readonly verdict: 'ok' | 'info' | 'loss'
  /** those that moved; with --all every one */
  readonly counters: readonly Counter[]
  /** what bounds the stage */
  readonly limits: readonly Limit[]
  /** what it means and what to do; null: nothing to say */
  readonly advice: string | null
  /** of the stage sockets: those that lost something, or whose accept queue is full */
  readonly sockets: readonly LostSocket[]
}

export type Route = {
  readonly family: 'inet' | 'inet6'
  readonly destination: {
    /** first address of the network */
    readonly address?: string
    /** bits of the network; null: its netmask has holes */
    readonly prefix?: number | null
    readonly scope?: Scope
  }
  /** IPv6: the network of senders that it is for; absent: it is for all */
  readonly source?: string
  /** the next router; absent: the destination is on the link, or nowhere */
  readonly gateway?: string
  /** the interface that packets leave by; absent: none, as of a blackhole */
  readonly interface?: string
  /** of two routes to one destination the lower counts */
  readonly metric: number
  readonly type: 'unicast' | 'local' | 'anycast' | 'reject' | 'blackhole'
  /** names of RTF_*, without that */
  readonly flags: readonly string[]
  /** references to it; of IPv4 always 0 */
  readonly refs: number
  /** lookups; always 0 since Linux 3.6 */
  readonly use: number
  /** IPv4: the segment size that TCP announces there, bytes; 0: not set */
  readonly advmss?: number
  /** IPv4: the largest TCP window there, bytes; 0: not set */
  readonly window?: number
  /** IPv4: the round trip time that TCP begins with, milliseconds; 0: not set */
  readonly irtt_ms?: number
}

export type Interface = {
  /** its name */
  readonly interface: string
  /** its number */
  readonly index: number | null
  /** kind of link: ether, loopback, none, ...; a number as text where it has no name here */
  readonly type: string | null
  /** up, down, dormant, lowerlayerdown, ... */
  readonly state: string | null
  /** names of IFF_*, without that */
  readonly flags: readonly string[] | null
  /** the largest packet, bytes */
  readonly mtu: number | null
  /** packets that may wait to be sent */
  readonly tx_queue_len: number | null
  /** its address on the link; absent: it has none */
  readonly mac?: string | null
  readonly addresses: readonly {
    /** IPv4, or IPv6 as RFC 5952 writes it */
    readonly address?: string
    /** bits of its network */
    readonly prefix?: number
    readonly scope?: Scope
    /** IPv4: the name it goes by, as eth0:1 */
    readonly label?: string | null
    /** the other end of a point-to-point link */
    readonly peer?: string | null
  }[]
  readonly rx: {
    /** bytes received */
    readonly bytes?: number | null
    /** good packets received */
    readonly packets?: number | null
    /** multicast packets received, where the device counts them */
    readonly multicast?: number | null
    /** compressed packets received: PPP and SLIP */
    readonly compressed?: number | null
    /** bad packets: length, over, crc, frame and others, by the driver */
    readonly errors?: number | null
    /** packets lost: dropped and missed together, as /proc/net/dev has them */
    readonly drops?: number | null
    /** packets that arrived and were not processed: not wanted, no room */
    readonly dropped?: number | null
    /** packets the device lost: the host did not empty its ring */
    readonly missed?: number | null
    /** overruns in the device; by the driver also under missed or over */
    readonly fifo?: number | null
    /** packets too large for a buffer, or, by the driver, as missed */
    readonly over?: number | null
    /** packets of a wrong length */
    readonly length?: number | null
    /** packets damaged on the link: cable, port or duplex */
    readonly crc?: number | null
    /** packets that did not end at a byte */
    readonly frame?: number | null
    /** packets to an inactive port, as of a bond; since 4.6 */
    readonly nohandler?: number | null
    /** packets to another host; since 5.19, not in /sys */
    readonly otherhost?: number | null
  }
  readonly tx: {
    /** bytes sent */
    readonly bytes?: number | null
    /** packets sent */
    readonly packets?: number | null
    /** compressed packets sent */
    readonly compressed?: number | null
    /** packets not sent: fifo, carrier, aborted, window, heartbeat and others */
    readonly errors?: number | null
    /** packets dropped on their way to the device */
    readonly drops?: number | null
    /** underruns in the device */
    readonly fifo?: number | null
    /** packets lost as the link went down */
    readonly carrier?: number | null
    /** packets given up after too many collisions */
    readonly aborted?: number | null
    /** late collisions */
    readonly window?: number | null
    /** missing heartbeats of old half-duplex Ethernet */
    readonly heartbeat?: number | null
    /** collisions of a half-duplex link */
    readonly collisions?: number | null
  }
  /** with -c: per second */
  readonly rates?: {
    readonly rx?: {
      /** bytes received; per second */
      readonly bytes?: number | null
      /** good packets received; per second */
      readonly packets?: number | null
      /** multicast packets received, where the device counts them; per second */
      readonly multicast?: number | null
      /** compressed packets received: PPP and SLIP; per second */
      readonly compressed?: number | null
      /** bad packets: length, over, crc, frame and others, by the driver; per second */
      readonly errors?: number | null
      /** packets lost: dropped and missed together, as /proc/net/dev has them; per second */
      readonly drops?: number | null
      /** packets that arrived and were not processed: not wanted, no room; per second */
      readonly dropped?: number | null
      /** packets the device lost: the host did not empty its ring; per second */
      readonly missed?: number | null
      /** overruns in the device; by the driver also under missed or over; per second */
      readonly fifo?: number | null
      /** packets too large for a buffer, or, by the driver, as missed; per second */
      readonly over?: number | null
      /** packets of a wrong length; per second */
      readonly length?: number | null
      /** packets damaged on the link: cable, port or duplex; per second */
      readonly crc?: number | null
      /** packets that did not end at a byte; per second */
      readonly frame?: number | null
      /** packets to an inactive port, as of a bond; since 4.6; per second */
      readonly nohandler?: number | null
      /** packets to another host; since 5.19, not in /sys; per second */
      readonly otherhost?: number | null
    }
    readonly tx?: {
      /** bytes sent; per second */
      readonly bytes?: number | null
      /** packets sent; per second */
      readonly packets?: number | null
      /** compressed packets sent; per second */
      readonly compressed?: number | null
      /** packets not sent: fifo, carrier, aborted, window, heartbeat and others; per second */
      readonly errors?: number | null
      /** packets dropped on their way to the device; per second */
      readonly drops?: number | null
      /** underruns in the device; per second */
      readonly fifo?: number | null
      /** packets lost as the link went down; per second */
      readonly carrier?: number | null
      /** packets given up after too many collisions; per second */
      readonly aborted?: number | null
      /** late collisions; per second */
      readonly window?: number | null
      /** missing heartbeats of old half-duplex Ethernet; per second */
      readonly heartbeat?: number | null
      /** collisions of a half-duplex link; per second */
      readonly collisions?: number | null
    }
  }
}

export type Membership = {
  /** the interface that listens */
  readonly interface: string
  /** number of the interface */
  readonly index: number
  readonly family: 'inet' | 'inet6'
  /** the multicast address */
  readonly group: string
  /** how many asked for it: sockets, and the kernel itself */
  readonly users: number
  /** IPv4: the version of IGMP that is spoken there */
  readonly querier?: string | null
  /** IPv4: were we the last to report it? */
  readonly reporter?: boolean | null
  /** until it is reported; absent: no report is due */
  readonly timer_ms?: number
  /** who uses the address; absent: not known here */
  readonly meaning?: string
}

export type Statistic = {
  /** the group that the kernel counts it in: Ip, Icmp6, TcpExt, ... */
  readonly protocol: string
  /** the kernel's name of it */
  readonly name: string
  /** u64, but for Tcp MaxConn, which may be -1; null: the file names it and gives no value */
  readonly value: number | null
  /** with -c: how far it went per second; null: not known */
  readonly rate?: number | null
  /** in plain words */
  readonly meaning: string | null
}

/** What each view gives, by its name. */
export interface Documents {
  readonly sockets: {
    readonly schema: 'tsnetstat/1'
    readonly view: 'sockets'
    readonly time: string
    readonly host: {
      /** hostname */
      readonly name: string | null
      /** kernel release */
      readonly kernel: string | null
    }
    /** where the facts come from */
    readonly source: { readonly [key: string]: unknown }
    readonly warnings: readonly {
      /** file and line, or what was being read */
      readonly at: string
      readonly message: string
    }[]
    /** how much of the owners could be seen */
    readonly access: {
      /** user of the run */
      readonly euid: number
      /** processes looked at; null where none was walked */
      readonly processes: number | null
      /** processes of which some or all descriptors could not be read */
      readonly processes_denied: number | null
      /** sockets shown of which owners is null */
      readonly sockets_owner_unknown: number | null
      /** command that would show them */
      readonly hint: string | null
    }
    readonly sockets: readonly (InetSocket | UnixSocket)[]
  }
  readonly softnet: {
    readonly schema: 'tsnetstat/1'
    readonly view: 'softnet'
    readonly time: string
    readonly host: {
      /** hostname */
      readonly name: string | null
      /** kernel release */
      readonly kernel: string | null
    }
    /** where the facts come from */
    readonly source: { readonly [key: string]: unknown }
    readonly warnings: readonly {
      /** file and line, or what was being read */
      readonly at: string
      readonly message: string
    }[]
    readonly softnet: readonly SoftnetRow[]
  }
  readonly path: {
    readonly schema: 'tsnetstat/1'
    readonly view: 'path'
    readonly time: string
    readonly host: {
      /** hostname */
      readonly name: string | null
      /** kernel release */
      readonly kernel: string | null
    }
    /** where the facts come from */
    readonly source: { readonly [key: string]: unknown }
    readonly warnings: readonly {
      /** file and line, or what was being read */
      readonly at: string
      readonly message: string
    }[]
    /** path; softnet, interfaces and statistics with -c: seconds between the two readings; null: totals since boot */
    readonly interval_s: number | null
    readonly path: readonly Stage[]
  }
  readonly routes: {
    readonly schema: 'tsnetstat/1'
    readonly view: 'routes'
    readonly time: string
    readonly host: {
      /** hostname */
      readonly name: string | null
      /** kernel release */
      readonly kernel: string | null
    }
    /** where the facts come from */
    readonly source: { readonly [key: string]: unknown }
    readonly warnings: readonly {
      /** file and line, or what was being read */
      readonly at: string
      readonly message: string
    }[]
    readonly routes: readonly Route[]
  }
  readonly interfaces: {
    readonly schema: 'tsnetstat/1'
    readonly view: 'interfaces'
    readonly time: string
    readonly host: {
      /** hostname */
      readonly name: string | null
      /** kernel release */
      readonly kernel: string | null
    }
    /** where the facts come from */
    readonly source: { readonly [key: string]: unknown }
    readonly warnings: readonly {
      /** file and line, or what was being read */
      readonly at: string
      readonly message: string
    }[]
    readonly interfaces: readonly Interface[]
  }
  readonly groups: {
    readonly schema: 'tsnetstat/1'
    readonly view: 'groups'
    readonly time: string
    readonly host: {
      /** hostname */
      readonly name: string | null
      /** kernel release */
      readonly kernel: string | null
    }
    /** where the facts come from */
    readonly source: { readonly [key: string]: unknown }
    readonly warnings: readonly {
      /** file and line, or what was being read */
      readonly at: string
      readonly message: string
    }[]
    readonly groups: readonly Membership[]
  }
  readonly statistics: {
    readonly schema: 'tsnetstat/1'
    readonly view: 'statistics'
    readonly time: string
    readonly host: {
      /** hostname */
      readonly name: string | null
      /** kernel release */
      readonly kernel: string | null
    }
    /** where the facts come from */
    readonly source: { readonly [key: string]: unknown }
    readonly warnings: readonly {
      /** file and line, or what was being read */
      readonly at: string
      readonly message: string
    }[]
    readonly statistics: readonly Statistic[]
  }
}
