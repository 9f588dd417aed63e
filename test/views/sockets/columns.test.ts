import { describe, expect, it } from 'vitest'
import { STATES } from '../../../src/model/socket.ts'
import { sortRows } from '../../../src/query/sort.ts'
import { columnOf, inetRow, unixRow, valueOf } from './rows.ts'

describe('state as a word of a filter', () => {
  const word = (text: string) => columnOf('state').word!(text, { port: () => null })

  it.each(STATES)('takes %s as it is shown', state => expect(word(state)).toEqual({ is: state }))

  // left: as ss(8) spells them under STATE-FILTER
  it.each([
    ['established', 'ESTABLISHED'],
    ['estab', 'ESTABLISHED'],
    ['syn-sent', 'SYN_SENT'],
    ['syn-recv', 'SYN_RECV'],
    ['fin-wait-1', 'FIN_WAIT1'],
    ['fin-wait-2', 'FIN_WAIT2'],
    ['time-wait', 'TIME_WAIT'],
    ['close-wait', 'CLOSE_WAIT'],
    ['last-ack', 'LAST_ACK'],
    ['closing', 'CLOSING'],
    ['listen', 'LISTEN'],
    ['unconn', 'UNCONN'],
  ])('takes %s for %s', (text, is) => expect(word(text)).toEqual({ is }))

  it('guesses at others, and lists them all', () => {
    const refused = word('lsiten')
    expect(refused).toEqual({ expected: expect.stringContaining('LISTEN perhaps') })
    expect(refused).toEqual({ expected: expect.stringContaining(STATES.join(' ')) })
  })
})

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
