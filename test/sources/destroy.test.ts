import { describe, expect, it } from 'vitest'
import { HOST_LITTLE } from '../../src/base/bytes.ts'
import { ipv4 } from '../../src/model/address.ts'
import type { InetSocket, Socket } from '../../src/model/socket.ts'
import { connect } from '../../src/netlink/connection.ts'
import { destroyAll } from '../../src/sources/destroy.ts'
import { diagMessage, type Diag } from '../netlink/diag-message.ts'
import { done, fakeKernel, refusal, type Asked } from '../netlink/fake-kernel.ts'
import { inetRow } from '../views/sockets/rows.ts'

const SOCK_DESTROY = 21
const cookieIn = ({ payload }: Asked): number =>
  new DataView(payload.buffer, payload.byteOffset).getUint32(48, HOST_LITTLE)

const socket = (cookie: number, over: Partial<InetSocket> = {}): Socket =>
  inetRow({
    cookie: BigInt(cookie),
    local: { ip: ipv4(0x7f000001), port: 1000 },
    ...over,
  })

/** Destroys sockets on a kernel that has these, and answers an errno for each that it is asked to end. */
const world = (live: Diag[], answer: (cookie: number) => number) => {
  const asked: Asked[] = []
  const kernel = fakeKernel(request => {
    if (request.type !== SOCK_DESTROY) {
      return [...live.map(diag => diagMessage(request.seq, diag)), done(request.seq)]
    }
    asked.push(request)
    const errno = answer(cookieIn(request))
    if (errno === 0) live = live.filter(({ cookie }) => cookie !== cookieIn(request))
    return [refusal(request.seq, -errno)]
  })
  const connection = connect(kernel, { report: () => {} })
  return { asked, run: (...sockets: Socket[]) => destroyAll(connection, sockets) }
}

const EPERM = 1
const ENOENT = 2
const EOPNOTSUPP = 95

describe('the fate of a socket', () => {
  it('is destroyed where the kernel says so, and it is named by cookie, ends and device', () => {
    const { asked, run } = world([{ cookie: 5, local: 1000, remote: 2000, ifindex: 3 }], () => 0)
    expect(run(socket(5))).toEqual([{ kind: 'destroyed' }])
    const payload = asked[0]!.payload
    const view = new DataView(payload.buffer, payload.byteOffset)
    expect(payload.slice(0, 2)).toEqual(Uint8Array.of(2, 6))
    expect([view.getUint16(8), view.getUint16(10)]).toEqual([1000, 2000])
    expect([view.getUint32(44, HOST_LITTLE), cookieIn(asked[0]!)]).toEqual([3, 5])
  })

  it('is gone where it is in no dump any more, whatever stands at its address now', () => {
    const { asked, run } = world([{ cookie: 6 }], () => 0)
    expect(run(socket(5))).toEqual([{ kind: 'gone' }])
    expect(asked).toEqual([])
  })

  it('is gone where it goes between the dump and the request', () => {
    const live: Diag[] = [{ cookie: 5 }]
    const { run } = world(live, () => {
      live.length = 0
      return ENOENT
    })
    expect(run(socket(5))).toEqual([{ kind: 'gone' }])
  })

  it.each([
    [EPERM, 'EPERM: that needs CAP_NET_ADMIN'],
    [EOPNOTSUPP, 'EOPNOTSUPP: this kernel was built without CONFIG_INET_DIAG_DESTROY'],
    [22, 'EINVAL: this kernel was built without CONFIG_INET_DIAG_DESTROY'],
    [12, 'ENOMEM'],
  ])('is refused with errno %i: %s', (errno, why) => {
    const { asked, run } = world([{ cookie: 5 }], () => errno)
    expect(run(socket(5))).toEqual([{ kind: 'refused', why }])
    expect(asked).toHaveLength(1)
  })

  it('is refused in TIME_WAIT by a kernel that cannot do that', () => {
    const { run } = world([{ cookie: 5, state: 6 }], () => EOPNOTSUPP)
    const why = 'EOPNOTSUPP: this kernel destroys nothing in TIME_WAIT'
    expect(run(socket(5, { state: 'TIME_WAIT' }))).toEqual([{ kind: 'refused', why }])
  })

  it('is refused without a request where it has no cookie', () => {
    const { asked, run } = world([], () => 0)
    expect(run(socket(5, { cookie: null }))).toMatchObject([{ kind: 'refused' }])
    expect(asked).toEqual([])
  })

  it('is told in the order of the sockets', () => {
    const live = [{ cookie: 1 }, { cookie: 2 }, { cookie: 3 }]
    const { run } = world(live, cookie => (cookie === 2 ? EPERM : 0))
    const kinds = run(socket(4), socket(2), socket(3)).map(({ kind }) => kind)
    expect(kinds).toEqual(['gone', 'refused', 'destroyed'])
  })
})

describe('sockets that share an address', () => {
  // the kernel finds the last of them that is left, and answers ENOENT for the others
  const sharing = (cookies: number[]) => {
    const left = [...cookies]
    return (cookie: number): number => {
      if (cookie !== left.at(-1)) return ENOENT
      left.pop()
      return 0
    }
  }

  it('are destroyed one after the other', () => {
    const { run } = world([{ cookie: 1 }, { cookie: 2 }, { cookie: 3 }], sharing([1, 2, 3]))
    expect(run(socket(1), socket(2), socket(3)).map(({ kind }) => kind)).toEqual([
      'destroyed',
      'destroyed',
      'destroyed',
    ])
  })

  it('are refused where another one stands in front, and that one is never hit', () => {
    const { asked, run } = world([{ cookie: 1 }, { cookie: 2 }], sharing([1, 2]))
    expect(run(socket(1))).toEqual([
      {
        kind: 'refused',
        why: 'the kernel finds another socket at its address (SO_REUSEPORT)',
      },
    ])
    expect(new Set(asked.map(cookieIn))).toEqual(new Set([1]))
  })
})
