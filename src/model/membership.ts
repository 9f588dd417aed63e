import type { Ip } from './address.ts'
import type { Family } from './socket.ts'

/** A multicast group that an interface listens to. */
export interface Membership {
  readonly family: Family
  readonly interface: string
  readonly index: number
  readonly group: Ip
  /** how many asked for it: sockets, and the kernel itself */
  readonly users: number
  /** until a report is sent, in clock ticks (USER_HZ, 100 a second); null: none is due */
  readonly timerTicks: number | null
  /** were we the last to report it? null: IPv6 does not tell */
  readonly reporter: boolean | null
  /** the version of IGMP spoken there, `V3`; null: IPv6 does not tell */
  readonly querier: string | null
}
