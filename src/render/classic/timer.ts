import { signed, type InetLine } from '../../model/lines.ts'
import { UNREAD } from './tail.ts'

/** Clock ticks of /proc in a second: USER_HZ on every architecture that Node runs on. */
const TICKS = 100

const TCP_TIMERS = ['off', 'on', 'keepalive', 'timewait', 'probe']
const OTHER_TIMERS = ['off', 'on1', 'on2']

/** `keepalive (7181.56/0/0)`: seconds left, retransmissions, probes without answer. */
export const timerText = (line: InetLine, kind: 'tcp' | 'udp' | 'raw'): string => {
  const { timer, timerTicks, probes } = line
  const name = (kind === 'tcp' ? TCP_TIMERS : OTHER_TIMERS)[timer] ?? `unkn-${timer}`
  const seconds = timer === 0 ? '0.00' : (Number(timerTicks) / TICKS).toFixed(2)
  // net-tools forgets what it has read of a datagram socket
  const retransmits = kind === 'udp' ? 0 : line.retransmits
  return `${name} (${seconds}/${retransmits === null ? UNREAD : signed(retransmits)}/${probes ?? UNREAD})`
}
