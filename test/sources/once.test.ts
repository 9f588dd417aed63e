import { describe, expect, it } from 'vitest'
import type { InetSocket, Socket } from '../../src/model/socket.ts'
import { unseen } from '../../src/sources/once.ts'
import { inetRow, unixRow, end } from '../views/sockets/rows.ts'
import { wanted } from './hosts.ts'

const connection = (over: Partial<InetSocket>): Socket =>
  inetRow({
    state: 'ESTABLISHED',
    local: end('127.0.0.1', 80),
    remote: end('127.0.0.1', 4000),
    ...over,
  })

const passed = (...sockets: Socket[]): number[] => {
  const keep = unseen(wanted({ rows: 'all' }))
  return sockets.filter(socket => keep(socket) !== null).map(({ inode }) => inode)
}

describe('of what a reader meets more than once', () => {
  it.each<[string, Socket[], number[]]>([
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
    [
      'two ports are two',
      [connection({ inode: 0 }), connection({ inode: 0, remote: end('127.0.0.1', 4001) })],
      [0, 0],
    ],
    ['REUSEPORT twins are two', [inetRow({ inode: 7 }), inetRow({ inode: 8 })], [7, 8]],
    [
      'tcp and udp on the same port are two',
      [inetRow({ inode: 7 }), inetRow({ inode: 7, proto: 'udp', state: 'UNCONN' })],
      [7, 7],
    ],
    [
      'unix sockets without a file are all kept',
      [unixRow({ inode: 0 }), unixRow({ inode: 0 }), unixRow({ inode: 9 }), unixRow({ inode: 9 })],
      [0, 0, 9],
    ],
  ])('%s', (_, sockets, inodes) => expect(passed(...sockets)).toEqual(inodes))

  it('20,000 connections that differ in one number stay apart', () => {
    const sockets = Array.from({ length: 20_000 }, (_, i) =>
      connection({ inode: 0, remote: end(`10.0.${i >> 8}.${i & 255}`, 1000 + (i % 7)) }),
    )
    expect(passed(...sockets)).toHaveLength(20_000)
  })
})
