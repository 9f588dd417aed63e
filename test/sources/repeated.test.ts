import { describe, expect, it } from 'vitest'
import { ipv4 } from '../../src/model/address.ts'
import { InetRecords, type InetRecord } from '../../src/model/inet-record.ts'
import { HAS, WORD } from '../../src/model/inet-words.ts'
import type { InetProto, State } from '../../src/model/socket.ts'
import { dropRepeated, unseenUnix } from '../../src/sources/repeated.ts'
import { unixRow } from '../views/sockets/rows.ts'
import { wanted } from './hosts.ts'

const records = new InetRecords(null)
const LOOPBACK = 0x7f000001

interface Told {
  proto?: InetProto
  state?: State
  inode: number
  /** of the peer; 0: a listener */
  address?: number
  port?: number
}

const socket = ({ proto = 'tcp', state, inode, address, port = 0 }: Told): InetRecord => {
  const local = { ip: ipv4(LOOPBACK), port: 80 }
  const remote = { ip: ipv4(address ?? (port === 0 ? 0 : LOOPBACK)), port }
  const name = state ?? (port === 0 ? 'LISTEN' : 'ESTABLISHED')
  const record = records.add(proto, 'inet', name, local, remote)
  record.inode = inode
  return record
}

const connection = (told: Told): InetRecord => socket({ port: 4000, ...told })

const left = (from: number, ...sockets: InetRecord[]): number[] => {
  dropRepeated(sockets, from)
  return sockets.map(({ inode }) => inode)
}

const passed = (...sockets: InetRecord[]): number[] => left(0, ...sockets)

describe('of what a reader meets more than once', () => {
  it.each<[string, InetRecord[], number[]]>([
    ['the same row counts once', [connection({ inode: 7 }), connection({ inode: 7 })], [7]],
    [
      'a connection and its own TIME_WAIT are one',
      [connection({ inode: 7 }), connection({ inode: 0, state: 'TIME_WAIT' })],
      [7],
    ],
    [
      'a TIME_WAIT and the connection that took its place are two',
      [connection({ inode: 0, state: 'TIME_WAIT' }), connection({ inode: 7 })],
      [0, 7],
    ],
    ['two ports are two', [connection({ inode: 0 }), connection({ inode: 0, port: 4001 })], [0, 0]],
    ['REUSEPORT twins are two', [socket({ inode: 7 }), socket({ inode: 8 })], [7, 8]],
    [
      'tcp and udp on the same port are two',
      [socket({ inode: 7 }), socket({ inode: 7, proto: 'udp', state: 'UNCONN' })],
      [7, 7],
    ],
  ])('%s', (_, sockets, inodes) => expect(passed(...sockets)).toEqual(inodes))

  it('unix sockets without a file are all kept', () => {
    const sockets = [0, 0, 9, 9].map(inode => unixRow({ inode }))
    const kept = sockets.filter(unseenUnix(wanted({ rows: 'all' })))
    expect(kept.map(({ inode }) => inode)).toEqual([0, 0, 9])
  })

  it('20,000 connections that differ in one number stay apart', () => {
    const sockets = Array.from({ length: 20_000 }, (_, i) =>
      connection({ inode: 0, address: 0x0a000000 + i, port: 1000 + (i % 7) }),
    )
    expect(passed(...sockets)).toHaveLength(20_000)
  })
})

describe('of sockets with cookies', () => {
  const known = (cookie: bigint, told: Told): InetRecord => {
    const record = socket(told)
    record.words[record.at + WORD.cookie] = Number(cookie & 0xffffffffn)
    record.words[record.at + WORD.cookie + 1] = Number(cookie >> 32n)
    record.words[record.at + WORD.has]! |= HAS.cookie
    return record
  }

  it('the first sight of one that is met again counts', () =>
    expect(
      left(
        0,
        known(5n, { inode: 7, port: 4000 }),
        known(9n, { inode: 8 }),
        known(5n, { inode: 0, port: 4000, state: 'TIME_WAIT' }),
        known(9n, { inode: 8 }),
      ),
    ).toEqual([7, 8]))

  it('those of one place are two', () =>
    expect(left(0, known(5n, { inode: 7 }), known(6n, { inode: 7 }))).toEqual([7, 7]))

  it.each([
    ['the lower half', 2n ** 40n, 2n ** 40n + 1n],
    ['the upper half', 2n ** 40n + 3n, 2n ** 41n + 3n],
    // as of kernels before 4.1, whose cookies were addresses
    ['the last of 64 bits', 0xffff888000001000n, 0xffff888000001001n],
  ])('%s tells them apart', (_, x, y) =>
    expect(left(0, known(x, { inode: 1 }), known(y, { inode: 2 }), known(x, { inode: 3 }))).toEqual(
      [1, 2],
    ),
  )

  it('what stands before them is let alone', () => {
    const sockets = [5n, 5n, 6n, 6n].map((cookie, i) => known(cookie, { inode: i + 1 }))
    expect(left(2, ...sockets)).toEqual([1, 2, 3])
  })

  it('none of 20,000 is lost', () => {
    const sockets = Array.from({ length: 20_000 }, (_, i) => known(BigInt(i), { inode: i + 1 }))
    expect(left(0, ...sockets)).toHaveLength(20_000)
  })
})
