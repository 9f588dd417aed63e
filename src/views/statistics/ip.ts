/** What the counters of IP, ICMP and UDP mean: RFC 4293, RFC 4113, RFC 2011 and net/ipv4/proc.c. */
export const IP: Readonly<Record<string, string>> = {
  Forwarding: '1: this host forwards packets, 2: it does not',
  DefaultTTL: 'the TTL that packets start with',
  InReceives: 'packets received, the bad ones too',
  InHdrErrors: 'packets dropped for a bad header, or as their TTL ran out',
  InAddrErrors: 'packets dropped as their destination was no address for this host to take',
  InTooBigErrors: 'packets not forwarded: too large for the next link',
  ForwDatagrams: 'packets forwarded',
  OutForwDatagrams: 'packets forwarded',
  InUnknownProtos: 'packets dropped: nobody here speaks their protocol',
  InDiscards: 'good packets dropped on arrival, as for want of memory',
  InDelivers: 'packets handed to a protocol here',
  OutRequests: 'packets that protocols here asked to send',
  OutDiscards: 'good packets dropped on the way out, as for want of memory',
  OutNoRoutes: 'packets dropped: no route to their destination',
  OutTransmits: 'packets given to a device, fragments and forwarded ones too; since 6.6',
  ReasmTimeout: 'packets given up: their fragments did not all come in time',
  ReasmReqds: 'fragments received',
  ReasmOKs: 'packets put together of fragments',
  ReasmFails: 'failures to put fragments together',
  ReasmOverlaps: 'fragments that overlapped others, and were dropped',
  FragOKs: 'packets sent as fragments',
  FragFails: 'packets dropped: too large, and not to be fragmented',
  FragCreates: 'fragments made',
  InNoRoutes: 'packets dropped on arrival: no route to their destination',
  InTruncatedPkts: 'packets dropped: shorter than their header says',
  InMcastPkts: 'multicast packets received',
  OutMcastPkts: 'multicast packets sent',
  InBcastPkts: 'broadcast packets received',
  OutBcastPkts: 'broadcast packets sent',
  InOctets: 'bytes received',
  OutOctets: 'bytes sent',
  InMcastOctets: 'bytes of multicast received',
  OutMcastOctets: 'bytes of multicast sent',
  InBcastOctets: 'bytes of broadcast received',
  OutBcastOctets: 'bytes of broadcast sent',
  InCsumErrors: 'packets dropped for a wrong checksum',
  InNoECTPkts: 'packets received that cannot tell of congestion',
  InECT1Pkts: 'packets received marked ECT(1)',
  InECT0Pkts: 'packets received marked ECT(0)',
  InCEPkts: 'packets received that met congestion on the way',
}

export const ICMP: Readonly<Record<string, string>> = {
  InMsgs: 'messages received, the bad ones too',
  InErrors: 'bad messages received',
  InCsumErrors: 'messages dropped for a wrong checksum',
  OutMsgs: 'messages sent',
  OutErrors: 'messages not sent for a fault of our own',
  OutRateLimitGlobal: 'messages not sent: limit of the whole host (icmp_msgs_per_sec)',
  OutRateLimitHost: 'messages not sent: limit for one destination (icmp_ratelimit)',
}

/** What stands behind `In` and `Out`. */
export const ICMP_KINDS: Readonly<Record<string, string>> = {
  DestUnreachs: 'destination unreachable',
  TimeExcds: 'time exceeded',
  ParmProbs: 'parameter problem',
  ParmProblems: 'parameter problem',
  PktTooBigs: 'packet too big',
  SrcQuenchs: 'source quench',
  Redirects: 'redirect',
  Echos: 'echo request',
  EchoReps: 'echo reply',
  EchoReplies: 'echo reply',
  Timestamps: 'timestamp request',
  TimestampReps: 'timestamp reply',
  AddrMasks: 'address mask request',
  AddrMaskReps: 'address mask reply',
  GroupMembQueries: 'multicast listener query',
  GroupMembResponses: 'multicast listener report',
  GroupMembReductions: 'multicast listener done',
  MLDv2Reports: 'multicast listener report, version 2',
  RouterSolicits: 'router solicitation',
  RouterAdvertisements: 'router advertisement',
  NeighborSolicits: 'neighbour solicitation',
  NeighborAdvertisements: 'neighbour advertisement',
}

export const UDP: Readonly<Record<string, string>> = {
  InDatagrams: 'datagrams delivered to a program',
  NoPorts: 'datagrams to a port on which nobody listens',
  InErrors: 'datagrams dropped on arrival: checksum, receive buffer, memory and others',
  OutDatagrams: 'datagrams sent',
  RcvbufErrors: 'datagrams dropped: the receive buffer of their socket was full',
  SndbufErrors: 'datagrams not sent: the send buffer of their socket was full, or no memory',
  InCsumErrors: 'datagrams dropped for a wrong checksum',
  IgnoredMulti: 'multicast datagrams that no socket here wanted',
  MemErrors: 'datagrams dropped: UDP as a whole had no memory left (udp_mem)',
}

/** Of IP, ICMP and UDP: what should have passed and did not. */
export const IP_LOSSES =
  'InHdrErrors InAddrErrors InTooBigErrors InDiscards OutDiscards OutNoRoutes ReasmFails ' +
  'FragFails InNoRoutes InTruncatedPkts InCsumErrors'
export const ICMP_LOSSES = 'InErrors InCsumErrors OutErrors OutRateLimitGlobal'
export const UDP_LOSSES = 'InErrors RcvbufErrors SndbufErrors InCsumErrors MemErrors'
