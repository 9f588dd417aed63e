import { expect, it } from 'vitest'
import { nearest } from '../../src/base/nearest.ts'

it.each([
  ['recvq', ['send_q', 'recv_q'], 'recv_q'],
  ['lcoal', ['local', 'remote'], 'local'],
  ['softent', ['sockets', 'softnet'], 'softnet'],
  ['zzzzzz', ['local', 'remote'], null],
  ['x', [], null],
])('the nearest to %s among %j is %s', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected)
})
