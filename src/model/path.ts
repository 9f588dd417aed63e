import type { InetSocket } from './socket.ts'

/** Towards a process, or from one. */
export type Direction = 'receive' | 'transmit'
/** loss: packets died here; info: worth knowing, and no loss by itself; ok: neither. */
export type Verdict = 'ok' | 'info' | 'loss'

/** One of the kernel's counters at one moment. */
export interface Count {
  /** what tells it apart from every other count of the reading, and finds it again in the next */
  readonly id: string
  /** `link`, `softnet`, `Udp`, `TcpExt`, `snmp6`, ...: with the name what the stages are made of */
  readonly group: string
  /** the kernel's own name */
  readonly name: string
  /** the file, and where in it; or the netlink answer */
  readonly source: string
  /** null: not of one interface */
  readonly interface: string | null
  /** null: not of one CPU */
  readonly cpu: number | null
  /** since the counter began */
  readonly total: bigint
  /** where it wraps */
  readonly bits: 32 | 64
}

/** All that one look at the path tells. */
export interface PathReading {
  /** seconds, of a clock that only goes forward */
  readonly takenAt: number
  /** the same, of the sockets: to list them takes a while, and the first time longer */
  readonly socketsAt: number
  /** /proc/uptime: stands still only in a captured tree; null: not there */
  readonly uptime: string | null
  readonly counts: ReadonlyMap<string, Count>
  /** sysctls and the like by name: a number, several in one text, or null where not to be had */
  readonly limits: ReadonlyMap<string, number | string | null>
  readonly sockets: readonly InetSocket[]
}

/** A counter of a stage and how it moved. */
export interface Counter extends Count {
  /** what it means for the stage once it moves; null: traffic, which is no verdict */
  readonly weight: Exclude<Verdict, 'ok'> | null
  /** never negative; null: not known (one reading, a counter that is new or began anew) */
  readonly delta: bigint | null
  /** per second; null where delta is */
  readonly rate: number | null
}

export interface Limit {
  readonly name: string
  readonly value: number | string | null
}

/** Counters that mean one thing, what that is, and what bounds it. */
export interface Finding {
  readonly weight: Exclude<Verdict, 'ok'>
  readonly counters: readonly Counter[]
  readonly limits: readonly Limit[]
  /** what it means and what to do; null: another finding of the stage says it already */
  readonly advice: string | null
}

/** A socket that lost something, or whose accept queue is full. */
export interface SocketLoss {
  readonly socket: InetSocket
  /** packets or connections lost in the time; null: not known */
  readonly delta: number | null
  /** per second; null where delta is */
  readonly rate: number | null
  /** a listener with more connections waiting than its backlog */
  readonly full: boolean
  readonly advice: string
}

/** One stage of the path, as far as two readings tell. */
export interface Stage {
  readonly name: string
  readonly direction: Direction
  readonly verdict: Verdict
  /** false: nothing that this kernel lets us read counts here */
  readonly known: boolean
  /** those that moved, or all */
  readonly counters: readonly Counter[]
  readonly limits: readonly Limit[]
  /** what the counters that moved come to */
  readonly findings: readonly Finding[]
  readonly sockets: readonly SocketLoss[]
}
