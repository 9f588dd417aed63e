import { describe, expect, it } from 'vitest'
import { HOST_LITTLE } from '../../src/base/bytes.ts'
import { ParseError, type Problem } from '../../src/base/errors.ts'
import { connect } from '../../src/netlink/connection.ts'
import type { Request } from '../../src/netlink/exchange.ts'
import { byKey, byType, type Parser } from '../../src/netlink/parser.ts'
import {
  done,
  fakeKernel,
  i32,
  join,
  message,
  refusal,
  row,
  type Answer,
  type Asked,
} from './fake-kernel.ts'

const request: Request = { what: 'numbers', type: 20, payload: skb => skb.putU32(1) }
const number: Parser<number> = (view, offset) => view.getInt32(offset + 16, HOST_LITTLE)

const world = (answer: (asked: Asked) => Answer[]) => {
  const problems: Problem[] = []
  const kernel = fakeKernel(answer)
  const connection = connect(kernel, { report: problem => problems.push(problem) })
  return { kernel, connection, problems }
}

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

describe('a broken datagram', () => {
  it.each([
    [
      'a length of zero',
      (seq: number) => message({ type: 20, seq, length: 0 }, i32(1)),
      'nlmsg_len 0',
    ],
    [
      'a length below the header',
      seq => message({ type: 20, seq, length: 15 }, i32(1)),
      'nlmsg_len 15',
    ],
    [
      'a length beyond the end',
      seq => message({ type: 20, seq, length: 24 }, i32(1)),
      'nlmsg_len 24',
    ],
    [
      'an absurd length',
      seq => message({ type: 20, seq, length: 0xffffffff }),
      'nlmsg_len 4294967295',
    ],
    [
      'half a header',
      seq => message({ type: 20, seq }).subarray(0, 8),
      'needs 16 bytes at offset 0',
    ],
    [
      'a second message cut short',
      seq => join(row(seq, 1), row(seq, 2).subarray(0, 18)),
      'netlink:20: bad nlmsg_len 20 at offset 20, got "18 bytes left of 38"',
    ],
  ] as [string, (seq: number) => Uint8Array, string][])(
    'with %s ends the dump in an error with the offset',
    (_, bytes, problem) => {
      const { connection } = world(({ seq }) => [bytes(seq), done(seq)])
      expect(() => [...connection.dump(request, number)]).toThrow(problem)
    },
  )

  it('a parser that fails ends its own dump alone, and the next one works', () => {
    const { connection } = world(({ seq }) => [row(seq, 1), row(seq, 2), done(seq)])
    const failing: Parser<number> = () => {
      throw new ParseError('x:1', 'broken', 'y')
    }
    expect(() => [...connection.dump(request, failing)]).toThrow('x:1: broken')
    expect([...connection.dump(request, number)]).toEqual([1, 2])
  })

  it('the last message may lack its padding', () => {
    const { connection } = world(({ seq }) => [
      join(row(seq, 1), message({ type: 20, seq }, Uint8Array.of(1, 0, 0, 0, 9)).subarray(0, 21)),
      done(seq),
    ])
    expect([...connection.dump(request, number)]).toEqual([1, 1])
  })

  it('that nobody waits for is reported', () => {
    const { connection, kernel, problems } = world(() => [])
    kernel.push(message({ type: 20, seq: 0, length: 3 }))
    expect(connection.poll(0)).toBe(true)
    expect(problems.map(problem => problem.at)).toEqual(['netlink:0'])
  })
})

describe('requests and broadcasts beside a dump', () => {
  it('an acknowledged request may run before a dump has ended', () => {
    const { connection } = world(({ seq, flags }) =>
      (flags & 0x300) !== 0
        ? [row(seq, 1), row(seq, 2), done(seq)]
        : [row(seq, 7), refusal(seq, 0)],
    )
    const rows = connection.dump(request, number, { stream: true })
    expect(rows.next().value).toBe(1)
    expect(connection.ask(request, number)).toEqual([7])
    expect([...rows]).toEqual([2])
  })

  it('a refused request throws, and an answer lost to ENOBUFS does not leave it waiting', () => {
    const refused = world(({ seq }) => [refusal(seq, -1)])
    expect(() => refused.connection.ask(request, number)).toThrow('numbers: EPERM')
    const lost = world(() => [105])
    expect(() => lost.connection.ask(request, number)).toThrow('ENOBUFS: the answer may be lost')
  })

  it('answers that nobody waits for any more are skipped', () => {
    const { connection } = world(({ seq }) => [row(77, 1), row(seq, 2), done(seq), done(77)])
    expect([...connection.dump(request, number)]).toEqual([2])
  })

  it('broadcasts reach every subscriber, and a dump under way does not see them', () => {
    const { connection, kernel } = world(({ seq }) => [
      row(seq, 1),
      row(0, 5),
      row(seq, 2),
      done(seq),
    ])
    const first = connection.subscribe([1, 3], number)
    const second = connection.subscribe([], number)
    expect(kernel.groups).toEqual([1, 3])
    expect([...connection.dump(request, number)]).toEqual([1, 2])
    second.close()
    kernel.push(row(0, 6))
    expect([connection.poll(10), connection.poll(10)]).toEqual([true, false])
    expect([first.take(), first.take(), second.take()]).toEqual([[5, 6], [], [5]])
  })

  it('a broadcast that cannot be read is reported, and the rest goes on', () => {
    const { connection, kernel, problems } = world(() => [])
    const events = connection.subscribe([1], view => {
      if (number(view, 0, 0) === 1) throw new ParseError('event', 'broken', '')
      return 'good'
    })
    kernel.push(row(0, 1), row(0, 2))
    connection.poll(0)
    connection.poll(0)
    expect([events.take(), problems.length]).toEqual([['good'], 1])
  })
})

describe('choosing a parser', () => {
  const view = new DataView(join(message({ type: 20, seq: 1 }, i32(0x01020a02))).buffer)
  const say =
    (word: string): Parser<string> =>
    () =>
      word

  it('by message type', () => {
    expect(byType(new Map([[20, say('diag')]]))(view, 0, 20)).toBe('diag')
    expect(byType(new Map([[21, say('diag')]]))(view, 0, 20)).toBeNull()
  })

  it('by a key of any width, with a mask', () => {
    const at = (width: 1 | 2 | 4, value: number, mask?: number) =>
      byKey(
        { offset: 16, width, ...(mask === undefined ? {} : { mask }) },
        new Map([[value, say('yes')]]),
      )(view, 0, 20)
    expect(at(1, 0x02)).toBe('yes')
    expect(at(2, 0x0a02)).toBe('yes')
    expect(at(4, 0x01020a02)).toBe('yes')
    expect(at(4, 0x0a00, 0xff00)).toBe('yes')
    expect(at(1, 0x0a)).toBeNull()
  })

  it('refuses a message too short for its key', () => {
    const parser = byKey({ offset: 18, width: 4 }, new Map<number, Parser<string>>())
    expect(() => parser(view, 0, 20)).toThrow(
      'message without its key at offset 18, got "20 bytes"',
    )
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
