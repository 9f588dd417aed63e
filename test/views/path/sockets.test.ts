import { describe, expect, it } from 'vitest'
import type { InetSocket } from '../../../src/model/socket.ts'
import { end, inetRow } from '../sockets/rows.ts'
import { stageNamed, stagesBetween, type Totals } from './readings.ts'

const socket = (over: Partial<InetSocket>): InetSocket => inetRow(over) as InetSocket

const udp = (drops: number | null, over: Partial<InetSocket> = {}): InetSocket =>
  socket({ proto: 'udp', state: 'UNCONN', local: end('0.0.0.0', 514), cookie: 5n, drops, ...over })
const listener = (over: Partial<InetSocket>): InetSocket =>
  socket({ local: end('0.0.0.0', 8080), cookie: 6n, drops: 0, recvQ: 0, sendQ: 511, ...over })

const LIMITS = { 'net.core.somaxconn': 4096, 'net.core.rmem_max': 212992 }

const between = (
  before: readonly InetSocket[],
  now: readonly InetSocket[],
  moved: Totals = {},
  limits: Readonly<Record<string, number>> = LIMITS,
) => {
  const none = Object.fromEntries(Object.keys(moved).map(key => [key, 0]))
  return stageNamed(stagesBetween(none, moved, limits, { before, now }), 'sockets')
}

describe('a UDP socket', () => {
  it('that lost datagrams is named, with how many', () => {
    const stage = between([udp(100)], [udp(2060)])
    expect(stage.verdict).toBe('loss')
    expect(stage.counters).toMatchObject([{ name: 'drops', delta: 1960n, rate: 980 }])
    expect(stage.sockets).toMatchObject([{ delta: 1960, rate: 980, full: false }])
    expect(stage.sockets[0]!.advice).toMatch(/^Its receive buffer is full.*rmem_max 212,992/)
  })

  it('whose counter wrapped lost no negative number', () => {
    expect(between([udp(0xfffffffa)], [udp(4)]).sockets).toMatchObject([{ delta: 10 }])
  })

  it('that was opened between the readings began with none', () => {
    expect(between([], [udp(7)]).sockets).toMatchObject([{ delta: 7 }])
  })

  it('that lost nothing, or of which that is not known, is not named', () => {
    expect(between([udp(7)], [udp(7)])).toMatchObject({ verdict: 'ok', sockets: [] })
    expect(between([udp(null)], [udp(null)])).toMatchObject({ verdict: 'ok', sockets: [] })
  })

  it('is told from its twin at the same address by its cookie, or else by its inode', () => {
    const twins = (first: number, second: number, cookies: boolean): InetSocket[] => [
      udp(first, { cookie: cookies ? 1n : null, inode: 10 }),
      udp(second, { cookie: cookies ? 2n : null, inode: 11 }),
    ]
    for (const cookies of [true, false]) {
      const { sockets } = between(twins(5, 100, cookies), twins(5, 103, cookies))
      expect(sockets.map(each => [each.socket.inode, each.delta])).toEqual([[11, 3]])
    }
  })

  it.each([
    ['RcvbufErrors', /receive buffer is full/],
    ['MemErrors', /no memory left/],
    ['InCsumErrors', /its buffer had room: a wrong checksum/],
    ['InErrors', /its own filter/],
  ])('hears what the host counts meanwhile: %s', (name, words) => {
    const moved = { 'Udp RcvbufErrors': 0, [`Udp ${name}`]: 9 }
    expect(between([udp(0)], [udp(9)], moved).sockets[0]!.advice).toMatch(words)
    // of raw sockets it counts nothing
    const raw = (drops: number) => udp(drops, { proto: 'raw' })
    expect(between([raw(0)], [raw(9)], moved).sockets[0]!.advice).toMatch(/buffer is full/)
  })

  it('says how large its buffer is, where that is known', () => {
    const memory = {
      rmemAlloc: 1,
      rcvbuf: 8192,
      wmemAlloc: 0,
      sndbuf: 0,
      forwardAlloc: 0,
      wmemQueued: 0,
      optmem: 0,
      backlog: 0,
      drops: 3,
    }
    const [loss] = between([udp(0)], [udp(3, { memory })]).sockets
    expect(loss!.advice).toMatch(/^Its receive buffer of 8,192 bytes is full/)
  })
})

describe('a listener', () => {
  const OVERFLOW: Totals = { 'TcpExt ListenOverflows': 40, 'TcpExt ListenDrops': 40 }

  it.each([
    [
      'its own backlog is the limit',
      511,
      4096,
      /backlog of 511 that it asked for.*somaxconn \(4,096\) is not the limit/,
    ],
    [
      'somaxconn is the limit',
      4096,
      4096,
      /all that somaxconn allows: raise somaxconn and the backlog/,
    ],
    ['somaxconn was lowered since', 4096, 128, /somaxconn was lowered to 128 since/],
  ])('with a full accept queue hears that %s', (_, sendQ, somaxconn, words) => {
    const limits = { 'net.core.somaxconn': somaxconn }
    const before = listener({ recvQ: sendQ + 1, sendQ })
    const now = listener({ recvQ: sendQ + 1, sendQ, drops: 40 })
    const stage = between([before], [now], OVERFLOW, limits)
    expect(stage.verdict).toBe('loss')
    expect(stage.sockets).toMatchObject([{ delta: 40, rate: 20, full: true }])
    expect(stage.sockets[0]!.advice).toMatch(words)
  })

  it('is full when one more waits than its backlog, sk_acceptq_is_full() says', () => {
    const full = (recvQ: number) => between([listener({ recvQ: 0 })], [listener({ recvQ })])
    expect(full(511)).toMatchObject({ verdict: 'ok', sockets: [] })
    expect(full(512)).toMatchObject({ verdict: 'info', sockets: [{ full: true, delta: 0 }] })
  })

  it('that was full at the first reading alone is named too', () => {
    const stage = between([listener({ recvQ: 512 })], [listener({ recvQ: 3 })])
    expect(stage.sockets).toMatchObject([{ full: true }])
  })

  it('counts resets and strays as drops as well: no loss unless the host lost connections', () => {
    expect(between([listener({})], [listener({ drops: 3 })])).toMatchObject({ sockets: [] })
    expect(between([listener({})], [listener({ drops: 3 })], OVERFLOW).sockets).toMatchObject([
      { delta: 3, full: false },
    ])
  })

  it('that refused connections for another reason does not hear of its backlog', () => {
    const drops = { 'TcpExt ListenDrops': 9, 'TcpExt ListenOverflows': 0 }
    const stage = between([listener({})], [listener({ drops: 9 })], drops)
    expect(stage.sockets[0]!.advice).toMatch(/not for a full accept queue: see TCP/)
  })

  it('of which /proc cannot tell the backlog is not guessed at', () => {
    const unknown = { sendQ: null, drops: null, recvQ: 600 }
    expect(between([listener(unknown)], [listener(unknown)], OVERFLOW).sockets).toEqual([])
  })
})

describe('a connection', () => {
  const connection = (drops: number): InetSocket =>
    socket({ state: 'ESTABLISHED', remote: end('192.0.2.1', 443), cookie: 9n, drops })

  it('counts keepalive probes as drops: no loss by itself', () => {
    expect(between([connection(0)], [connection(5)])).toMatchObject({ verdict: 'ok', sockets: [] })
  })

  it.each(['TCPBacklogDrop', 'RcvPruned', 'TCPZeroWindowDrop', 'TCPRcvQDrop', 'TCPOFODrop'])(
    'is named where the host counts %s',
    name => {
      const stage = between([connection(0)], [connection(5)], { [`TcpExt ${name}`]: 5 })
      expect(stage.sockets).toMatchObject([{ delta: 5, advice: expect.stringMatching(/slowly/) }])
    },
  )
})
