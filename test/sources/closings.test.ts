import { describe, expect, it } from 'vitest'
import { KernelError } from '../../src/base/errno.ts'
import type { Want } from '../../src/model/socket.ts'
import { connect } from '../../src/netlink/connection.ts'
import { closingsOn } from '../../src/sources/closings.ts'
import { tcpEvent } from '../netlink/diag-message.ts'
import { fakeKernel, join, type FakeKernel } from '../netlink/fake-kernel.ts'
import { wanted } from './hosts.ts'

const EPERM = 1
const EINTR = 4
const ENOBUFS = 105

const world = (want: Partial<Want> = {}, more: Partial<FakeKernel> = {}) => {
  const kernel = fakeKernel(() => [])
  const told: string[] = []
  const connection = connect({ ...kernel, ...more }, { report: () => {} })
  const closings = closingsOn(connection, wanted(want), line => told.push(line))
  return { kernel, closings, told }
}

describe('what is heard of sockets that close', () => {
  it('is their cookies, each once', () => {
    const { kernel, closings } = world()
    kernel.push(join(tcpEvent({ cookie: 1 }), tcpEvent({ cookie: 2 })), tcpEvent({ cookie: 3 }))
    expect(closings!.hear(0)).toEqual([1n, 2n, 3n])
    expect(closings!.hear(0)).toEqual([])
  })

  it('is null once where some were lost, and then what came behind', () => {
    const { kernel, closings } = world()
    kernel.push(ENOBUFS, tcpEvent({ cookie: 1 }))
    expect(closings!.hear(0)).toBeNull()
    kernel.push(tcpEvent({ cookie: 2 }))
    expect(closings!.hear(0)).toEqual([2n])
  })

  it('is nothing where a signal came instead', () => {
    const { kernel, closings } = world()
    kernel.push(EINTR)
    expect(closings!.hear(0)).toEqual([])
  })

  it('leaves the caller a turn now and then', () => {
    const { kernel, closings } = world()
    kernel.push(...Array.from({ length: 120 }, (_, i) => tcpEvent({ cookie: i + 1 })))
    expect([1, 2, 3].map(() => closings!.hear(0)!.length)).toEqual([50, 50, 20])
  })
})

it('closing it closes the connection', () => {
  const { kernel, closings } = world()
  expect(kernel.closed).toBe(false)
  closings!.close()
  expect(kernel.closed).toBe(true)
})

describe('where nothing can be heard', () => {
  it('of protocols that the kernel tells nothing of, no group is joined', () => {
    const { kernel, closings, told } = world({ protos: new Set(['unix', 'raw']) })
    expect([closings, kernel.groups, told, kernel.closed]).toEqual([null, [], [], true])
  })

  it('since the kernel refuses, that is told, and any other error thrown', () => {
    const refusing = (error: Error) =>
      world(
        {},
        {
          join: () => {
            throw error
          },
        },
      )
    const { closings, told } = refusing(new KernelError('setsockopt', EPERM))
    expect(closings).toBeNull()
    expect(told).toEqual([
      'netlink: the kernel does not tell which sockets close (EPERM), so it is looked for',
    ])
    expect(() => refusing(new Error('a fault'))).toThrow('a fault')
  })
})
