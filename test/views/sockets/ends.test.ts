import { describe, expect, it } from 'vitest'
import { NAMES } from '../../helpers/names.ts'
import { sortRows } from '../../../src/query/sort.ts'
import { columnOf, end, inetRow, unixRow, valueOf } from './rows.ts'

it.each([
  ['127.0.0.1', 22, '127.0.0.1:22'],
  ['0.0.0.0', 0, '0.0.0.0:*'],
  ['::', 22, '[::]:22'],
  ['2001:db8::1', 443, '[2001:db8::1]:443'],
  ['::ffff:10.1.2.3', 8443, '[::ffff:10.1.2.3]:8443'],
])('the end %s port %i reads %s', (address, port, text) => {
  expect(valueOf('local', inetRow({ local: end(address, port) }))).toBe(text)
})

it('a table leaves the remote end of a socket without peer empty', () => {
  expect(columnOf('remote').text!(inetRow(), 0)).toBe('')
  expect(columnOf('remote').text!(inetRow({ remote: end('224.0.0.5', 0) }), 0)).toBe('224.0.0.5:*')
})

it.each([
  ['local', 'a path', unixRow({ path: '/run/x' }), '/run/x'],
  ['local', 'no path', unixRow(), null],
  ['remote', "the peer's inode", unixRow({ peerInode: 16235 }), '16235'],
  ['remote', 'no known peer', unixRow(), null],
  ['local.path', 'a path', unixRow({ path: '@x' }), '@x'],
  ['local.port', 'no such thing', unixRow(), undefined],
  ['local.address', 'no such thing', unixRow(), undefined],
  ['local.scope', 'no such thing', unixRow(), undefined],
])('%s of a unix socket is %s', (key, _, row, value) => expect(valueOf(key, row)).toBe(value))

describe('order', () => {
  const sortedBy = (key: string, ...addresses: string[]) =>
    sortRows(
      addresses.map(address => inetRow({ local: end(address, 80) })),
      [{ column: columnOf(key), down: false }],
    ).map(row => valueOf('local.address', row))

  it.each(['local', 'local.address'])('%s goes by number, v4 before v6', key => {
    expect(sortedBy(key, '::1', '10.0.0.10', '192.168.0.1', '10.0.0.9', '::')).toEqual([
      '10.0.0.9',
      '10.0.0.10',
      '192.168.0.1',
      '::',
      '::1',
    ])
  })
})

describe('scope', () => {
  it.each([
    ['of a listener by its own address', '127.0.0.1', '0.0.0.0', 0, 'LISTEN', 'loopback'],
    ['of a listener on all addresses', '0.0.0.0', '0.0.0.0', 0, 'LISTEN', 'any'],
    ["of a connection by its peer's", '10.0.0.1', '8.8.8.8', 443, 'ESTABLISHED', 'public'],
    ['of a socket without peer by its own', '10.0.0.1', '0.0.0.0', 0, 'CLOSE', 'private'],
  ] as const)('%s', (_, local, remote, port, state, scope) => {
    const row = inetRow({ local: end(local, 80), remote: end(remote, port), state })
    expect(valueOf('scope', row)).toBe(scope)
  })

  it.each([
    ['0.0.0.0', 'far'],
    ['8.8.8.8', 'far'],
    ['127.0.0.1', 'near'],
    ['fe80::1', 'near'],
    ['192.168.1.1', 'near'],
    ['224.0.0.5', 'plain'],
  ])('a listener on %s is %s', (address, tone) => {
    expect(columnOf('local').tone!(inetRow({ local: end(address, 80) }))).toBe(tone)
  })
})

describe('words of a filter', () => {
  const word = (key: string, text: string) => columnOf(key).word!(text, NAMES)

  it.each([
    ['local.port', '22', '22'],
    ['local.port', ':22', '22'],
    ['remote.port', 'https', '443'],
    ['remote.port', ':https', '443'],
    ['remote.port', '65535', '65535'],
  ])('%s takes %s for %s', (key, text, is) => expect(word(key, text)).toEqual({ is }))

  it.each([
    ['local.port', '65536', 'a port'],
    ['local.port', 'nosuch', 'a port'],
    ['local.port', '', 'a port'],
  ])('%s refuses %j and says what it takes', (key, text, expected) => {
    expect(word(key, text)).toEqual({ expected: expect.stringContaining(expected) })
  })
})
