import type { InetSocket } from '../../model/socket.ts'
import type { Value } from '../../model/table.ts'
import { unitOfKey } from '../../model/units.ts'
import { inet, text, type Col, type SocketRow } from './row.ts'

const timer = (key: string, help: string, get: (row: InetSocket) => Value): Col => ({
  ...text({ key: `timer.${key}`, header: key, help, value: row => inet(row, get) }),
  type: key === 'kind' ? 'text' : 'number',
  ...unitOfKey(key),
})

const timerText = (row: SocketRow): string => {
  if (row.kind === 'unix' || row.timer === null) return ''
  const { kind, expiresMs, retransmits, probes } = row.timer
  if (kind === 'off') return ''
  const counts = [
    retransmits !== null && retransmits > 0 ? `, ${retransmits} retransmits` : '',
    probes !== null && probes > 0 ? `, ${probes} probes` : '',
  ]
  return `${kind} ${(expiresMs / 1000).toFixed(1)}s${counts.join('')}`
}

/** What `-o` adds. */
export const TIMER_COLUMNS: readonly Col[] = [
  text({
    key: 'timer',
    header: 'Timer',
    help: 'what the socket waits for, and how long still',
    rank: 4,
    parts: ['timer.kind', 'timer.expires_ms', 'timer.retransmits', 'timer.probes'],
    value: timerText,
    order: row => (row.kind === 'inet' && row.timer ? [row.timer.kind, row.timer.expiresMs] : []),
  }),
  timer(
    'kind',
    'off, on (retransmit), keepalive, timewait or probe',
    row => row.timer?.kind ?? null,
  ),
  timer('expires_ms', 'milliseconds until it fires', row => row.timer?.expiresMs ?? null),
  timer('retransmits', 'retransmissions so far', row => row.timer?.retransmits ?? null),
  timer('probes', 'unanswered probes so far', row => row.timer?.probes ?? null),
]
