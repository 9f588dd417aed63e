import { describe, expect, it } from 'vitest'
import { Failure, Unavailable, type Problem } from '../../src/base/errors.ts'
import { ipText } from '../../src/model/address.ts'
import type { Want } from '../../src/model/socket.ts'
import type { Host } from '../../src/sources/index.ts'
import { procSockets } from '../../src/sources/sockets-proc.ts'
import { errno, type Tree } from '../proc/fake-fs.ts'
import { fakeHost, fixtureHost, wanted } from './hosts.ts'

const read = (host: Host, over: Partial<Want> = {}) => {
  const problems: Problem[] = []
  const sockets = procSockets(host).sockets(wanted(over), problem => problems.push(problem))
  return { sockets, problems }
}

const tcp = (local: string, remote: string, st: string, inode: number, uid = 0) =>
  `   0: ${local} ${remote} ${st} 00000000:00000002 00:00000000 00000000  ${uid}        0 ` +
  `${inode} 1 0000000000000000 100 0 0 10 0\n`
const LISTENER = tcp('0100007F:0016', '00000000:0000', '0A', 7)
const files = (tcpRows: string): Tree => ({ 'proc/net/tcp': `header\n${tcpRows}` })

it('opens where /proc/net can be listed, and says why it does not elsewhere', () => {
  expect(() => procSockets(fakeHost(files(''))).open()).not.toThrow()
  expect(() => procSockets(fakeHost({})).open()).toThrow(new Unavailable('/proc/net: ENOENT'))
})

describe('a file that is not there', () => {
  const noUdp = fakeHost(files(LISTENER))

  it('is told where the user named its protocol', () => {
    const { sockets, problems } = read(noUdp, { named: new Set(['udp']) })
    expect(sockets).toHaveLength(1)
    expect(problems.map(({ at }) => at)).toEqual(['/proc/net/udp'])
  })

  it('is no matter where nobody named it', () => expect(read(noUdp).problems).toEqual([]))

  it('is no matter where it is the IPv6 one: that is a host without IPv6', () => {
    expect(read(noUdp, { named: new Set(['tcp']) }).problems).toEqual([])
  })

  it('is told for unix as well', () => {
    const over = { protos: new Set(['tcp', 'unix'] as const), named: new Set(['unix'] as const) }
    expect(read(noUdp, over).problems.map(({ at }) => at)).toEqual(['/proc/net/unix'])
  })

  it('ends the run where none of them is there', () => {
    expect(() => read(fakeHost({}))).toThrow(Failure)
  })
})

it('a file that is refused is told, named or not', () => {
  const host = fakeHost({ ...files(LISTENER), 'proc/net/tcp6': errno('EACCES') })
  const { sockets, problems } = read(host)
  expect(sockets).toHaveLength(1)
  expect(problems).toEqual([{ at: '/proc/net/tcp6', problem: 'cannot be read (EACCES)' }])
})

it('a broken row is told with file and line', () => {
  expect(read(fakeHost(files(`${LISTENER}broken\n`))).problems).toMatchObject([{ at: 'net/tcp:3' }])
})

describe('each socket once', () => {
  const established = tcp('0100007F:0016', '0100007F:C000', '01', 8)
  const timeWait = tcp('0100007F:0016', '0100007F:C001', '06', 0)
  const otherTimeWait = tcp('0100007F:0016', '0100007F:C002', '06', 0)

  it.each([
    ['a row repeated by a shift of pages is dropped', LISTENER + established + established, 2],
    ['so is one without an inode', timeWait + timeWait, 1],
    ['rows without an inode but with other ends stay', timeWait + otherTimeWait, 2],
    [
      'two listeners on one port (SO_REUSEPORT) stay',
      LISTENER + tcp('0100007F:0016', '00000000:0000', '0A', 9),
      2,
    ],
    [
      'a TIME_WAIT row and the connection that took its place stay',
      timeWait + tcp('0100007F:0016', '0100007F:C001', '01', 12),
      2,
    ],
  ])('%s', (_, rows, count) => expect(read(fakeHost(files(rows))).sockets).toHaveLength(count))

  it('the four and the six of a dual host are two', () => {
    const any6 = `${'0'.repeat(32)}:0016`
    const tcp6 = `header\n${tcp(any6, any6.replace('0016', '0000'), '0A', 10)}`
    expect(read(fakeHost({ ...files(LISTENER), 'proc/net/tcp6': tcp6 })).sockets).toHaveLength(2)
  })
})

describe('want', () => {
  const article = fixtureHost('article')

  // counts of fixtures/hosts/article/HOST.md and of netstat -an run on it
  it.each([
    ['all', 42],
    ['listening', 19],
    ['connected', 23],
  ] as const)('%s rows of the host article are %i', (rows, count) => {
    expect(read(article, { rows }).sockets).toHaveLength(count)
  })

  it.each([
    [['tcp'], ['inet'], 26],
    [['tcp'], ['inet6'], 9],
    [['udp'], ['inet', 'inet6'], 6],
    [['raw'], ['inet6'], 1],
    [['udplite'], ['inet', 'inet6'], 0],
  ] as const)('%j of %j are %i sockets', (protos, families, count) => {
    const over = { protos: new Set(protos), families: new Set(families) }
    expect(read(article, over).sockets).toHaveLength(count)
  })

  // counted by hand: lines with 0001, 0002 and 0005; 0005 with the flag 00010000
  it.each([
    [['seqpacket'], 'all', 3],
    [['seqpacket'], 'listening', 1],
    [['dgram'], 'all', 6],
    [['dgram'], 'listening', 0],
    [null, 'all', 39],
    [null, 'listening', 10],
  ] as const)('unix sockets of type %j, %s, are %i', (types, rows, count) => {
    const unixTypes = types === null ? null : new Set(types)
    const { sockets } = read(article, { protos: new Set(['unix']), unixTypes, rows })
    expect(sockets).toHaveLength(count)
  })
})

it('reads the addresses of a big-endian host as its HOST.md gives them', () => {
  const { sockets } = read(fixtureHost('big-endian'), {
    protos: new Set(['tcp', 'udp', 'udplite']),
  })
  const ends = sockets.flatMap(socket =>
    socket.kind === 'inet' ? [`${ipText(socket.local.ip)} ${socket.local.port}`] : [],
  )
  expect(ends).toEqual(
    expect.arrayContaining([
      '127.0.0.1 9990',
      '::ffff:10.1.2.3 8443',
      '2001:db8:aa:bb:cc:dd:ee:ff 8443',
      '239.1.2.3 45566',
      'ff02::114 45566',
      '0.0.0.0 9100',
      ':: 9100',
    ]),
  )
})

it('names the network namespace of the host, where it is known', () => {
  const named = read(fixtureHost('article')).sockets
  expect(new Set(named.map(({ netns }) => netns))).toEqual(new Set([4026531840]))
  expect(read(fakeHost(files(LISTENER))).sockets[0]!.netns).toBeNull()
})
