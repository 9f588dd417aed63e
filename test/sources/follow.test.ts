import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/base/errors.ts'
import type { Want } from '../../src/model/socket.ts'
import { connect } from '../../src/netlink/connection.ts'
import { followClosed, type Follower } from '../../src/sources/follow.ts'
import type { OwnerSource } from '../../src/sources/index.ts'
import { diagMessage, tcpEvent, tcpInfo, type Diag } from '../netlink/diag-message.ts'
import { done, fakeKernel, join, refusal, type FakeKernel } from '../netlink/fake-kernel.ts'
import { fakeHost, wanted } from './hosts.ts'

const TCPDIAG_GETSOCK = 18

interface World {
  readonly kernel: FakeKernel
  readonly follower: Follower
  readonly problems: Problem[]
  /** what the next dump of TCP gives */
  tcp: Diag[]
  /** by inode: who holds it */
  holders: { [inode: number]: number }
}

/** A follower of a kernel whose TCP table, and whose processes, the test sets. */
const world = (want: Partial<Want> = {}, withOwners = true): World => {
  const problems: Problem[] = []
  const kernel = fakeKernel(({ seq, type }) =>
    type === TCPDIAG_GETSOCK
      ? [...made.tcp.map(diag => diagMessage(seq, diag)), done(seq)]
      : [done(seq)],
  )
  const owners: OwnerSource = {
    name: 'fake',
    open: () => {},
    fds: visit => {
      for (const [inode, pid] of Object.entries(made.holders)) visit(pid, 3, Number(inode))
      return { processes: 1, denied: 0, complete: true }
    },
    process: pid => ({ pid, comm: `p${pid}`, cmdline: [`/bin/p${pid}`], uid: 0 }),
  }
  const follower = followClosed(
    fakeHost({ 'etc/passwd': 'alice:x:1000:1000::/:/bin/sh\n' }),
    connect(kernel, { report: problem => problems.push(problem) }),
    withOwners ? owners : null,
    wanted({ protos: new Set(['tcp', 'udp']), info: true, ...want }),
  )
  const made: World = { kernel, follower, problems, tcp: [], holders: {} }
  return made
}

const CONNECTION = { cookie: 7, local: 8080, remote: 5555, uid: 1000, inode: 77 }

describe('the groups joined', () => {
  it.each([
    [{}, [1, 3, 2, 4]],
    [{ protos: new Set(['tcp'] as const) }, [1, 3]],
    [{ families: new Set(['inet6'] as const) }, [3, 4]],
    [{ protos: new Set(['udp'] as const), families: new Set(['inet'] as const) }, [2]],
  ])('for %j are %j', (want, groups) => {
    expect(world(want).kernel.groups).toEqual(groups)
  })
})

describe('an event', () => {
  it('of a socket seen before has its user, file and owners, and its own final counters', () => {
    const at = world()
    at.tcp = [CONNECTION]
    at.holders = { 77: 4711 }
    expect(at.follower.look()).toBe(0)
    at.kernel.push(tcpEvent({ cookie: 7, local: 8080, remote: 5555 }, tcpInfo(300, 40, 2)))
    const [closed, ...more] = at.follower.take(0)
    expect(more).toEqual([])
    expect(closed).toMatchObject({
      proto: 'tcp',
      state: 'CLOSE',
      cookie: 7n,
      uid: 1000,
      user: 'alice',
      inode: 77,
      owners: [{ pid: 4711, fds: [3], comm: 'p4711', cmdline: ['/bin/p4711'], uid: 0 }],
      info: { tcp: { bytesSent: 300n, bytesReceived: 40n, totalRetrans: 2 } },
    })
  })

  it('of a socket that came and went between two dumps has no owners and no user', () => {
    const at = world()
    at.follower.look()
    at.kernel.push(tcpEvent({ cookie: 9, local: 1, remote: 2 }))
    expect(at.follower.take(0)).toMatchObject([{ owners: null, uid: null, user: null, inode: 0 }])
  })

  it('that comes in the middle of a dump is kept, and the dump is whole', () => {
    const at = world()
    at.tcp = [CONNECTION, { ...CONNECTION, cookie: 8, inode: 88 }]
    at.holders = { 77: 1, 88: 2 }
    // queued before the dump is asked for, so it is read first; and another behind it
    at.kernel.push(tcpEvent({ cookie: 50, remote: 1 }))
    at.follower.look()
    at.kernel.push(tcpEvent({ cookie: 8, remote: 5555 }), tcpEvent({ cookie: 7, remote: 5555 }))
    const closed = at.follower.take(0)
    expect(closed.map(({ cookie, owners }) => [cookie, owners?.[0]?.pid])).toEqual([
      [50n, undefined],
      [8n, 2],
      [7n, 1],
    ])
  })

  it('of a socket that closed while the last dump ran has the owners of the one before', () => {
    const at = world()
    at.tcp = [CONNECTION]
    at.holders = { 77: 4711 }
    at.follower.look()
    at.tcp = []
    at.kernel.push(tcpEvent({ cookie: 7, local: 8080, remote: 5555 }))
    at.follower.look()
    expect(at.follower.take(0)).toMatchObject([{ inode: 77, owners: [{ pid: 4711 }] }])
  })

  it('of a connection whose owner left it to the kernel has that last owner', () => {
    const at = world()
    at.tcp = [CONNECTION]
    at.holders = { 77: 4711 }
    at.follower.look()
    // FIN_WAIT1, without a file
    at.tcp = [{ ...CONNECTION, state: 4, inode: 0 }]
    at.holders = {}
    at.follower.look()
    at.follower.look()
    at.kernel.push(tcpEvent({ cookie: 7, local: 8080, remote: 5555 }))
    expect(at.follower.take(0)).toMatchObject([{ inode: 77, owners: [{ pid: 4711 }] }])
  })

  it('of a connection that was disconnected has the peer it had, and no counters', () => {
    const at = world()
    at.tcp = [CONNECTION]
    at.follower.look()
    at.kernel.push(tcpEvent({ cookie: 7, local: 8080 }, tcpInfo(0, 0)))
    expect(at.follower.take(0)).toMatchObject([
      { local: { port: 8080 }, remote: { port: 5555 }, info: { tcp: null } },
    ])
  })

  it('of UDP has no tcp_info, and an empty send queue where the kernel counts below zero', () => {
    const at = world()
    at.kernel.push(diagMessage(0, { cookie: 3, state: 7, protocol: 17, sendQ: 0xffffffff }))
    expect(at.follower.take(0)).toMatchObject([
      { proto: 'udp', state: 'UNCONN', sendQ: 0, info: { tcp: null } },
    ])
  })

  it('has no owners where none are wanted', () => {
    const at = world({ owners: false }, false)
    at.tcp = [CONNECTION]
    expect(at.follower.look()).toBe(0)
    at.kernel.push(tcpEvent({ cookie: 7, remote: 5555 }))
    expect(at.follower.take(0)).toMatchObject([{ uid: 1000, owners: null }])
  })
})

it('several events in one datagram come one by one, each once', () => {
  const at = world()
  at.kernel.push(join(...[1, 2, 3].map(cookie => tcpEvent({ cookie, remote: 1 }))))
  expect(at.follower.take(0).map(({ cookie }) => cookie)).toEqual([1n, 2n, 3n])
  expect(at.follower.take(0)).toEqual([])
})

it('after an overflow it says that events were lost, and goes on', () => {
  const at = world()
  at.kernel.push(105, tcpEvent({ cookie: 1, remote: 1 }))
  expect(at.follower.take(0)).toHaveLength(1)
  expect(at.problems).toEqual([
    { at: 'netlink', problem: 'the receive buffer overflowed: some events were lost' },
  ])
})

it('a flood leaves the caller a turn now and then', () => {
  const at = world()
  at.kernel.push(...Array.from({ length: 1500 }, (_, i) => tcpEvent({ cookie: i + 1, remote: 1 })))
  expect([at.follower.take(0).length, at.follower.take(0).length]).toEqual([1000, 500])
})

it('what is left in TIME_WAIT is no socket that could be told of', () => {
  const at = world()
  at.tcp = [{ ...CONNECTION, state: 6, inode: 0 }]
  at.follower.look()
  at.kernel.push(tcpEvent({ cookie: 7, remote: 5555 }))
  expect(at.follower.take(0)).toMatchObject([{ owners: null, inode: 0 }])
})

it('a protocol without a diag module is left out of the dumps; any other refusal is an error', () => {
  const refusing = (code: number) => {
    const kernel = fakeKernel(({ seq }) => [refusal(seq, code)])
    const connection = connect(kernel, { report: () => {} })
    return followClosed(fakeHost({}), connection, null, wanted({ protos: new Set(['udp']) }))
  }
  expect(refusing(-2).look()).toBe(0)
  expect(() => refusing(-12).look()).toThrow('ENOMEM')
})

it('closing it closes the connection', () => {
  const at = world()
  at.follower.close()
  expect(at.kernel.closed).toBe(true)
})
