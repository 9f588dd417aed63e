/** What rows a library call gives; every part is what the option of that name is to the command. */
export interface Query {
  /** words of a filter: `'local.port = 22 and process ~ sshd'` */
  readonly filter?: string
  /** keys of columns, `-key` for downwards: `'-recv_q,pid'` */
  readonly sort?: string
  /** at most so many rows */
  readonly limit?: number
  /** all that the view knows: connections and listeners; quiet stages; cached routes */
  readonly all?: boolean
  /** reads the proc, sys and etc below this directory; without it this host's */
  readonly root?: string
  /** `netlink`, `pin`, `bpf`, `pid_inode_map` or `proc`; without it the fastest that works */
  readonly source?: string
}

/** Of sockets: without a protocol tcp, udp and raw; without `listening` and `all` what does not listen. */
export interface SocketQuery extends Query {
  readonly listening?: boolean
  readonly tcp?: boolean
  readonly udp?: boolean
  readonly raw?: boolean
  readonly unix?: boolean
  readonly udplite?: boolean
  readonly ipv4?: boolean
  readonly ipv6?: boolean
  /** false: no owners, and no time to find them */
  readonly owners?: boolean
  /** each row with `timer`, with `memory`, with `tcp_info` */
  readonly timers?: boolean
  readonly memory?: boolean
  readonly info?: boolean
}

/** Of what is counted: seconds between the two looks that are compared (1). */
export interface PathQuery extends Query {
  readonly interval?: number
}
