import { describe, expect, it } from 'vitest'
import { ParseError } from '../../src/base/errors.ts'
import { byKey, byType, type Parser } from '../../src/netlink/parser.ts'
import { done, i32, join, message, refusal, row } from './fake-kernel.ts'
import { number, request, world } from './world.ts'

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
