import { errnoOf } from '../base/errors.ts'
import type { InetProto, Want } from '../model/socket.ts'
import type { Connection } from '../netlink/connection.ts'
import { inetDiagParser } from '../netlink/inet-diag.ts'
import type { Subscription } from '../netlink/marshal.ts'
import type { Parser } from '../netlink/parser.ts'
import { DESTROY_GROUPS } from '../netlink/sock-diag.ts'
import { INET_FAMILIES } from './common.ts'

/** What the kernel tells of sockets that close. It tells nothing of those that change, and of what is in TIME_WAIT. */
export interface Closings {
  /**
   * Cookies of sockets that closed since the last call; where there are none it waits for some, at most
   * `waitMs`, and nothing else runs meanwhile. null: some were lost, so that only a look helps.
   */
  hear(waitMs: number): readonly bigint[] | null
  /** may be called again */
  close(): void
}

/** The kernel tells of no other protocol: sock_diag_destroy_group() in include/linux/sock_diag.h. */
export const TOLD_PROTOS = ['tcp', 'udp'] as const satisfies readonly InetProto[]

const GROUPS = {
  tcp: { inet: DESTROY_GROUPS.tcp4, inet6: DESTROY_GROUPS.tcp6 },
  udp: { inet: DESTROY_GROUPS.udp4, inet6: DESTROY_GROUPS.udp6 },
} as const

/** The groups on which the kernel tells of the sockets of `want` as they close. */
export const closingGroups = (want: Want): number[] =>
  TOLD_PROTOS.filter(proto => want.protos.has(proto)).flatMap(proto =>
    INET_FAMILIES.filter(family => want.families.has(family)).map(family => GROUPS[proto][family]),
  )

/** Datagrams taken before the caller has a turn again. */
const MOST_AT_ONCE = 50

/**
 * Hears of the sockets of `want` on a connection, which is closed with it. Linux 6.18 asks no privilege for
 * that; null, and `tell` hears why, where a kernel does (EPERM), and where it tells of none.
 */
export const closingsOn = (
  connection: Connection,
  want: Want,
  tell: (line: string) => void,
): Closings | null => {
  const groups = closingGroups(want)
  try {
    if (groups.length > 0) return hearing(connection, connection.subscribe(groups, cookieParser()))
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === null) throw error
    tell(`netlink: the kernel does not tell which sockets close (${errno}), so it is looked for`)
  }
  connection.close()
  return null
}

const cookieParser = (): Parser<bigint> => inetDiagParser(({ cookie }) => cookie)

const hearing = (connection: Connection, closed: Subscription<bigint>): Closings => ({
  hear: waitMs => {
    let left = MOST_AT_ONCE
    for (let wait = waitMs; left > 0 && connection.poll(wait); wait = 0) left--
    const cookies = closed.take()
    return closed.lost() ? null : cookies
  },
  close: () => connection.close(),
})
