/** What the manual page says of how things work, topic by topic: what no table of the program has room for. */
export const TOPICS: readonly (readonly [topic: string, paragraphs: readonly string[]])[] = [
  [
    'Groups and sums',
    [
      '--by turns rows into groups, in every view: its keys, count, and sums of what adds up (recv_q and ' +
        'send_q of sockets that do not listen, drops, the counters of softnet), the largest group first. The ' +
        'filter still chooses the rows that are counted; --sort and --columns take the columns of the groups.',
      'A socket with several owners counts in the group of each, once per group. In JSON the array is totals, ' +
        'and owners the one owner of the group: without owners nobody holds the sockets, with null in it they ' +
        'belong to processes that could not be seen. A sum is over what is known, null where nothing is.',
      'KEY/24 groups addresses by network: IPv4 by so many bits, IPv6 by 64 (/24/48 says both). With -l and a ' +
        'local port among the keys, accept tells the accept queue of each listener of the group.',
    ],
  ],
  [
    'Looking again and again',
    [
      '-c (-c 5 for every five seconds) and --interval redraw in place on a terminal and follow its size. What ' +
        'is new since the last look has a + in front, what changed a ~, what is gone a -, for one look. Space ' +
        'pauses; arrows and page keys scroll; s sorts by the next column, and after the last one as before; r ' +
        'reverses; q or Ctrl-C leaves, and the screen is as it was. In a pipe, and on a dumb terminal, frame ' +
        'follows frame, each under a line that says when (not with --no-header).',
      'With --ndjson, -c tells of sockets and groups what changed alone: event is opened, changed or closed ' +
        '(a row as it was seen last), and time when that was seen. The first look says nothing. A socket is ' +
        'known by its cookie, without one by its inode, not by its addresses.',
      'Counters of softnet, interfaces and statistics become rates per second, in JSON the object rates.',
    ],
  ],
  [
    'Where packets die',
    [
      'path looks twice and follows the stages from the wire to a process and back: what each counted ' +
        'meanwhile, a verdict, the limit that governs it, what it means and what to do. loss: packets died ' +
        'there. info: worth knowing, and no loss by itself, as a time_squeeze, an rx_dropped (mostly protocols ' +
        'that nobody speaks) or a datagram for a port where nobody listens. At the sockets: which one lost ' +
        'something or has a full accept queue, and whose it is. Quiet stages share a line; --all shows every ' +
        'counter, --totals what was counted since boot.',
      'What this kernel or namespace lets nobody read is "not counted here", never 0. A counter that went ' +
        'backwards (its driver began anew) has delta null. A netfilter rule that drops has no counter of its ' +
        'own: the path tells that IP received packets that went nowhere, and asks to look at the rules.',
      'The counters of softnet are of the whole machine, whatever network namespace asks, and wrap at 2^32.',
    ],
  ],
  [
    'Memory, TCP_INFO and accept queues',
    [
      'With -m, a line under each socket says what kernel memory it holds of what it may. With --info, ' +
        'TCP_INFO in words: round trip, windows, bytes and segments both ways, retransmits, rates, what the ' +
        'connection waited for. Every field is a column, with its unit in the key. recv_q and send_q of a TCP ' +
        'listener are its accept queue and the limit of that, and drops what it lost.',
    ],
  ],
  [
    'Routes and interfaces',
    [
      'reject answers that there is no way, blackhole says nothing (of IPv6 the kernel tells all of them as ' +
        'reject). Of IPv4, /proc has the main table alone, and of several next hops the first. Under an ' +
        'interface that lost something, a line tells what, each a key of the JSON. From files alone (--root, or ' +
        'no netlink) nothing says which interface has which IPv4 address: they are placed by the routes, and ' +
        'aliases (eth0:1) are not known.',
    ],
  ],
  [
    'Names',
    [
      '--resolve names hosts by /etc/hosts and DNS and puts the interface behind link-local addresses; ' +
        '--services names ports. Only rows that are shown are asked for, many at once, and one second after ' +
        'the first question what has no name stays a number. In JSON they are local.host, local.interface, ' +
        'local.service and the same of remote; addresses and ports stay.',
    ],
  ],
  [
    'Sockets as they close',
    [
      'events writes a line for each TCP and UDP socket at the moment the kernel destroys it, until Ctrl-C or ' +
        '--limit of them. The kernel tells addresses and final counters (of TCP, with the FIN as a byte ' +
        'received; what was reset with SO_LINGER 0 has none left), but no owner: that is the one seen in the ' +
        'dump before, one at the start and one every two seconds or so. A socket that came and went between ' +
        'two dumps has owners ?, in JSON null. If more close than can be read, a line on stderr says so.',
    ],
  ],
  [
    'Destroying sockets',
    [
      'kill shows what it would destroy and asks; without a terminal it needs --force. It needs root ' +
        '(CAP_NET_ADMIN) and a kernel with CONFIG_INET_DIAG_DESTROY. Both ends of a TCP connection get an error ' +
        '(ECONNABORTED here, ECONNRESET there); TIME_WAIT simply ends. A bound UDP socket loses its peer and ' +
        'its program is told ECONNABORTED, but it stays until the program closes it. Sockets are told apart by ' +
        'their cookies, so a new one at the same address is never hit. Unix sockets cannot be destroyed so.',
    ],
  ],
  [
    'Waiting for sockets',
    [
      'wait says nothing and ends with 0 as soon as such a socket is there, with --gone as soon as none is ' +
        'left, and with 3 after --timeout seconds; --timeout 0 looks once. It looks seven times a second ' +
        'where the kernel decides (states, ports, addresses), and at least once a second where a look costs more.',
      'With --gone the kernel tells which TCP and UDP sockets close, and it looks as soon as the last of them ' +
        'has; four looks a second are for the rest: changes of state, the end of TIME_WAIT, other protocols. ' +
        'Where hundreds close every second it looks only.',
    ],
  ],
  [
    'Owners without root',
    [
      'Who is not root sees the owners of his own sockets, and ? for the rest. share on mounts a BPF file ' +
        'system at /run/tsnetstat and pins an iterator there, for the group tsnetstat, that of --group, or with ' +
        '--everyone for every user: a file that the kernel answers when it is read. The group is not made for ' +
        'you. It takes Linux 5.17 with BTF. share status says what is shared, with whom, and what that ' +
        'discloses; share off takes it back, and so does a reboot.',
      'In a pid namespace, a reader gets the pids that count there, and nothing of processes that have none.',
    ],
  ],
  [
    'Where it looks',
    [
      'Sockets come from netlink (sock_diag), for which Node needs the optional package koffi; where that is ' +
        'not to be had, or for a protocol that it lacks, from /proc/net. Both tell the same sockets; /proc does ' +
        'not know memory, TCP_INFO, the limit and losses of a listener, v6only, cookies and the peers of unix ' +
        'sockets, which are then null, nor the sockets of state bound-inactive.',
      'Owners come from the first that works of: pin (/run/tsnetstat/owners), bpf (the same program, loaded ' +
        'for this run alone; CAP_BPF and CAP_PERFMON), pid_inode_map, pin (owners-self), and proc (a walk ' +
        'through /proc/*/fd). All owners of a socket are found, whatever the filter; where only sockets of a few ' +
        'processes can pass it (pid = 579) and 10,000 files or more are open, bpf comes first and has the kernel ' +
        'walk these alone (Linux 6.1), unless others may hold a socket of theirs. -v says what was used and ' +
        'why not those before it; --source leaves no choice.',
      '--root reads the proc, sys and etc below a directory, byte order included.',
    ],
  ],
]
