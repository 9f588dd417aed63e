import type { Counter } from '../../model/path.ts'
import { rateOf, type Moves } from './evaluate.ts'
import { grouped } from './text.ts'

/** How much passes at the two ends of each way, in words. */
export interface Ends {
  readonly receive: { readonly in: string; readonly out: string }
  readonly transmit: { readonly in: string; readonly out: string }
}

/** More interfaces than these say no more. */
const MOST = 4

/** What was counted, per second, or where there is no time ever: exact then, beyond 2^53 too. */
const amountText = (steps: bigint, seconds: number | null): string => {
  const rate = rateOf(steps, seconds)
  return grouped(rate === null ? steps : Math.round(rate))
}

const UNKNOWN = 'not counted here'

/** `eth0 81,200, lo 12 packets/s`, the busiest first. */
const wire = (key: string, moves: Moves, seconds: number | null): string => {
  const all = moves.counters(key)
  if (all.length === 0) return UNKNOWN
  const busy = all.filter(counter => moves.step(counter) > 0n).sort(byStep(moves))
  const first = busy
    .slice(0, MOST)
    .map(each => `${each.interface ?? ''} ${amountText(moves.step(each), seconds)}`)
  const more = busy.length > MOST ? `, and ${busy.length - MOST} more interfaces` : ''
  return `${first.join(', ') || '0'} packets${per(seconds)}${more}`
}

const byStep =
  ({ step }: Moves) =>
  (x: Counter, y: Counter): number =>
    step(x) < step(y) ? 1 : step(x) > step(y) ? -1 : 0

/** `1,204 UDP datagrams/s, 88 TCP segments/s` */
const processes = (udp: string, tcp: string, moves: Moves, seconds: number | null): string => {
  const kinds: readonly (readonly [keys: readonly string[], noun: string])[] = [
    [[`Udp ${udp}`, `snmp6 Udp6${udp}`], 'UDP datagrams'],
    [[`Tcp ${tcp}`], 'TCP segments'],
  ]
  const known = kinds
    .filter(([keys]) => keys.flatMap(moves.counters).length > 0)
    .map(([keys, noun]) => `${amountText(moves.moved(...keys), seconds)} ${noun}${per(seconds)}`)
  return known.join(', ') || UNKNOWN
}

const per = (seconds: number | null): string => (seconds === null ? '' : '/s')

export const endsOf = (moves: Moves, seconds: number | null): Ends => ({
  receive: {
    in: wire('link rx_packets', moves, seconds),
    out: processes('InDatagrams', 'InSegs', moves, seconds),
  },
  transmit: {
    in: processes('OutDatagrams', 'OutSegs', moves, seconds),
    out: wire('link tx_packets', moves, seconds),
  },
})
