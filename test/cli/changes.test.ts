import { expect, it } from 'vitest'
import { changesOf } from '../../src/cli/changes.ts'
import type { Table } from '../../src/model/table.ts'
import { published } from '../helpers/schema.ts'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { socketsView } from '../../src/views/sockets.ts'
import { end, inetRow } from '../views/sockets/rows.ts'

const WHOLE = ['local.port', 'state', 'recv_q', 'cookie']

const tableOf = (rows: readonly unknown[]): Table<unknown> => ({
  view: 'sockets',
  columns: socketsView.columns as Table<unknown>['columns'],
  shown: [],
  asked: [],
  whole: WHOLE,
  rows,
  facts: { time: '2026-11-20T10:00:00Z' },
  problems: [],
  footer: null,
})

const row = (cookie: bigint, more = {}) =>
  inetRow({ cookie, inode: 7, local: end('127.0.0.1', 80), ...more })

/** The lines after the first of these looks, as `event cookie`. */
const told = (...looks: readonly unknown[][]): string[] => {
  let out = ''
  const changes = changesOf(chunk => (out += chunk))
  for (const rows of looks) changes(tableOf(rows), row => socketsView.identity!(row as never))
  const lines = out.split('\n').slice(0, -1)
  const valid = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile({
    ...(published['$defs'] as { change: object }).change,
  })
  return lines.map(line => {
    const parsed = JSON.parse(line) as { event: string; cookie: string }
    expect(valid(parsed)).toBe(true)
    return `${parsed.event} ${parsed.cookie}`
  })
}

it('the first look says nothing', () => expect(told([row(1n)])).toEqual([]))

it('a socket that comes, changes and goes is told thrice', () => {
  const looks = [[], [row(1n)], [row(1n)], [row(1n, { recvQ: 5 })], []]
  expect(told(...looks)).toEqual(['opened 0x1', 'changed 0x1', 'closed 0x1'])
})

it('two at one address are two, and a server that was started again is another one', () => {
  expect(told([row(1n)], [row(1n), row(2n)])).toEqual(['opened 0x2'])
  expect(told([row(1n)], [row(2n)])).toEqual(['closed 0x1', 'opened 0x2'])
})

it('what is accepted is the socket that it was before', () => {
  expect(told([row(1n, { inode: 0 })], [row(1n, { inode: 9 })])).toEqual([])
})
