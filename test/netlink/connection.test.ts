import { describe, expect, it } from 'vitest'
import { connect } from '../../src/netlink/connection.ts'
import type { Parser } from '../../src/netlink/parser.ts'
import { done, fakeKernel, join, message, refusal, row } from './fake-kernel.ts'
import { number, request, world } from './world.ts'

describe('a dump', () => {
  it('gives the rows of several datagrams, up to DONE', () => {
    const { connection, kernel } = world(({ seq }) => [
      join(row(seq, 1), row(seq, 2)),
      row(seq, 3),
      done(seq),
    ])
    expect([...connection.dump(request, number)]).toEqual([1, 2, 3])
    expect([...connection.dump(request, number, { stream: true })]).toEqual([1, 2, 3])
    expect(kernel.requests.map(({ flags, seq }) => [flags, seq])).toEqual([
      [0x301, 1],
      [0x301, 2],
    ])
  })

  it('sends nothing before the first row is asked for', () => {
    const { connection, kernel } = world(({ seq }) => [done(seq)])
    const rows = connection.dump(request, number)
    expect(kernel.requests).toEqual([])
    expect([...rows]).toEqual([])
    expect(kernel.requests).toHaveLength(1)
  })

  it('skips what the parser answers null for', () => {
    const { connection } = world(({ seq }) => [join(row(seq, 1), row(seq, 2)), done(seq)])
    const odd: Parser<number> = (...at) => (number(...at)! % 2 === 1 ? number(...at) : null)
    expect([...connection.dump(request, odd)]).toEqual([1])
  })

  it('may be left early: the next one reads past what is left of it', () => {
    const { connection } = world(({ seq }) => [row(seq, 1), row(seq, 2), row(seq, 3), done(seq)])
    for (const value of connection.dump(request, number, { stream: true })) {
      expect(value).toBe(1)
      break
    }
    expect([...connection.dump(request, number)]).toEqual([1, 2, 3])
  })

  it('may begin while another is being read, and both come out whole', () => {
    const { connection } = world(({ seq }) => [
      row(seq, seq),
      row(seq, seq),
      row(seq, seq),
      done(seq),
    ])
    const first = connection.dump(request, number, { stream: true })
    expect(first.next().value).toBe(1)
    expect([...connection.dump(request, number)]).toEqual([2, 2, 2])
    expect([...first]).toEqual([1, 1])
  })

  it('throws what the kernel says, be it at once or in DONE', () => {
    const refused = world(({ seq }) => [refusal(seq, -2)])
    expect(() => [...refused.connection.dump(request, number)]).toThrow('numbers: ENOENT')
    const late = world(({ seq }) => [row(seq, 1), done(seq, -22)])
    expect(() => [...late.connection.dump(request, number)]).toThrow('numbers: EINVAL')
  })

  it('ends with ETIMEDOUT if the kernel falls silent', () => {
    const { connection } = world(({ seq }) => [row(seq, 1)])
    expect(() => [...connection.dump(request, number)]).toThrow(
      'numbers: ETIMEDOUT: the kernel did not answer',
    )
  })

  it('goes on after EINTR, and after ENOBUFS with a warning', () => {
    const { connection, problems } = world(({ seq }) => [
      row(seq, 1),
      4,
      row(seq, 2),
      105,
      done(seq),
    ])
    expect([...connection.dump(request, number)]).toEqual([1, 2])
    expect(problems).toEqual([
      { at: 'netlink', problem: 'the receive buffer overflowed: some events were lost' },
    ])
  })

  it('ends on NLMSG_OVERRUN, and takes no notice of NLMSG_NOOP', () => {
    const { connection } = world(({ seq }) => [
      join(message({ type: 1, seq }), row(seq, 1)),
      message({ type: 4, seq }),
    ])
    expect(() => [...connection.dump(request, number)]).toThrow('ENOBUFS: the kernel lost part')
  })
})

describe('a dump that the kernel marks as interrupted', () => {
  const INTERRUPTED = 0x12

  it('is asked for again, whole', () => {
    const { connection, kernel, problems } = world(({ seq }) =>
      seq < 3 ? [row(seq, 9, INTERRUPTED), done(seq)] : [row(seq, 1), done(seq)],
    )
    expect([...connection.dump(request, number)]).toEqual([1])
    expect([kernel.requests.length, problems]).toEqual([3, []])
  })

  it('is shown with a warning after three attempts, the mark on DONE too', () => {
    const { connection, kernel, problems } = world(({ seq }) => [
      row(seq, 1),
      done(seq, 0, INTERRUPTED),
    ])
    expect([...connection.dump(request, number)]).toEqual([1])
    expect(kernel.requests).toHaveLength(3)
    expect(problems).toEqual([
      {
        at: 'numbers',
        problem:
          "the kernel's tables changed during the dump, 3 times in a row: rows may be missing or doubled",
      },
    ])
  })

  it('is only told of when its rows were handed out already', () => {
    const { connection, problems } = world(({ seq }) => [row(seq, 1, INTERRUPTED), done(seq)])
    expect([...connection.dump(request, number, { stream: true })]).toEqual([1])
    expect(problems).toHaveLength(1)
  })
})

it('tells the tracer what goes out and what comes in, line by line', () => {
  const lines: string[] = []
  const kernel = fakeKernel(({ seq }) => [done(seq)])
  const connection = connect(kernel, { report: () => {}, trace: line => lines.push(line) })
  expect([...connection.dump(request, number)]).toEqual([])
  expect(lines.filter(line => !line.startsWith(' '))).toEqual(['> 20 bytes', '< 20 bytes'])
  expect(lines.some(line => line.endsWith('nlmsg_type 3 NLMSG_DONE'))).toBe(true)
  connection.close()
  expect(kernel.closed).toBe(true)
})
