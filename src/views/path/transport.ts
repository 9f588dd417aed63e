import { info, loss, traffic, type StageSpec } from './sign.ts'

const receive = (name: string, ...signs: StageSpec['signs']): StageSpec => ({
  name,
  direction: 'receive',
  signs,
})

/** The same counter of UDP and UDP-Lite, over IPv4 and IPv6. */
export const udp = (name: string): string[] => [
  `Udp ${name}`,
  `snmp6 Udp6${name}`,
  `UdpLite ${name}`,
  `snmp6 UdpLite6${name}`,
]

const UDP_CAUSES = [...udp('RcvbufErrors'), ...udp('MemErrors'), ...udp('InCsumErrors')]

export const UDP_STAGE: StageSpec = receive(
  'UDP',
  traffic(...udp('InDatagrams')),
  loss(
    udp('RcvbufErrors'),
    'The receive buffer of a socket is full: its program reads too slowly, or needs a larger SO_RCVBUF, which rmem_max bounds.',
    { limits: ['net.core.rmem_default', 'net.core.rmem_max'] },
  ),
  loss(
    udp('MemErrors'),
    'All UDP sockets together have reached udp_mem (pages: low, pressure, high).',
    { limits: ['net.ipv4.udp_mem', 'sockstat UDP mem'] },
  ),
  loss(
    udp('InCsumErrors'),
    'Datagrams arrive with a wrong checksum: something on the way damages them.',
  ),
  loss(udp('InErrors'), 'Datagrams died at a socket: by its filter, or a policy.', {
    counts: UDP_CAUSES,
  }),
  info(
    udp('NoPorts'),
    'Nobody listens on the port they are for; the sender is told. No loss: a program is not running, or somebody scans.',
  ),
  info(udp('IgnoredMulti'), 'Multicast that no socket here has joined.'),
)

const PRUNED = ['TcpExt RcvPruned', 'TcpExt OfoPruned', 'TcpExt TCPOFODrop']

/** Since 6.17 the window is looked at first, and what does not fit into it is counted as the former. */
const BEYOND = ['TcpExt BeyondWindow', 'TcpExt TCPZeroWindowDrop']

/** Where a connection loses what had arrived; its peer sends it again. */
export const CONNECTION_LOSSES = [
  ...PRUNED,
  'TcpExt TCPBacklogDrop',
  'TcpExt TCPRcvQDrop',
  ...BEYOND,
]

/** Where a listener loses connections. */
export const LISTENER_LOSSES = ['TcpExt ListenOverflows', 'TcpExt ListenDrops']

export const TCP_STAGE: StageSpec = receive(
  'TCP',
  traffic('Tcp InSegs', 'Tcp PassiveOpens'),
  loss(
    ['TcpExt ListenOverflows'],
    'An accept queue is full: its program accepts too slowly, or asked listen() for too small a backlog, of which somaxconn is only the upper bound. See sockets.',
    { limits: ['net.core.somaxconn'] },
  ),
  loss(
    ['TcpExt ListenDrops'],
    'A listener refuses connections, not for a full accept queue: for want of memory, or because too many are half open.',
    { limits: ['net.ipv4.tcp_max_syn_backlog'], counts: ['TcpExt ListenOverflows'] },
  ),
  loss(
    ['TcpExt TCPReqQFullDrop'],
    'Too many half-open connections, and SYN cookies are off: raise tcp_max_syn_backlog and the backlog of listen(), or turn tcp_syncookies on.',
    { limits: ['net.ipv4.tcp_max_syn_backlog', 'net.ipv4.tcp_syncookies'] },
  ),
  info(
    ['TcpExt TCPReqQFullDoCookies', 'TcpExt SyncookiesSent', 'TcpExt SyncookiesFailed'],
    'Too many half-open connections, so SYN cookies go out: a flood, or a backlog too small.',
    { limits: ['net.ipv4.tcp_max_syn_backlog', 'net.ipv4.tcp_syncookies'] },
  ),
  loss(
    ['TcpExt TCPBacklogDrop'],
    'Segments came faster than the socket could take them while its program was in the kernel with it: a slow reader, or a receive buffer too small.',
    { limits: ['net.ipv4.tcp_rmem', 'net.core.rmem_max'] },
  ),
  loss(
    PRUNED,
    'Receive buffers overflow, so that data which had arrived is thrown away and sent again: the program reads too slowly, or tcp_rmem (min, default, max) is too small.',
    { limits: ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_mem', 'sockstat TCP mem'] },
  ),
  loss(
    ['TcpExt TCPRcvQDrop'],
    'The receive queue of a socket is full, and no memory is left to grow it: the program reads too slowly, or tcp_mem (pages: low, pressure, high) is reached.',
    { limits: ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_mem', 'sockstat TCP mem'] },
  ),
  loss(
    BEYOND,
    'Peers send more than they were told there is room for, as when a program here does not read: what does not fit is thrown away.',
    { limits: ['net.ipv4.tcp_rmem'] },
  ),
  info(
    ['TcpExt TCPToZeroWindowAdv', 'TcpExt TCPWantZeroWindowAdv'],
    'A program does not read, so its peer is told to stop: no loss, but a standstill. tsnetstat --sort -recv_q shows who.',
    { limits: ['net.ipv4.tcp_rmem'] },
  ),
  info(
    ['TcpExt PruneCalled', 'TcpExt TCPRcvCollapsed'],
    'Receive buffers are so full that the kernel packs them tighter: a slow reader, no loss yet.',
    { limits: ['net.ipv4.tcp_rmem'], unless: PRUNED },
  ),
  info(
    ['TcpExt TCPMemoryPressures'],
    'All TCP sockets together have reached the middle number of tcp_mem: windows shrink.',
    { limits: ['net.ipv4.tcp_mem', 'sockstat TCP mem'] },
  ),
  loss(
    ['TcpExt TCPAbortOnMemory'],
    'Connections are cut for want of memory: tcp_mem or tcp_max_orphans is reached.',
    {
      limits: [
        'net.ipv4.tcp_mem',
        'sockstat TCP mem',
        'net.ipv4.tcp_max_orphans',
        'sockstat TCP orphan',
      ],
    },
  ),
  loss(
    ['TcpExt PFMemallocDrop'],
    'The host is short of memory, and keeps what is left for what frees some.',
  ),
  loss(
    ['Tcp InCsumErrors'],
    'Segments arrive with a wrong checksum: something on the way damages them.',
  ),
  loss(['Tcp InErrs'], 'Segments with a broken header.', { counts: ['Tcp InCsumErrors'] }),
  loss(
    ['TcpExt TCPMinTTLDrop', 'TcpExt TCPMD5Failure', 'TcpExt TCPMD5NotFound', 'TcpExt TCPAOBad'],
    'Segments fail the check that their connection demands: TTL, MD5 or TCP-AO.',
  ),
  info(
    ['TcpExt TCPTimeWaitOverflow'],
    'More connections in TIME_WAIT than tcp_max_tw_buckets, so some are forgotten early.',
    { limits: ['net.ipv4.tcp_max_tw_buckets', 'sockstat TCP tw'] },
  ),
  info(
    ['TcpExt PAWSEstab', 'TcpExt PAWSActive', 'TcpExt TCPDeferAcceptDrop'],
    'Segments that are too old by their timestamp, or connections still without data: dropped by design.',
  ),
)
