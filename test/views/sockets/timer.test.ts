import { expect, it } from 'vitest'
import type { Timer } from '../../../src/model/socket.ts'
import { columnOf, inetRow, unixRow, valueOf } from './rows.ts'

const timer = (over: Partial<Timer>): Timer => ({
  kind: 'on',
  expiresMs: 220,
  retransmits: 0,
  probes: 0,
  ...over,
})

it.each([
  ['a retransmission', timer({}), 'on 0.2s'],
  ['its count', timer({ retransmits: 2 }), 'on 0.2s, 2 retransmits'],
  ['probes', timer({ kind: 'probe', expiresMs: 1000, probes: 5 }), 'probe 1.0s, 5 probes'],
  ['probes that are not known', timer({ kind: 'timewait', probes: null }), 'timewait 0.2s'],
  ['no timer that runs', timer({ kind: 'off', expiresMs: 0 }), ''],
  ['no timer at all', null, ''],
])('reads: %s', (_, value, text) => {
  expect(valueOf('timer', inetRow({ timer: value }))).toBe(text)
})

it('data formats have it in parts', () => {
  const row = inetRow({ timer: timer({ kind: 'keepalive', retransmits: 1, probes: 2 }) })
  expect(columnOf('timer').parts!.map(key => [key, valueOf(key, row)])).toEqual([
    ['timer.kind', 'keepalive'],
    ['timer.expires_ms', 220],
    ['timer.retransmits', 1],
    ['timer.probes', 2],
  ])
})

it.each(['timer.kind', 'timer.expires_ms', 'timer.retransmits', 'timer.probes'])(
  '%s is null where no timer is known, and absent of a unix socket',
  key => {
    expect(valueOf(key, inetRow())).toBeNull()
    expect(valueOf(key, unixRow())).toBeUndefined()
  },
)
