import { describe, expect, it } from 'vitest'
import { coarseOf, type Coarse } from '../../src/model/coarse.ts'
import type { InetProto, Socket, Want } from '../../src/model/socket.ts'
import { connect } from '../../src/netlink/connection.ts'
import { parseFilter } from '../../src/query/filter.ts'
import { pushed, pushedText } from '../../src/sources/push-down.ts'
import { readFiltered } from '../../src/sources/sockets-netlink.ts'
import { socketsView } from '../../src/views/sockets.ts'
import { NAMES } from '../helpers/names.ts'
import { diagMessage } from '../netlink/diag-message.ts'
import { done, fakeKernel, refusal, type Asked } from '../netlink/fake-kernel.ts'
import { fakeHost, wanted } from './hosts.ts'

const { columns, ends, words } = socketsView
const coarse = (filter: string): Coarse | null =>
  parseFilter([filter], { view: 'sockets', columns, ends, words, names: NAMES }).coarse

/** Numbers of include/net/tcp_states.h in a mask. */
const bits = (mask: number): number[] =>
  Array.from({ length: 32 }, (_, i) => i).filter(i => ((mask >>> i) & 1) === 1)
const statesOf = (filter: string, proto: InetProto | 'unix', want: Partial<Want> = {}): number[] =>
  bits(pushed(proto, wanted({ coarse: coarse(filter), ...want }))?.states ?? 0)

describe('the states that the kernel is asked for', () => {
  // 1 ESTABLISHED 2 SYN_SENT 3 SYN_RECV 6 TIME_WAIT 7 CLOSE 10 LISTEN, 13 BOUND_INACTIVE
  it.each([
    ['state established', 'tcp', [1]],
    ['state = listen', 'tcp', [10]],
    ['state listen and sport = 80', 'tcp', [10]],
    ['state listen or state time-wait', 'tcp', [6, 10]],
    ['state listen or sport = 80', 'tcp', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['not (state listen or sport = 80)', 'tcp', [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]],
    ['not (state listen and sport = 80)', 'tcp', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['state bucket', 'tcp', [3, 6]],
    ['state listen and recv_q > 0', 'tcp', [10]],
    ['not (state != listen)', 'tcp', [10]],
    ['state unconn', 'udp', [7]],
    ['state unconn', 'tcp', [7]],
    ['state unconn', 'unix', [7]],
    ['state established', 'unix', [1]],
    ['state bound-inactive', 'tcp', [13]],
    ['state bound-inactive,listen', 'tcp', [10, 13]],
    ['state bound-inactive', 'udp', []],
    ['state all', 'tcp', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['state listen and state established', 'tcp', []],
  ] as const)('%s, of %s', (filter, proto, states) => {
    expect(statesOf(filter, proto)).toEqual(states)
  })

  it('are also those that the options choose', () => {
    expect(statesOf('state big', 'tcp', { rows: 'listening' })).toEqual([10])
    expect(statesOf('state listen', 'tcp', { rows: 'connected' })).toEqual([])
    expect(statesOf('state listen', 'udp', { rows: 'listening' })).toEqual([])
  })
})

describe('the ends that the kernel is asked for', () => {
  it.each([
    ['sport = 80', 'local.port 80'],
    ['sport = 80 and recv_q > 0', 'local.port 80'],
    ['sport = 80 or recv_q > 0', null],
    ['not (sport = 80 or recv_q > 0)', 'not local.port 80'],
    ['not (sport = 80 and recv_q > 0)', null],
    ['not not dst 10/8', 'remote.address 10.0.0.0/8'],
    ['!(sport = 80 | !dport = 22)', 'not (local.port 80 or not remote.port 22)'],
    ['sport != 80,90-99', 'not (local.port 80 or local.port 90-99)'],
    ['sport > 1023', 'local.port 1024-65535'],
    ['sport >= 0', null],
    ['sport < 0', 'no address and port'],
    [':22', 'local.port 22 or remote.port 22'],
    ['dst 10.1.2.3:22', 'remote.address 10.1.2.3 and remote.port 22'],
    ['dst != 10.1.2.3', 'not remote.address 10.1.2.3'],
    ['src ::1', 'local.address ::1'],
    ['src *', null],
    ['not src *', 'no address and port'],
    ['autobound', 'local.port 32768-60999'],
    ['src unix:*', 'no address and port'],
    ['src unix:* or sport = 80', 'local.port 80'],
    ['not src unix:*', null],
    ['state listen sport = 80', 'state LISTEN; local.port 80'],
    ['process ~ nginx', null],
    ['local ~ 80', null],
  ])('%s: %s', (filter, told) => {
    expect(pushedText(wanted({ coarse: coarse(filter) }))).toBe(told)
  })

  it.each<[string, number[] | null]>([
    ['pid = 7', [7]],
    ['pid=7', [7]],
    ['owners.pid = 7 and state listen', [7]],
    ['sport = 80 and (process ~ nginx and pid = 7)', [7]],
    ['pid = 7 or pid = 9', [7, 9]],
    ['pid = 7,9-10,9', [7, 9, 10]],
    ['pid <= 3', [1, 2, 3]],
    ['pid < 3.5', [1, 2, 3]],
    ['pid = 1-100', null],
    ['pid = 1-100 and pid = 7', [7]],
    ['pid = 0', null],
    ['pid > 7', null],
    ['pid != 7', null],
    ['not pid != 7', null],
    ['not pid = 7', null],
    ['not (pid = 7 and sport = 80)', null],
    ['pid = 7 or sport = 80', null],
    ['pid ~ 7', null],
    ['process = nginx', null],
  ])('are about few processes or not: %s', (filter, pids) =>
    expect(coarse(filter)?.pids ?? null).toEqual(pids),
  )

  it('say nothing of unix sockets', () => {
    const want = wanted({ coarse: coarse('sport = 80') })
    expect(pushed('unix', want)).toMatchObject({ bytecode: null })
    expect(pushed('tcp', want)!.bytecode).not.toBe(null)
    expect(pushed('tcp', wanted({ coarse: coarse('src unix:*') }))).toBe(null)
    expect(pushed('unix', wanted({ coarse: coarse('not src *') }))!.states).toBe(0xfff)
  })

  it('are no reason to ask for a state that nobody named', () => {
    expect(coarseOf({ kind: 'all', of: [] })).toBe(null)
  })
})

describe('a kernel', () => {
  const FILTERED = 60

  /** What comes of a filter for port 80 where the kernel answers filtered requests so. */
  const read = (answer: (asked: Asked) => Uint8Array[]) => {
    const told: string[] = []
    const kernel = fakeKernel(asked =>
      asked.payload.length > FILTERED
        ? answer(asked)
        : [
            diagMessage(asked.seq, { cookie: 1, local: 80 }),
            diagMessage(asked.seq, { cookie: 2, local: 81 }),
            done(asked.seq),
          ],
    )
    const connection = connect(kernel, { report: () => {} })
    const all: Socket[] = []
    const host = fakeHost({}, { tell: line => told.push(line) })
    const want = wanted({ coarse: coarse('sport = 80') })
    readFiltered(host, connection, 'tcp', want, null, all)
    return { all, told, requests: kernel.requests.length }
  }

  it('that takes the filter is asked once', () => {
    const { all, told, requests } = read(({ seq }) => [
      diagMessage(seq, { cookie: 1, local: 80 }),
      done(seq),
    ])
    expect([all.length, told, requests]).toEqual([1, [], 1])
  })

  // EINVAL 22, EOPNOTSUPP 95
  it.each([
    [22, 'EINVAL'],
    [95, 'EOPNOTSUPP'],
  ])('that refuses it with %i is asked again without, and gives all', (errno, name) => {
    const { all, told, requests } = read(({ seq }) => [refusal(seq, -errno)])
    expect([all.length, requests]).toEqual([2, 2])
    expect(told).toEqual([
      `netlink: the kernel does not take this filter for tcp (${name}); sent without`,
    ])
  })

  it('that has no module for the protocol is not asked again', () => {
    expect(() => read(({ seq }) => [refusal(seq, -2)])).toThrow('ENOENT')
  })
})
