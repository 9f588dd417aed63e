import { describe, expect, it } from 'vitest'
import { STATES, type State } from '../../../src/model/socket.ts'
import { stateCondition } from '../../../src/views/sockets/states.ts'
import { inetRow, unixRow } from './rows.ts'

/** The states that a word names. */
const named = (word: string): State[] => {
  const condition = stateCondition(word)
  if ('expected' in condition) throw new Error(condition.expected)
  return [...STATES, 'BOUND_INACTIVE' as const].filter(
    state => condition.holds(inetRow({ state })) === true,
  )
}

it.each(STATES.filter(state => state !== 'CLOSE' && state !== 'UNCONN' && state !== 'SYN_RECV'))(
  '%s as it is shown is itself',
  state => expect(named(state)).toEqual([state]),
)

// as ss(8) spells them under STATE-FILTER, and as its output does
it.each([
  ['established', 'ESTABLISHED'],
  ['estab', 'ESTABLISHED'],
  ['ESTAB', 'ESTABLISHED'],
  ['syn-sent', 'SYN_SENT'],
  ['syn-recv', 'SYN_RECV NEW_SYN_RECV'],
  ['syn-rcv', 'SYN_RECV NEW_SYN_RECV'],
  ['fin-wait-1', 'FIN_WAIT1'],
  ['fin-wait-2', 'FIN_WAIT2'],
  ['FIN-WAIT-2', 'FIN_WAIT2'],
  ['fin_wait2', 'FIN_WAIT2'],
  ['time-wait', 'TIME_WAIT'],
  ['close-wait', 'CLOSE_WAIT'],
  ['last-ack', 'LAST_ACK'],
  ['closing', 'CLOSING'],
  ['listen', 'LISTEN'],
  ['listening', 'LISTEN'],
  // one number of the kernel
  ['close', 'CLOSE UNCONN'],
  ['closed', 'CLOSE UNCONN'],
  ['unconn', 'CLOSE UNCONN'],
  ['unconnected', 'CLOSE UNCONN'],
  ['bound-inactive', 'BOUND_INACTIVE'],
  ['listen,estab', 'ESTABLISHED LISTEN'],
])('%s is %s', (word, states) => expect(named(word).join(' ')).toBe(states))

describe("ss's groups", () => {
  const but = (...others: readonly State[]): State[] =>
    STATES.filter(state => !others.includes(state))

  // ss(8): "connected - all the states except for listening and closed", and so on
  it.each([
    ['all', but()],
    ['connected', but('LISTEN', 'CLOSE', 'UNCONN')],
    ['synchronized', but('LISTEN', 'CLOSE', 'UNCONN', 'SYN_SENT')],
    ['bucket', ['SYN_RECV', 'TIME_WAIT', 'NEW_SYN_RECV']],
    ['big', but('SYN_RECV', 'TIME_WAIT', 'NEW_SYN_RECV')],
  ])('%s', (word, states) => expect(named(word)).toEqual(states))
})

it('are those of unix sockets too', () => {
  const condition = stateCondition('listening')
  if ('expected' in condition) throw new Error(condition.expected)
  expect(condition.holds(unixRow({ state: 'LISTEN' }))).toBe(true)
  expect(condition.holds(unixRow({ state: 'UNCONN' }))).toBe(false)
})

it.each([
  ['lsiten', 0, 'listen perhaps'],
  ['listen,estba', 7, 'estab perhaps'],
  ['listen, xx', 8, 'a state'],
  ['', 0, 'a state'],
])('%j is refused at %i', (word, at, expected) => {
  expect(stateCondition(word)).toEqual({ at, expected: expect.stringContaining(expected) })
  expect(stateCondition(word)).toEqual({ at, expected: expect.stringContaining('TIME_WAIT') })
})
