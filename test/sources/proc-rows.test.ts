import { describe, expect, it } from 'vitest'
import { ipv4 } from '../../src/model/address.ts'
import { InetRecords } from '../../src/model/inet-record.ts'
import type { InetProto, InetSocket } from '../../src/model/socket.ts'
import { InetRow } from '../../src/proc/inet.ts'
import type { UnixRow } from '../../src/proc/unix.ts'
import { inetSocket, unixSocket } from '../../src/sources/proc-rows.ts'

const TCP = { family: 4, tcp: true, littleEndian: true } as const

/** IPv4 addresses by their words. */
const inet = (
  over: Partial<InetRow>,
  proto: InetProto = 'tcp',
  [local, remote] = [0x7f000001, 0],
): InetSocket => {
  const row = new InetRow(TCP)
  row.local.d = local!
  row.remote.d = remote!
  const fields = { localPort: 22, state: 10, txQueue: 5, rxQueue: 2, uid: 1000, inode: 7 }
  return inetSocket(new InetRecords(null), Object.assign(row, fields, over), proto, 'inet', true)
}

const unix = (over: Partial<UnixRow>) =>
  unixSocket(
    { refs: 2, protocol: 0, flags: 0, type: 1, state: 1, inode: 7, path: null, ...over },
    null,
  )

it('keeps the facts of a row', () => {
  expect(inet({ state: 1, remotePort: 50000 }, 'tcp', [0x7f000001, 0x0a000001])).toMatchObject({
    kind: 'inet',
    proto: 'tcp',
    family: 'inet',
    state: 'ESTABLISHED',
    local: { ip: ipv4(0x7f000001), port: 22 },
    remote: { ip: ipv4(0x0a000001), port: 50000 },
    recvQ: 2,
    sendQ: 5,
    uid: 1000,
    inode: 7,
  })
})

it.each([
  ['the backlog limit of a listener', 10, { recvQ: 2, sendQ: null, uid: 1000 }],
  ['the drops of a tcp socket', 1, { drops: null, sendQ: 5 }],
  ['cookie and owners', 1, { cookie: null, owners: null, netns: null }],
])('null is what /proc cannot say: %s', (_, state, expected) => {
  expect(inet({ state })).toMatchObject(expected)
})

it('the user of what is left of a closed connection is null: the kernel prints 0 for all of them', () => {
  // TIME_WAIT, and FIN_WAIT2 as a time-wait socket: timer 3
  expect(inet({ state: 6, timer: 3, uid: 0 }).uid).toBeNull()
  expect(inet({ state: 5, timer: 3, uid: 0 }).uid).toBeNull()
  expect(inet({ state: 5, timer: 0, uid: 0 }).uid).toBe(0)
})

// include/net/tcp_states.h
it.each([
  [1, 'ESTABLISHED'],
  [2, 'SYN_SENT'],
  [3, 'SYN_RECV'],
  [4, 'FIN_WAIT1'],
  [5, 'FIN_WAIT2'],
  [6, 'TIME_WAIT'],
  [7, 'CLOSE'],
  [8, 'CLOSE_WAIT'],
  [9, 'LAST_ACK'],
  [10, 'LISTEN'],
  [11, 'CLOSING'],
  [12, 'NEW_SYN_RECV'],
])('tcp state %i is %s', (state, name) => expect(inet({ state }).state).toBe(name))

it.each([
  ['udp', 7, 0, 'UNCONN'],
  ['udp', 1, 0x0a000001, 'ESTABLISHED'],
  ['udplite', 7, 0, 'UNCONN'],
  ['raw', 7, 0, 'UNCONN'],
  ['raw', 1, 0xe0000005, 'ESTABLISHED'],
] as const)('%s in state %i to %i is %s', (proto, state, remote, name) => {
  expect(inet({ state }, proto, [0x7f000001, remote]).state).toBe(name)
})

it('keeps drops of a datagram socket, up to the largest', () => {
  expect(inet({ state: 7, drops: 4294967295 }, 'udp').drops).toBe(4294967295)
})

// names as netstat -o prints them; USER_HZ is 100, so a tick is 10 ms
it.each([
  ['off', 0, 0, 0],
  ['on', 1, 22, 220],
  ['keepalive', 2, 0x00095d1a, 6136580],
  ['timewait', 3, 0x1761, 59850],
  ['probe', 4, 5, 50],
  ['unknown', 5, 5, 50],
])('the timer %s is number %i', (kind, timer, timerTicks, expiresMs) => {
  const row = { timer, timerTicks, retransmits: 2, probes: 3 }
  expect(inet(row).timer).toEqual({ kind, expiresMs, retransmits: 2, probes: 3 })
})

describe('unix', () => {
  // the flag, and the four cases of unix_seq_show()
  it.each([
    ['a listener', { flags: 0x10000, state: 1 }, 'LISTEN'],
    ['a connection', { state: 3 }, 'ESTABLISHED'],
    ['a connection not yet accepted, which has no file', { state: 2, inode: 0 }, 'ESTABLISHED'],
    ['a socket without a peer', { state: 1, type: 2 }, 'UNCONN'],
    ['a socket that closes, which has no file', { state: 4, inode: 0 }, 'UNCONN'],
  ])('%s', (_, over, state) => expect(unix(over).state).toBe(state))

  it.each([
    [1, 'stream'],
    [2, 'dgram'],
    [3, 'raw'],
    [4, 'rdm'],
    [5, 'seqpacket'],
  ])('type %i is %s', (type, name) => expect(unix({ type }).type).toBe(name))

  it.each([
    ['UTF-8', Buffer.from('/tmp/grün').toString('latin1'), '/tmp/grün'],
    ['a mark where it is none', '/tmp/\xff', '/tmp/\ufffd'],
    ['null where the socket has no name', null, null],
    ['blanks kept', ' x ', ' x '],
  ])('a path is %s', (_, path, text) => expect(unix({ path }).path).toBe(text))

  it('knows neither queues, user nor peer', () => {
    expect(unix({})).toMatchObject({ recvQ: null, sendQ: null, uid: null, peerInode: null })
  })
})
