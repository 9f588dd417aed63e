import type { Counter } from '../../model/path.ts'
import type { Moves } from './evaluate.ts'
import { grouped } from './text.ts'

/** How much passes at the two ends of each way, in words. */
export interface Ends {
  readonly receive: { readonly in: string; readonly out: string }
  readonly transmit: { readonly in: string; readonly out: string }
}

/** More interfaces than these say no more. */
const MOST = 4

const amount = (counter: Counter, moves: Moves): number =>
  counter.rate ?? Number(moves.step(counter))

const UNKNOWN = 'not counted here'

/** `eth0 81,200, lo 12 packets/s`, the busiest first. */
const wire = (key: string, per: string, moves: Moves): string => {
  const all = moves.counters(key)
  if (all.length === 0) return UNKNOWN
  const busy = all
    .filter(counter => moves.step(counter) > 0n)
    .sort((x, y) => amount(y, moves) - amount(x, moves))
  const first = busy
    .slice(0, MOST)
    .map(each => `${each.interface ?? ''} ${grouped(Math.round(amount(each, moves)))}`)
  const more = busy.length > MOST ? `, and ${busy.length - MOST} more interfaces` : ''
  return `${first.join(', ') || '0'} packets${per}${more}`
}

/** `1,204 UDP datagrams/s, 88 TCP segments/s` */
const processes = (udp: string, tcp: string, per: string, moves: Moves): string => {
  const kinds: readonly (readonly [keys: readonly string[], noun: string])[] = [
    [[`Udp ${udp}`, `snmp6 Udp6${udp}`], 'UDP datagrams'],
    [[`Tcp ${tcp}`], 'TCP segments'],
  ]
  const known = kinds.flatMap(([keys, noun]) => {
    const counters = keys.flatMap(moves.counters)
    const sum = counters.reduce((all, counter) => all + amount(counter, moves), 0)
    return counters.length === 0 ? [] : [`${grouped(Math.round(sum))} ${noun}${per}`]
  })
  return known.join(', ') || UNKNOWN
}

export const endsOf = (moves: Moves, seconds: number | null): Ends => {
  const per = seconds === null ? '' : '/s'
  return {
    receive: {
      in: wire('link rx_packets', per, moves),
      out: processes('InDatagrams', 'InSegs', per, moves),
    },
    transmit: {
      in: processes('OutDatagrams', 'OutSegs', per, moves),
      out: wire('link tx_packets', per, moves),
    },
  }
}
