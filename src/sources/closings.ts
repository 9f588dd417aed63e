import { errnoOf } from '../base/errors.ts'
import type { InetProto, Want } from '../model/socket.ts'
import type { Connection } from '../netlink/connection.ts'
import { inetDiagParser } from '../netlink/inet-diag.ts'
import type { Subscription } from '../netlink/marshal.ts'
import { DESTROY_GROUPS } from '../netlink/sock-diag.ts'
import { INET_FAMILIES } from './common.ts'
import type { Closings } from './source.ts'

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
 * Hears of the sockets of `want` on a connection that may be looked through, too. Linux 6.18 asks no
 * privilege for that; null, and `tell` hears why, where a kernel does (EPERM), and where it tells of none.
 */
export const closingsOn = (
  connection: Connection,
  want: Want,
  tell: (line: string) => void,
): Closings | null => {
  const groups = closingGroups(want)
  if (groups.length === 0) return null
  try {
    return hearing(
      connection,
      connection.subscribe(
        groups,
        inetDiagParser(({ cookie }) => cookie),
      ),
    )
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === null) throw error
    tell(`netlink: the kernel does not tell which sockets close (${errno}), so it is looked for`)
    return null
  }
}

const hearing = (connection: Connection, closed: Subscription<bigint>): Closings => ({
  hear: waitMs => {
    // what came while a look was taken is there already
    const cookies = closed.take()
    let left = cookies.length > 0 ? 0 : MOST_AT_ONCE
    for (let wait = waitMs; left > 0 && connection.poll(wait); wait = 0) left--
    cookies.push(...closed.take())
    return closed.lost() ? null : cookies
  },
})
