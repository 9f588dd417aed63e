import type { SoftnetRow } from '../../proc/softnet.ts'

/** A column of /proc/net/softnet_stat, by its place in the line. */
export interface Field {
  /** as in the JSON; null: nothing has stood there for long */
  readonly key: string | null
  readonly field: keyof SoftnetRow | null
  /** a shorter header */
  readonly narrow?: string
  /** of two columns that do not fit, the one with the lower rank goes; 5 if absent */
  readonly rank?: number
  /** the kernel that brought it; 2.6 may have had it from one before */
  readonly since: string
  /** in few words, for the help of the column */
  readonly help: string
  /** what there is to know besides */
  readonly more?: string
  /** how much is there now, where the others count what came */
  readonly gauge?: true
  /** what it counts was lost */
  readonly loss?: true
}

/** the oldest kernel that any of this is known of */
const OLD = '2.6'
const DEAD = { key: null, field: null } as const
const FASTROUTE = {
  ...DEAD,
  since: OLD,
  help: 'of fastroute, which was removed; always 0 since 2.6.35',
}

/** softnet_seq_show() in net/core/net-procfs.c; lines had 9 columns, then 10, 11, 13, and 15 today. */
export const FIELDS: readonly Field[] = [
  {
    key: 'processed',
    rank: 8,
    field: 'processed',
    since: OLD,
    help: 'packets received, once per pass through the stack',
    more: 'a VLAN, bond or macvlan sends a packet through it once more',
  },
  {
    key: 'dropped',
    rank: 8,
    field: 'dropped',
    since: OLD,
    help: 'packets lost: the backlog of this CPU was full',
    more: 'net.core.netdev_max_backlog; loopback, veth, tunnels and RPS pass through it, not the ring of a NIC',
    loss: true,
  },
  {
    key: 'time_squeeze',
    rank: 7,
    field: 'timeSqueeze',
    narrow: 'squeeze',
    since: OLD,
    help: 'polls that stopped with work left; no loss by itself',
    more: 'net.core.netdev_budget or netdev_budget_usecs was used up; which of them, no kernel tells',
  },
  { ...DEAD, since: OLD, help: 'throttled; always 0 since 2.6.35' },
  FASTROUTE,
  FASTROUTE,
  FASTROUTE,
  FASTROUTE,
  {
    key: 'cpu_collision',
    rank: 2,
    field: 'cpuCollision',
    narrow: 'collide',
    since: OLD,
    help: 'transmit lock collisions; always 0 since Linux 4.8',
  },
  {
    key: 'received_rps',
    field: 'receivedRps',
    narrow: 'rps',
    since: '2.6.35',
    help: 'wake-ups from other CPUs for RPS; since 2.6.35',
  },
  {
    key: 'flow_limit_count',
    rank: 6,
    field: 'flowLimitCount',
    narrow: 'flow',
    since: '3.11',
    help: 'packets this CPU dropped as of a flow too large; since 3.11',
    more: 'counted where they came in, while dropped counts where they should have gone',
    loss: true,
  },
  {
    key: 'backlog_len',
    field: 'backlogLen',
    narrow: 'backlog',
    since: '5.10',
    help: 'packets queued now; since 5.10',
    gauge: true,
  },
  {
    key: 'cpu',
    field: 'cpu',
    since: '5.10',
    help: 'number of the CPU',
    more: 'before 5.10 the number of the line, wrong where a CPU is offline',
    gauge: true,
  },
  {
    key: 'input_qlen',
    rank: 3,
    field: 'inputQlen',
    narrow: 'input',
    since: '6.4',
    help: 'packets queued now for the next poll; since 6.4',
    gauge: true,
  },
  {
    key: 'process_qlen',
    rank: 3,
    field: 'processQlen',
    narrow: 'process',
    since: '6.4',
    help: 'packets queued now in the poll under way; since 6.4',
    gauge: true,
  },
]
