import { expect, it } from 'vitest'
import { UsageError } from '../../src/base/errors.ts'
import { columnNames, expandParts, findColumn, findKeys } from '../../src/query/columns.ts'
import { column } from './columns.fake.ts'

const COLUMNS = [
  column('local', 'text', { short: 'src', parts: ['local.address', 'local.port'] }),
  column('local.address', 'text'),
  column('local.port', 'number', { short: 'sport' }),
  column('recv_q'),
]

it.each([
  ['local.port', 'local.port'],
  ['sport', 'local.port'],
  ['SPORT', 'local.port'],
  ['src', 'local'],
  ['local', 'local'],
])('%s names the column %s', (name, key) => {
  expect(findColumn(name, COLUMNS, 'things').key).toBe(key)
})

it.each([
  ['recvq', 'no column "recvq" in things; did you mean recv_q?'],
  ['sprot', 'no column "sprot" in things; did you mean sport?'],
  ['zzzzzz', 'no column "zzzzzz" in things; columns: local local.address local.port recv_q'],
])('%s is refused with advice', (name, message) => {
  expect(() => findColumn(name, COLUMNS, 'things')).toThrow(new UsageError(message))
})

it('a list may have blanks, and keeps its order', () => {
  expect(findKeys('recv_q, sport,,src', COLUMNS, 'things', '--columns')).toEqual([
    'recv_q',
    'local.port',
    'local',
  ])
})

it('the names are the keys and the short names', () => {
  expect(columnNames(COLUMNS).sort()).toEqual(
    ['local', 'src', 'local.address', 'local.port', 'sport', 'recv_q'].sort(),
  )
})

it('in data formats a composite stands for its parts, each once', () => {
  expect(expandParts(['recv_q', 'local.port', 'local'], COLUMNS)).toEqual([
    'recv_q',
    'local.port',
    'local.address',
  ])
})
