import { info, loss, traffic, type StageSpec } from './sign.ts'

const transmit = (name: string, ...signs: StageSpec['signs']): StageSpec => ({
  name,
  direction: 'transmit',
  signs,
})

const SNDBUF = [
  'Udp SndbufErrors',
  'snmp6 Udp6SndbufErrors',
  'UdpLite SndbufErrors',
  'snmp6 UdpLite6SndbufErrors',
]
const DEVICE_CAUSES = [
  'link tx_carrier_errors',
  'link tx_fifo_errors',
  'link tx_aborted_errors',
  'link tx_window_errors',
]

/** From the process to the wire. */
export const TRANSMIT_STAGES: readonly StageSpec[] = [
  transmit(
    'sockets',
    traffic('Udp OutDatagrams', 'snmp6 Udp6OutDatagrams'),
    loss(
      SNDBUF,
      ({ moved }) =>
        moved('qdisc drops') > 0n
          ? 'Datagrams that the queue of the interface refuses are counted here once more: see qdisc. Only programs that asked with IP_RECVERR are told.'
          : 'Datagrams could not be sent: the send buffer is full (wmem_max bounds SO_SNDBUF), or a queue further down refuses them.',
      { limits: ['net.core.wmem_default', 'net.core.wmem_max'], echoOf: ['qdisc drops'] },
    ),
    info(
      ['TcpExt TCPWqueueTooBig'],
      'A send queue is far above its limit, so the kernel refuses to split it further: a peer that acknowledges very little.',
      { limits: ['net.ipv4.tcp_wmem'] },
    ),
  ),
  transmit(
    'TCP',
    traffic('Tcp OutSegs', 'Tcp ActiveOpens'),
    info(
      ['Tcp RetransSegs', 'TcpExt TCPLostRetransmit'],
      'Segments are sent again: something between here and the peer loses them, or the peer is slow. Not lost on this host unless a stage below says so.',
    ),
    info(
      ['TcpExt TCPSynRetrans'],
      'Connections are asked for again: the other side does not answer, by a firewall or a full accept queue.',
    ),
    info(
      ['TcpExt TCPTimeouts', 'TcpExt TCPSpuriousRTOs'],
      'No acknowledgement within the retransmission timeout.',
      { unless: ['Tcp RetransSegs'] },
    ),
    loss(
      ['TcpExt TCPAbortOnTimeout'],
      'Connections are given up after too many retransmissions: the peer is gone.',
      { limits: ['net.ipv4.tcp_retries2'] },
    ),
    loss(
      ['TcpExt TCPRetransFail'],
      'A retransmission could not be sent: a stage below refuses it.',
    ),
    info(
      ['TcpExt TCPSpuriousRtxHostQueues'],
      'A retransmission was due while the first copy still waits in a queue of this host: that queue is too long.',
    ),
    info(['TcpExt TCPFromZeroWindowAdv'], 'Programs here read again after a standstill.'),
  ),
  transmit(
    'IP',
    traffic('Ip OutRequests', 'snmp6 Ip6OutRequests', 'Ip ForwDatagrams'),
    loss(
      ['Ip OutDiscards', 'snmp6 Ip6OutDiscards'],
      ({ moved }) =>
        moved('qdisc drops') > 0n
          ? 'What the queue of the interface refuses is counted here once more: see qdisc.'
          : 'Packets discarded on the way out: a netfilter rule drops them (programs are told EPERM; nft list ruleset tells which), or a queue is full, or memory is short.',
      { echoOf: ['qdisc drops'] },
    ),
    info(
      ['Ip OutNoRoutes', 'snmp6 Ip6OutNoRoutes'],
      'No route to where programs want to send; they are told.',
    ),
    loss(
      ['Ip FragFails', 'snmp6 Ip6FragFails'],
      'Packets longer than the MTU that may not be fragmented; the sender is told the MTU.',
    ),
  ),
  transmit(
    'neighbour',
    loss(
      ['arp_cache unresolved_discards', 'ndisc_cache unresolved_discards'],
      'Packets for a neighbour whose address is not known yet: it does not answer ARP or NDP, or too many wait for it.',
      { limits: ['net.ipv4.neigh.default.unres_qlen_bytes'] },
    ),
    loss(
      ['arp_cache table_fulls', 'ndisc_cache table_fulls'],
      'The table of neighbours is full: raise gc_thresh3.',
      { limits: ['net.ipv4.neigh.default.gc_thresh3'] },
    ),
    info(
      ['arp_cache res_failed', 'ndisc_cache res_failed'],
      'Neighbours that do not answer ARP or NDP.',
      { unless: ['arp_cache unresolved_discards', 'ndisc_cache unresolved_discards'] },
    ),
  ),
  transmit(
    'qdisc',
    loss(
      ['qdisc drops'],
      'The queueing discipline is full or shapes below what is sent: tc -s qdisc show dev DEV tells its limit; txqueuelen is that of pfifo.',
      { limits: ['DEV txqueuelen', 'net.core.default_qdisc'] },
    ),
    info(
      ['qdisc overlimits'],
      'Packets wait because the rate that was set is used up: shaping at work.',
      { unless: ['qdisc drops'] },
    ),
    info(['qdisc requeues'], 'The driver was busy and took packets later: no loss.'),
  ),
  transmit(
    'driver',
    traffic('link tx_packets', 'softirq NET_TX'),
    loss(
      ['link tx_carrier_errors', 'link tx_carrier'],
      'The link is down or flaps while packets leave.',
    ),
    loss(
      ['link tx_fifo_errors', 'link tx_aborted_errors', 'link tx_window_errors'],
      'The device cannot keep up or gives up on frames; ethtool -S DEV tells its reasons.',
    ),
    loss(['link tx_errors'], 'The driver fails to send; ethtool -S DEV tells its reasons.', {
      counts: DEVICE_CAUSES,
    }),
    loss(
      ['link tx_dropped'],
      'The driver drops what it is given: its ring is full, or the other end of a virtual link is not up.',
    ),
    info(['link collisions'], 'A half duplex link: look at the duplex mode of both ends.'),
  ),
]
