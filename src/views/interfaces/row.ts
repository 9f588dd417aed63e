import type { DevCounters, Interface, LinkStat } from '../../model/interface.ts'

/** An interface, and where two looks were taken, what it counted per second. */
export interface InterfaceLook extends Interface {
  /** null: it was not there before; undefined: one look only */
  readonly rates: ReadonlyMap<CounterName, number | null> | null | undefined
}

/** A column of /proc/net/dev, or a member of struct rtnl_link_stats64. */
export type CounterName = keyof DevCounters | LinkStat
