import { info, loss, traffic, type StageSpec } from './sign.ts'

const receive = (name: string, ...signs: StageSpec['signs']): StageSpec => ({
  name,
  direction: 'receive',
  signs,
})

const RING = ['link rx_missed_errors', 'link rx_fifo_errors', 'link rx_over_errors']
const DAMAGED = ['link rx_crc_errors', 'link rx_frame_errors', 'link rx_length_errors']

/** From the wire to the protocols: what happens to any packet. */
export const DEVICE_STAGES: readonly StageSpec[] = [
  receive(
    'NIC ring',
    traffic('link rx_packets'),
    loss(
      RING,
      'The ring was full before the kernel came to empty it: give it more room (ethtool -G DEV rx N), more queues, or CPUs that are less busy.',
    ),
  ),
  receive(
    'driver',
    loss(
      ['link rx_crc_errors', 'link rx_frame_errors'],
      'Frames arrive damaged: look at the cable, the transceiver and the duplex mode.',
    ),
    loss(
      ['link rx_length_errors'],
      'Frames are longer or shorter than the interface takes: compare the MTU of both ends.',
    ),
    loss(['link rx_errors'], 'The driver refuses frames; ethtool -S DEV tells its reasons.', {
      counts: [...RING, ...DAMAGED],
    }),
    info(['link rx_dropped'], ({ moved }) =>
      moved('softnet dropped') > 0n
        ? 'What the backlog drops is counted here once more, for the interface it came from.'
        : 'No loss where it is frames of protocols or VLANs that nobody here speaks, as is usual; ip -s -s link and dropwatch tell more.',
    ),
    info(
      ['link rx_drop', 'link rx_frame'],
      'Of several counters /proc/net/dev tells only sums: what the ring lost is in it, and what nobody here speaks.',
    ),
    info(
      ['link rx_nohandler', 'link rx_otherhost_dropped'],
      'Frames for an interface that takes none now, or for another host: no loss.',
    ),
  ),
  receive(
    'NAPI poll',
    traffic('softnet processed', 'softirq NET_RX', 'irq *'),
    info(
      ['softnet time_squeeze'],
      ({ moved }) =>
        moved(...RING) > 0n
          ? 'Polling stops with packets left, and the ring overflows meanwhile: raise netdev_budget and netdev_budget_usecs together, or spread the load over more CPUs.'
          : 'Polling stops with packets left and goes on later: latency, and no loss as long as the ring does not overflow.',
      {
        limits: ['net.core.netdev_budget', 'net.core.netdev_budget_usecs', 'net.core.dev_weight'],
      },
    ),
  ),
  receive(
    'backlog',
    traffic('softnet received_rps'),
    loss(
      ['softnet flow_limit_count'],
      'One flow takes more than its share of the backlog, and flow_limit_cpu_bitmap has its packets dropped first.',
      { limits: ['net.core.flow_limit_table_len'] },
    ),
    loss(
      ['softnet dropped'],
      'The queue of this CPU is full: it is too slow for what comes. Spread the load (rps_cpus, more queues); a longer netdev_max_backlog helps with bursts only.',
      { limits: ['net.core.netdev_max_backlog'] },
    ),
  ),
  {
    ...receive(
      'ingress',
      loss(
        ['ingress drops'],
        'A tc filter or policer drops them: tc -s filter show dev DEV ingress (of clsact, egress too).',
      ),
    ),
    optional: true,
  },
]

const IP_CHECKSUM = ['IpExt InCsumErrors']

export const IP_STAGE: StageSpec = receive(
  'IP',
  traffic('Ip InReceives', 'snmp6 Ip6InReceives', 'Ip InDelivers', 'snmp6 Ip6InDelivers'),
  loss(
    IP_CHECKSUM,
    'Headers arrive with a wrong checksum: something on the way damages them, or a checksum offload lies.',
  ),
  loss(
    ['Ip InHdrErrors', 'snmp6 Ip6InHdrErrors'],
    'Headers are broken, or the TTL ran out at this router.',
    { counts: IP_CHECKSUM },
  ),
  loss(
    ['Ip InAddrErrors', 'snmp6 Ip6InAddrErrors'],
    ({ limit }) =>
      limit('net.ipv4.ip_forward') === 0
        ? 'Packets for addresses that are not of this host, which does not forward: a wrong route or neighbour entry elsewhere, or forwarding should be on here.'
        : 'Packets for addresses that this host neither has nor forwards to.',
    { limits: ['net.ipv4.ip_forward'] },
  ),
  loss(
    ['TcpExt IPReversePathFilter'],
    'The way back to the sender leads through another interface, so the reverse path filter drops them: mend the route, or set rp_filter to 2 (loose). The larger of all and of the interface counts.',
    { limits: ['net.ipv4.conf.all.rp_filter'] },
  ),
  loss(
    ['IpExt InNoRoutes', 'snmp6 Ip6InNoRoutes'],
    'No route to forward them by, or one that says unreachable.',
  ),
  loss(
    ['IpExt InTruncatedPkts', 'snmp6 Ip6InTruncatedPkts', 'snmp6 Ip6InTooBigErrors'],
    'Packets are shorter than their headers say, or longer than the way onwards takes.',
  ),
  loss(
    ['Ip ReasmFails', 'snmp6 Ip6ReasmFails'],
    'Fragments wait in vain for the rest of their packet, or for memory: avoid fragments (MTU), or raise ipfrag_high_thresh.',
    { limits: ['net.ipv4.ipfrag_high_thresh', 'sockstat FRAG memory'] },
  ),
  info(
    ['Ip ReasmTimeout', 'snmp6 Ip6ReasmTimeout', 'IpExt ReasmOverlaps'],
    'Fragments that were never completed, or that contradict each other.',
  ),
  info(
    ['Ip InUnknownProtos', 'snmp6 Ip6InUnknownProtos'],
    'Protocols that nobody here speaks; the sender is told.',
  ),
  loss(['Ip InDiscards'], 'Sound packets discarded for want of memory, or by a policy.'),
  info(
    ['snmp6 Ip6InDiscards'],
    'IPv6 arrives where it is turned off (disable_ipv6), which is no loss; or else memory is short.',
  ),
  loss(['Icmp InCsumErrors', 'snmp6 Icmp6InCsumErrors'], 'ICMP with a wrong checksum.'),
  info(
    ['Icmp InErrors', 'snmp6 Icmp6InErrors'],
    'ICMP that is broken, or about connections that this host does not know.',
    { counts: ['Icmp InCsumErrors', 'snmp6 Icmp6InCsumErrors'] },
  ),
)

const CONNTRACK = ['net.netfilter.nf_conntrack_count', 'net.netfilter.nf_conntrack_max']

const netfilter = receive(
  'netfilter',
  loss(
    ['nf_conntrack drop'],
    ({ limit }) => {
      const [count, most] = CONNTRACK.map(limit)
      return typeof count === 'number' && typeof most === 'number' && count >= most
        ? 'The connection table is full, so packets of new connections die: raise nf_conntrack_max, shorten the timeouts, or exempt traffic with notrack.'
        : 'Connection tracking drops packets, as when its table is full: compare nf_conntrack_count with nf_conntrack_max while it happens.'
    },
    { limits: CONNTRACK },
  ),
  loss(
    ['nf_conntrack insert_failed'],
    'Two packets of one new connection race for its entry, and the later one dies: common with DNS over UDP behind NAT.',
    { limits: CONNTRACK },
  ),
  info(
    ['nf_conntrack early_drop'],
    'The table is nearly full: connections that were not yet answered are forgotten to make room.',
    { limits: CONNTRACK },
  ),
  info(
    ['nf_conntrack invalid', 'nf_conntrack icmp_error'],
    'Packets that belong to no connection known here; rules often drop these.',
  ),
)

/** Without the module nf_conntrack there is no table that could be full. */
export const NETFILTER_STAGE: StageSpec = { ...netfilter, optional: true }
