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

/** `eth0 81,200, lo 12 packets/s`, the busiest first. */
const wire = (key: string, per: string, moves: Moves): string => {
  const busy = moves
    .counters(key)
    .filter(counter => moves.step(counter) > 0n)
    .sort((x, y) => amount(y, moves) - amount(x, moves))
  if (busy.length === 0) return `0 packets${per}`
  const first = busy
    .slice(0, MOST)
    .map(each => `${each.interface ?? ''} ${grouped(Math.round(amount(each, moves)))}`)
  const more = busy.length > MOST ? `, and ${busy.length - MOST} more interfaces` : ''
  return `${first.join(', ')} packets${per}${more}`
}

const sum = (keys: readonly string[], moves: Moves): string =>
  grouped(
    Math.round(
      keys.flatMap(moves.counters).reduce((all, counter) => all + amount(counter, moves), 0),
    ),
  )

const processes = (udp: string, tcp: string, per: string, moves: Moves): string =>
  `${sum([`Udp ${udp}`, `snmp6 Udp6${udp}`], moves)} UDP datagrams${per}, ${sum([`Tcp ${tcp}`], moves)} TCP segments${per}`

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
