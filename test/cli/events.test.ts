import { describe, expect, it } from 'vitest'
import { events } from '../../src/cli/events.ts'
import type { Io } from '../../src/cli/terminal.ts'
import type { InetSocket } from '../../src/model/socket.ts'
import { ioOf } from '../helpers/io.ts'
import { eventErrors } from '../helpers/schema.ts'
import { fakeHost } from '../sources/hosts.ts'
import { end, inetRow, ownerOf } from '../views/sockets/rows.ts'
import { optionsOf } from './options.ts'

const closed = (port: number, over: Partial<InetSocket> = {}): InetSocket =>
  inetRow({
    state: 'CLOSE',
    cookie: BigInt(port),
    local: end('127.0.0.1', port),
    remote: end('127.0.0.1', 40000),
    owners: [ownerOf({ pid: 579 })],
    ...over,
  }) as InetSocket

/** Follows what comes in each turn, then the signal; a turn takes `turnMs`, a look `lookMs`. */
const follow = async (
  argv: readonly string[],
  turns: readonly (readonly InetSocket[])[],
  { more = {}, turnMs = 100, lookMs = 0, unseen = 0, gone = Infinity } = {} as {
    more?: Partial<Io>
    turnMs?: number
    lookMs?: number
    unseen?: number
    gone?: number
  },
) => {
  let clock = Date.UTC(2026, 10, 20, 10, 0, 0, 7)
  const start = clock
  const looks: number[] = []
  const log = { taken: 0, closed: 0, released: 0 }
  const { io, said } = ioOf({
    now: () => new Date(clock),
    catchStop: () => ({
      get stopped() {
        return log.taken >= turns.length
      },
      wait: () => Promise.resolve(),
      release: () => void log.released++,
    }),
    ...more,
  })
  const code = await events(io, optionsOf('events', ...argv), {
    host: fakeHost({}, { elevated: 'sudo tsnetstat events' }),
    follow: () => ({
      look: () => {
        looks.push(clock - start)
        clock += lookMs
        return unseen
      },
      take: waitMs => {
        expect(waitMs).toBeLessThanOrEqual(100)
        clock += turnMs
        return [...turns[log.taken++]!]
      },
      close: () => void log.closed++,
    }),
    readerGone: () => log.taken >= gone,
  })
  return { code, looks, ...said, ...log }
}

const lines = (text: string): string[] => text.split('\n').slice(0, -1)

describe('a line', () => {
  it('is one socket, aligned with those before it, with a header once', async () => {
    const { code, out, err } = await follow([], [[closed(80)], [closed(8080)], []])
    expect(lines(out).map(line => line.replace(/^\d\d:00:00/, 'HH:00:00'))).toEqual([
      'Time          Proto  Local         Remote           Event   Sent  Received  Retrans  PID  Process',
      'HH:00:00.107  tcp    127.0.0.1:80  127.0.0.1:40000  closed     ?         ?        ?  579  /usr/sbin/nginx',
      'HH:00:00.207  tcp    127.0.0.1:8080  127.0.0.1:40000  closed     ?         ?        ?  579  /usr/sbin/nginx',
    ])
    expect([code, err]).toEqual([0, ''])
  })

  it('is one JSON object with --ndjson, as the schema says', async () => {
    const { out } = await follow(['--ndjson'], [[closed(80), closed(81, { owners: null })]])
    const rows = lines(out).map(line => JSON.parse(line) as Record<string, unknown>)
    expect(rows.flatMap(eventErrors)).toEqual([])
    expect(rows[0]).toMatchObject({
      event: 'closed',
      time: '2026-11-20T10:00:00.107Z',
      state: 'CLOSE',
      local: { address: '127.0.0.1', port: 80, scope: 'loopback' },
      cookie: '0x50',
      owners: [{ pid: 579, comm: 'nginx' }],
      tcp_info: { bytes_sent: null },
    })
    expect(rows[1]).toMatchObject({ owners: null })
  })

  it('has no counters of TCP where it is UDP, in JSON as in text', async () => {
    const udp = closed(53, { proto: 'udp', state: 'UNCONN' })
    const [row] = lines((await follow(['--ndjson'], [[udp]])).out)
    expect(eventErrors(JSON.parse(row!))).toEqual([])
    expect(row).not.toContain('tcp_info')
    const text = lines((await follow(['--no-header'], [[udp]])).out)
    expect(text[0]).toMatch(/ closed +- +- +- +579 /)
  })

  it('is written as soon as it is there: one write each', async () => {
    const writes: string[] = []
    const more = { out: (chunk: string) => void writes.push(chunk) }
    await follow(['--ndjson'], [[closed(1), closed(2)], [closed(3)]], { more })
    expect(writes.map(chunk => chunk.split('\n').length)).toEqual([2, 2, 2])
  })

  it('shows what a process calls itself harmless', async () => {
    const evil = closed(1, { owners: [ownerOf({ cmdline: ['\x1b[31m', 'a\nb'] })] })
    const { out } = await follow([], [[evil]])
    expect(out).toContain('\\u{1b}[31m a\\u{a}b')
    expect(lines(out)).toHaveLength(2)
  })

  it('leaves the owners out with --no-owners', async () => {
    const json = lines((await follow(['--no-owners', '--ndjson'], [[closed(1)]])).out)[0]!
    expect(JSON.parse(json)).not.toHaveProperty('owners')
    expect((await follow(['--no-owners'], [[closed(1)]])).out).not.toContain('PID')
  })
})

describe('on a terminal', () => {
  const tty = (columns: number) => ({ more: { tty: true, columns } })

  it.each([40, 60, 80, 100, 120, 200])('no line is wider than %i columns', async columns => {
    const long = closed(8080, { local: end('2001:db8:1234:5678:9abc:def0:1:2', 8080) })
    const { out } = await follow(['--color=never'], [[closed(80), long]], tty(columns))
    expect(lines(out).filter(line => line.length > columns)).toEqual([])
    expect(out).toContain('579')
  })

  it('says on stderr that it follows, since nothing may come for long', async () => {
    expect((await follow([], [[]], tty(80))).err).toMatch(/^following .* Ctrl-C ends\n$/)
  })

  it('colours addresses by exposure, if colour is wanted', async () => {
    const { out } = await follow(['--color', 'always'], [[closed(80)]], tty(120))
    expect(out).toContain('\x1b[34m127.0.0.1:80')
  })
})

describe('the filter', () => {
  it.each([
    [[':80'], 1],
    [[':40000'], 3],
    [['local.port', '>', '80'], 2],
    [['process', '~', 'nginx'], 3],
    [['event', '=', 'closed'], 3],
    [['process', '~', 'sshd'], 0],
  ])('%j lets %i of three events through', async (filter, count) => {
    const { out } = await follow(['--ndjson', ...filter], [[closed(80), closed(81), closed(82)]])
    expect(lines(out)).toHaveLength(count)
  })

  it('that is wrong ends it before it begins', async () => {
    await expect(follow(['bogus', '=', '1'], [[]])).rejects.toThrow('bogus = 1')
    await expect(follow(['--no-owners', 'pid', '=', '1'], [[]])).rejects.toThrow(
      '--no-owners leaves owners.pid out',
    )
  })
})

describe('it ends', () => {
  it('with 0 on a signal, having closed its socket and let go of the signals', async () => {
    expect(await follow([], [[], [], []])).toMatchObject({
      code: 0,
      taken: 3,
      closed: 1,
      released: 1,
    })
  })

  it('with 0 when its reader has gone, though there is nothing to write', async () => {
    const { code, taken } = await follow([], [[], [], [], []], { gone: 2 })
    expect([code, taken]).toEqual([0, 2])
  })

  it('after as many events as --limit says', async () => {
    const { out, taken } = await follow(
      ['--ndjson', '--limit', '2', ':80'],
      [[closed(80), closed(1)], [closed(80), closed(80)], []],
    )
    expect([lines(out).length, taken]).toEqual([2, 2])
  })

  it('having cleaned up where a write fails', async () => {
    let released = 0
    const more = {
      catchStop: () => ({
        stopped: false,
        wait: () => Promise.resolve(),
        release: () => void released++,
      }),
      out: () => {
        throw Object.assign(new Error('EPIPE'), { code: 'EPIPE' })
      },
    }
    await expect(follow([], [[closed(1)]], { more })).rejects.toThrow('EPIPE')
    expect(released).toBe(1)
  })
})

describe('it looks who there is', () => {
  const idle = (turns: number) => Array.from({ length: turns }, () => [])

  it('at the start and every two seconds', async () => {
    expect((await follow([], idle(61))).looks).toEqual([0, 2000, 4000, 6000])
  })

  it('less often where that takes long, the first time aside', async () => {
    expect((await follow([], idle(100), { lookMs: 300 })).looks).toEqual([0, 2300, 8600])
  })

  it('again at once after the clock was set back', async () => {
    expect((await follow([], idle(5), { turnMs: -10_000 })).looks).toHaveLength(5)
  })

  it('and says once whose owners it may not see', async () => {
    const { err } = await follow([], idle(61), { unseen: 3 })
    expect(err).toBe(
      'note: 3 sockets belong to processes you may not look into; sudo tsnetstat events shows them\n',
    )
    expect((await follow(['--no-owners'], idle(2), { unseen: 3 })).err).toBe('')
  })
})
