import { describe, expect, it } from 'vitest'
import { parseIp } from '../../../src/model/address.ts'
import type { SocketInfo } from '../../../src/model/socket.ts'
import type { SocketMemory } from '../../../src/model/socket-memory.ts'
import type { TcpInfo } from '../../../src/model/tcp-info.ts'
import { TCP_INFO_FIELDS } from '../../../src/views/sockets/info-fields.ts'
import { columnOf, inetRow, unixRow, valueOf } from './rows.ts'

const MEMORY: SocketMemory = {
  rmemAlloc: 2048,
  rcvbuf: 131_072,
  wmemAlloc: 0,
  sndbuf: 16_384,
  forwardAlloc: 4096,
  wmemQueued: 512,
  optmem: 0,
  backlog: 0,
  drops: 3,
}

// a connection as tcp_get_info() fills it: every member 0 but these
const TCP = {
  ...Object.fromEntries(TCP_INFO_FIELDS.map(({ field }) => [field, 0])),
  appLimited: true,
  rttUs: 85,
  rttvarUs: 30,
  minRttUs: 20,
  rtoUs: 204_000,
  sndCwnd: 10,
  sndSsthresh: 0x7fffffff,
  sndMss: 1448,
  pmtu: 1500,
  bytesSent: 1536n,
  bytesReceived: 0n,
  segsOut: 9,
  segsIn: 7,
  totalRetrans: 2,
  pacingRate: 0xffffffffffffffffn,
  deliveryRate: 125_000n,
  busyUs: 0n,
  rwndLimitedUs: 0n,
  sndbufLimitedUs: 5000n,
  lastDataSentMs: 1500,
  lastDataRecvMs: 20,
} as unknown as TcpInfo

const INFO: SocketInfo = {
  tcp: TCP,
  congestion: 'cubic',
  congestionInfo: null,
  ulp: 'tls',
  shutdown: 2,
  tos: null,
  tclass: null,
  mark: null,
  classId: null,
  cgroupId: 2n ** 60n,
  ifindex: 0,
}

describe('memory', () => {
  it('is a sentence of what is used and what may be', () => {
    expect(valueOf('memory', inetRow({ memory: MEMORY }))).toBe(
      'receive 2K of 128K, send 512 of 16K, forward 4K, 3 dropped',
    )
  })

  it('is unknown where the source cannot say', () => {
    expect(valueOf('memory', inetRow())).toBe('?')
    expect(valueOf('memory.rmem_bytes', inetRow())).toBeNull()
  })

  it('keeps the exact numbers for machines, with the unit in the key', () => {
    expect(valueOf('memory.rcvbuf_bytes', inetRow({ memory: MEMORY }))).toBe(131_072)
    expect(valueOf('memory.queued_bytes', unixRow({ memory: MEMORY }))).toBe(512)
  })
})

describe('TCP_INFO', () => {
  it('says in words what a person asks first, and leaves zeros out', () => {
    expect(valueOf('tcp_info', inetRow({ info: INFO }))).toBe(
      [
        'cubic, rtt 85 us (var 30 us min 20 us), rto 204 ms, cwnd 10, mss 1448, pmtu 1500',
        'sent 1.5K in 9 segments, received 0 in 7, last sent 1.5 s ago, received 20 ms ago',
        '2 retransmitted, delivers 1 Mbit/s, limited by the sender',
        'waited for the send buffer 5 ms, carries tls, sends no more',
      ].join(', '),
    )
  })

  it('gives every member of the struct under its own key', () => {
    const row = inetRow({ info: INFO })
    expect(new Set(TCP_INFO_FIELDS.map(({ key }) => key)).size).toBe(TCP_INFO_FIELDS.length)
    expect(valueOf('tcp_info.rtt_us', row)).toBe(85)
    expect(valueOf('tcp_info.bytes_sent', row)).toBe(1536n)
    expect(valueOf('tcp_info.app_limited', row)).toBe(true)
    expect(valueOf('shutdown', row)).toBe('send')
    expect(valueOf('cgroup_id', row)).toBe(2n ** 60n)
  })

  it('knows no least round trip before the first was measured', () => {
    const fresh = { ...INFO, tcp: { ...TCP, minRttUs: 0xffffffff } }
    expect(valueOf('tcp_info.min_rtt_us', inetRow({ info: fresh }))).toBeNull()
  })

  it('is null for a socket without it, and absent from a unix row', () => {
    expect(valueOf('tcp_info.rtt_us', inetRow())).toBeNull()
    expect(valueOf('tcp_info.rtt_us', unixRow())).toBeUndefined()
  })
})

describe('proto in tables', () => {
  it.each([
    ['tcp6 where it is not known whether it takes IPv4 too', '::', null, 'tcp6'],
    ['tcp46 where it does', '::', false, 'tcp46'],
    ['tcp6 where it does not', '::', true, 'tcp6'],
    ['tcp6 on an address of IPv6 alone', '::1', false, 'tcp6'],
    ['tcp6 on a mapped address, which is IPv4 alone', '::ffff:0.0.0.0', false, 'tcp6'],
  ])('is %s', (_, address, v6only, text) => {
    const row = inetRow({
      family: 'inet6',
      v6only,
      local: { ip: parseIp(address)!, port: 80 },
    })
    expect(columnOf('proto').text!(row, 0)).toBe(text)
  })
})
