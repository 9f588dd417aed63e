import { describe, expect, it } from 'vitest'
import { ipv4, ipv6 } from '../../../src/model/address.ts'
import { InetRecords } from '../../../src/model/inet-record.ts'
import { KnownEnds } from '../../../src/model/known-ends.ts'
import type { Endpoint } from '../../../src/model/socket.ts'
import { HAS, WORD } from '../../../src/model/inet-words.ts'
import { SOCKET_COLUMNS } from '../../../src/views/sockets/columns.ts'
import type { SocketRow } from '../../../src/views/sockets/row.ts'
import { random } from '../../random.ts'
import { columnOf, inetRow, unixRow } from './rows.ts'

const { u32, below } = random(20261121)

/** Of few addresses, so that rows share them, and often none. */
const ENDS = new KnownEnds()
const randomEnd = (): Endpoint => {
  const port = below(2) * below(65536)
  switch (below(5)) {
    case 0:
      return { ip: ipv4(0), port }
    case 1:
      return { ip: ipv6(0, 0, 0, 0), port }
    case 2:
      return ENDS.end6(u32(), 0, 0, below(3), port)
    case 3:
      return ENDS.end4(u32(), port)
    default:
      return ENDS.end4(below(4), port)
  }
}

const RECORDS = new InetRecords(null)
const randomRecord = (): SocketRow => {
  const record = RECORDS.add('tcp', 'inet', 'ESTABLISHED', randomEnd(), randomEnd())
  const { words, at } = record
  words[at + WORD.cookie] = u32() >>> below(32)
  words[at + WORD.cookie + 1] = below(2) * (u32() >>> below(32))
  words[at + WORD.has]! |= below(4) === 0 ? 0 : HAS.cookie
  return record
}

const ROWS: readonly SocketRow[] = [
  ...Array.from({ length: 500 }, randomRecord),
  inetRow({ cookie: 26n }),
  inetRow(),
  unixRow({ cookie: 26n, path: '/run/x' }),
]

const WRITING = SOCKET_COLUMNS.filter(({ write }) => write !== undefined).map(({ key }) => key)

describe.each(WRITING)('what %s writes', key => {
  const column = columnOf(key)
  const into = new Uint8Array(100)

  it.each([0, 3])('is its text as such, at %i', from => {
    let count = 0
    for (const row of ROWS) {
      const end = column.write!(row, into, from)
      if (end < 0) continue
      count++
      const text = column.text === undefined ? column.value(row) : column.text(row, 0)
      expect(Buffer.from(into.subarray(from, end)).toString()).toBe(text)
      expect(text).toMatch(/^[!#-[\]-~]{1,64}$/)
    }
    expect(count).toBeGreaterThan(100)
  })
})

it.each(['local.address', 'remote.address', 'local.scope', 'remote.scope', 'scope'])(
  'rows of which %s names the same thing have the same value',
  key => {
    const column = columnOf(key)
    const values = new Map<unknown, unknown>()
    for (const row of ROWS) {
      const same = column.same!(row)
      if (same === undefined) continue
      if (!values.has(same)) values.set(same, column.value(row))
      expect(column.value(row)).toBe(values.get(same))
    }
    expect(values.size).toBeGreaterThan(50)
  },
)
