import { expect, it } from 'vitest'
import { sortRows } from '../../../src/query/sort.ts'
import { columnOf, inetRow, unixRow, valueOf } from './rows.ts'

it('the family shows in the protocol of a table, and in data stands by itself', () => {
  const row = inetRow({ family: 'inet6', proto: 'udp' })
  expect(columnOf('proto').text!(row, 0)).toBe('udp6')
  expect([valueOf('proto', row), valueOf('family', row)]).toEqual(['udp', 'inet6'])
})

it('protocols order as in netstat, not by the alphabet', () => {
  const rows = [
    unixRow(),
    ...(['raw', 'udplite', 'tcp', 'udp'] as const).map(proto => inetRow({ proto })),
  ]
  const sorted = sortRows(rows, [{ column: columnOf('proto'), down: false }])
  expect(sorted.map(({ proto }) => proto)).toEqual(['tcp', 'udp', 'udplite', 'raw', 'unix'])
})

it.each([
  ['recv_q', inetRow({ recvQ: 3 }), 'warn'],
  ['recv_q', inetRow({ recvQ: 0 }), 'plain'],
  ['send_q', inetRow({ sendQ: 36, state: 'ESTABLISHED' }), 'warn'],
  ['send_q', inetRow({ sendQ: 128, state: 'LISTEN' }), 'plain'],
  ['drops', inetRow({ drops: 17 }), 'warn'],
  ['drops', inetRow({ drops: null }), 'plain'],
])('%s stands out where something waits or was lost', (key, row, tone) => {
  expect(columnOf(key).tone!(row)).toBe(tone)
})

it.each([
  ['a name', { ...inetRow({ uid: 111 }), user: 'rabbitmq' }, 'rabbitmq'],
  ['the number where there is no name', { ...inetRow({ uid: 1337 }), user: null }, '1337'],
  ['nothing where it is not known', { ...inetRow({ uid: null }), user: null }, null],
])('the user shows as %s', (_, row, text) => expect(columnOf('user').text!(row, 0)).toBe(text))

it.each([
  ['type', inetRow(), undefined],
  ['type', unixRow({ type: 'seqpacket' }), 'seqpacket'],
  ['family', unixRow(), undefined],
  ['drops', unixRow(), undefined],
  ['cookie', inetRow({ cookie: 26n }), '0x1a'],
  ['cookie', inetRow({ cookie: 2n ** 64n - 1n }), '0xffffffffffffffff'],
  ['cookie', inetRow(), null],
])('%s is absent, unknown or told', (key, row, value) => expect(valueOf(key, row)).toBe(value))
