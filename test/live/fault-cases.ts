/** A fault that test/live/faults/make.py makes, and what `path` must say of it. */
export interface Case {
  readonly fault: string
  readonly claim: string
  /** how far the kernel's counters go each time it happens */
  readonly per: { readonly [counter: string]: number }
  readonly stage: string
  readonly counter: string
  readonly verdict: 'info' | 'loss'
  /** a socket is to blame, so the stage of the sockets says loss too */
  readonly culprit?: true
  /** what bounds the stage, and must stand beside the counter */
  readonly limit?: string
}

/** What harms no other namespace, so that many may be made at once. */
export const CASES: readonly Case[] = [
  {
    fault: 'udp_overflow',
    claim: 'a program that does not read its datagrams',
    per: { UdpRcvbufErrors: 1, UdpInErrors: 1 },
    stage: 'receive UDP',
    counter: 'RcvbufErrors',
    verdict: 'loss',
    culprit: true,
    limit: 'net.core.rmem_max',
  },
  {
    fault: 'udp6_overflow',
    claim: 'the same over IPv6',
    per: { Udp6RcvbufErrors: 1, Udp6InErrors: 1 },
    stage: 'receive UDP',
    counter: 'Udp6RcvbufErrors',
    verdict: 'loss',
    culprit: true,
    limit: 'net.core.rmem_max',
  },
  {
    fault: 'no_listener',
    claim: 'datagrams for a port that nobody has',
    per: { UdpNoPorts: 1, UdpInErrors: 0 },
    stage: 'receive UDP',
    counter: 'NoPorts',
    verdict: 'info',
  },
  {
    fault: 'accept_overflow',
    claim: 'a program that does not accept',
    per: { TcpExtListenOverflows: 1, TcpExtListenDrops: 1 },
    stage: 'receive TCP',
    counter: 'ListenOverflows',
    verdict: 'loss',
    culprit: true,
    limit: 'net.core.somaxconn',
  },
  {
    fault: 'zero_window',
    claim: 'a program that reads its stream too late',
    per: { TcpExtTCPToZeroWindowAdv: 1, TcpExtTCPFromZeroWindowAdv: 1 },
    stage: 'receive TCP',
    counter: 'TCPToZeroWindowAdv',
    verdict: 'info',
    limit: 'net.ipv4.tcp_rmem',
  },
  {
    fault: 'pruned',
    claim: 'a TCP receive buffer full of what cannot be read yet',
    per: { TcpExtRcvPruned: 1, TcpExtTCPOFODrop: 1, TcpExtPruneCalled: 1 },
    stage: 'receive TCP',
    counter: 'RcvPruned',
    verdict: 'loss',
    culprit: true,
    limit: 'net.ipv4.tcp_rmem',
  },
  {
    fault: 'nft_output',
    claim: 'a rule of netfilter that drops what programs send',
    per: { IpOutDiscards: 1, IpInReceives: 0 },
    stage: 'transmit IP',
    counter: 'OutDiscards',
    verdict: 'loss',
  },
  {
    fault: 'conntrack_full',
    claim: 'a full table of connections',
    per: { 'conntrack:drop': 1, 'conntrack:early_drop': 0 },
    stage: 'receive netfilter',
    counter: 'drop',
    verdict: 'loss',
    limit: 'net.netfilter.nf_conntrack_max',
  },
  {
    fault: 'not_our_address',
    claim: 'packets for an address that is not of this host',
    per: { IpInAddrErrors: 1, IpExtInNoRoutes: 0 },
    stage: 'receive IP',
    counter: 'InAddrErrors',
    verdict: 'loss',
    limit: 'net.ipv4.ip_forward',
  },
  {
    fault: 'no_route',
    claim: 'packets to forward that no route leads on',
    per: { IpExtInNoRoutes: 1, IpInAddrErrors: 0 },
    stage: 'receive IP',
    counter: 'InNoRoutes',
    verdict: 'loss',
  },
  {
    fault: 'reverse_path',
    claim: 'packets from where no way leads back',
    per: { TcpExtIPReversePathFilter: 1 },
    stage: 'receive IP',
    counter: 'IPReversePathFilter',
    verdict: 'loss',
    limit: 'net.ipv4.conf.all.rp_filter',
  },
  {
    fault: 'bad_udp_checksum',
    claim: 'datagrams with a wrong checksum',
    per: { UdpInCsumErrors: 1, UdpInErrors: 1 },
    stage: 'receive UDP',
    counter: 'InCsumErrors',
    verdict: 'loss',
  },
  {
    fault: 'bad_tcp_checksum',
    claim: 'segments with a wrong checksum',
    per: { TcpInCsumErrors: 1, TcpInErrs: 1 },
    stage: 'receive TCP',
    counter: 'InCsumErrors',
    verdict: 'loss',
  },
  {
    fault: 'bad_ip_checksum',
    claim: 'IP headers with a wrong checksum',
    per: { IpExtInCsumErrors: 1, IpInHdrErrors: 1 },
    stage: 'receive IP',
    counter: 'InCsumErrors',
    verdict: 'loss',
  },
  {
    fault: 'short_header',
    claim: 'IP headers that claim to be shorter than any may be',
    per: { IpInHdrErrors: 1, IpExtInCsumErrors: 0 },
    stage: 'receive IP',
    counter: 'InHdrErrors',
    verdict: 'loss',
  },
  {
    fault: 'truncated',
    claim: 'packets shorter than their headers say',
    per: { IpExtInTruncatedPkts: 1 },
    stage: 'receive IP',
    counter: 'InTruncatedPkts',
    verdict: 'loss',
  },
  {
    fault: 'ipv6_off',
    claim: 'IPv6 for an interface where it is turned off',
    per: { Ip6InDiscards: 1 },
    stage: 'receive IP',
    counter: 'Ip6InDiscards',
    verdict: 'info',
  },
]
