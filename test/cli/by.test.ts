import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { run } from '../helpers/run.ts'
import { schemaErrors } from '../helpers/schema.ts'
import { fromSs } from '../live/peers.ts'

const ARTICLE = ['--root', 'fixtures/hosts/article']
const LIVE = ['--root', 'fixtures/hosts/live-6.18']
const CONTAINER = ['--root', 'fixtures/hosts/container']

interface Total {
  readonly [key: string]: unknown
  readonly count: number
}

const documentOf = async (argv: readonly string[]) => {
  const document = JSON.parse((await run([...argv, '--json'])).out)
  expect(schemaErrors(document)).toEqual([])
  return document
}
const totalsOf = async (argv: readonly string[]): Promise<Total[]> =>
  (await documentOf(argv)).totals
const linesOf = async (argv: readonly string[]): Promise<string[]> =>
  (await run([...argv, '--no-header'])).out
    .split('\n')
    .slice(0, -1)
    .map(line => line.trim().replaceAll(/ {2,}/g, ' '))
const footerOf = async (argv: readonly string[]): Promise<string> =>
  (await run([...argv, '--color', 'never'], 200)).out.split('\n').at(-2)!

describe('--by', () => {
  it('counts and adds up what ss saw on the same sockets', async () => {
    const expected = new Map<string, number[]>()
    for (const row of fromSs(readFileSync('fixtures/hosts/live-6.18/ss.txt', 'utf8'))) {
      const [count, recvQ, sendQ] = expected.get(row.state) ?? [0, 0, 0]
      expected.set(row.state, [count! + 1, recvQ! + row.recvQ!, sendQ! + row.sendQ!])
    }
    const totals = await totalsOf([...LIVE, '-a', '-tu', '--by', 'state'])
    expect(totals.length).toBeGreaterThan(5)
    for (const { state, count, recv_q, send_q } of totals) {
      const [wanted, ...queues] = expected.get(state as string)!
      expect(count).toBe(wanted)
      // the queues of a listener are connections, not bytes
      if (state === 'LISTEN') expect([recv_q, send_q]).toEqual([undefined, undefined])
      else expect([recv_q, send_q]).toEqual(queues)
    }
    expect(totals).toHaveLength(expected.size)
  })

  it('puts the largest group first, and equal ones by their keys', async () => {
    // HOST.md: 13 listen, seven TIME_WAIT, five udp and one connected, one raw; one of each other
    const lines = await linesOf([...ARTICLE, '-a', '--by', 'state', '--columns', 'count,state'])
    expect(lines).toEqual([
      '13 LISTEN',
      '12 ESTABLISHED',
      '7 TIME_WAIT',
      '6 UNCONN',
      '1 CLOSE_WAIT',
      '1 FIN_WAIT2',
      '1 SYN_RECV',
      '1 SYN_SENT',
    ])
  })

  it.each([
    ['state', ['CLOSE_WAIT', 'ESTABLISHED', 'FIN_WAIT2']],
    // ties as without --sort
    ['-send_q', ['ESTABLISHED', 'SYN_SENT', 'TIME_WAIT']],
    ['count,-state', ['SYN_SENT', 'SYN_RECV', 'FIN_WAIT2']],
    // 17 on 127.0.0.53:53 and none elsewhere; /proc counts none for TCP
    ['-drops', ['UNCONN', 'ESTABLISHED', 'LISTEN']],
  ])('sorts by %s', async (sort, expected) => {
    const totals = await totalsOf([...ARTICLE, '-a', '--by', 'state', '--sort', sort])
    expect(totals.slice(0, 3).map(({ state }) => state)).toEqual(expected)
  })

  it('counts after the filter and before the limit', async () => {
    const argv = [...ARTICLE, '-a', '--by', 'state', 'state != listen', '--limit', '2']
    expect((await totalsOf(argv)).map(({ state }) => state)).toEqual(['ESTABLISHED', 'TIME_WAIT'])
    expect(await footerOf(argv)).toBe('7 groups of 29 sockets; 5 groups not shown with --limit 2')
  })

  it('gives an object of its keys, named in the envelope', async () => {
    const document = await documentOf([...ARTICLE, '-l', ':8080', '--by', 'local,scope'])
    expect(document).toMatchObject({
      view: 'sockets',
      by: ['local.address', 'local.port', 'local.scope', 'local.path', 'scope'],
      totals: [
        {
          local: { address: '158.69.158.251', port: 8080, scope: 'public' },
          scope: 'public',
          count: 1,
          drops: null,
        },
      ],
    })
    expect(document).not.toHaveProperty('sockets')
    expect(document).not.toHaveProperty('columns')
  })

  it('takes keys and short names of any case, each once', async () => {
    const { by } = await documentOf([...ARTICLE, '-a', '--by', ' State,sport,state,'])
    expect(by).toEqual(['state', 'local.port'])
  })

  it('writes the same in csv and ndjson', async () => {
    const argv = [...ARTICLE, '-a', '--by', 'state', '--limit', '2', '--sort', '-state']
    expect((await run([...argv, '--csv'])).out).toBe(
      'state,count,recv_q,send_q,drops\nUNCONN,6,0,0,17\nTIME_WAIT,7,0,0,\n',
    )
    expect((await run([...argv, '--ndjson'])).out).toBe(
      '{"state":"UNCONN","count":6,"recv_q":0,"send_q":0,"drops":17}\n' +
        '{"state":"TIME_WAIT","count":7,"recv_q":0,"send_q":0,"drops":null}\n',
    )
  })

  it('says tcp where tcp and tcp6 meet, tcp6 where all are', async () => {
    const argv = [...ARTICLE, '-lt', '--columns', 'proto,count']
    expect(await linesOf([...argv, '--by', 'proto'])).toEqual(['tcp 13'])
    expect(await linesOf([...argv, '--by', 'proto,family'])).toEqual(['tcp 9', 'tcp6 4'])
  })

  it('names every address, the one of a listener’s peer too', async () => {
    const lines = await linesOf([...ARTICLE, '-lt', '--by', 'remote', '--columns', 'remote,count'])
    expect(lines).toEqual(['0.0.0.0:* 9', '[::]:* 4'])
  })

  it('leaves out what a unix socket does not have', async () => {
    const [total] = await totalsOf([...ARTICLE, '-x', '--by', 'local.port'])
    expect(Object.keys(total!)).toEqual(['count', 'recv_q', 'send_q'])
  })
})

describe('--by owner', () => {
  it('counts a socket in the group of each of its processes', async () => {
    // HOST.md: nginx 620 and its four workers hold the same three listeners
    const totals = await totalsOf([...ARTICLE, '-l', '--by', 'pid', 'comm = nginx'])
    expect(totals.map(({ owners, count }) => [owners, count])).toEqual(
      [620, 2893, 2894, 2895, 2896].map(pid => [{ pid }, 3]),
    )
    expect(await footerOf([...ARTICLE, '-l', '--by', 'pid', 'comm = nginx'])).toBe(
      '5 groups of 3 sockets; a socket with several owners counts in the group of each',
    )
  })

  it('counts a socket once, though four processes of the group hold it', async () => {
    const argv = [...ARTICLE, '-l', 'comm = nginx', '--by', 'process', '--columns', 'count,process']
    expect(await linesOf(argv)).toEqual([
      expect.stringMatching(/^3 nginx: master process/),
      '3 nginx: worker process',
    ])
  })

  it('keeps what nobody holds apart from what may not be seen', async () => {
    // HOST.md: process 1 holds two, a process of another container one, TIME_WAIT is held by none
    const argv = [...CONTAINER, '-at', '--by', 'pid', '--columns', 'pid,count', '--sort', '-count']
    const [held, ...others] = await totalsOf(argv)
    expect(held).toEqual({ owners: { pid: 1 }, count: 2 })
    expect(others).toHaveLength(2)
    expect(others).toEqual(
      expect.arrayContaining([{ owners: { pid: null }, count: 1 }, { count: 1 }]),
    )
    expect((await linesOf(argv)).sort()).toEqual(['- 1', '1 2', '? 1'])
    const csv = (await run([...argv, '--csv', '--no-header'])).out.trim().split('\n')
    expect(csv.sort()).toEqual([',1', '-,1', '1,2'])
  })

  it('walks the processes only for a key that needs them', async () => {
    const ownersOf = async (by: string) =>
      (await documentOf([...ARTICLE, '-a', '--by', by])).source.owners
    expect(await ownersOf('state')).toBe(null)
    expect(await ownersOf('process')).toBe('proc')
  })
})

describe('--by of softnet', () => {
  it('adds up the counters of the CPUs', async () => {
    const argv = [...ARTICLE, 'softnet', '--by', 'flow_limit_count']
    const [first, ...others] = readFileSync('fixtures/hosts/article/proc/net/softnet_stat', 'utf8')
      .trim()
      .split('\n')
      .map(line => line.split(' ').map(word => parseInt(word, 16)))
    const sum = (i: number): number => others.reduce((total, row) => total + row[i]!, first![i]!)
    const { view, totals } = await documentOf(argv)
    expect([view, totals]).toEqual([
      'softnet',
      [
        {
          flow_limit_count: 0,
          count: 2,
          processed: sum(0),
          dropped: sum(1),
          time_squeeze: sum(2),
          cpu_collision: sum(8),
          received_rps: sum(9),
          backlog_len: null,
          input_qlen: null,
          process_qlen: null,
        },
      ],
    ])
    // HOST.md: the second CPU dropped 12, the first none
    expect(totals[0].dropped).toBe(12)
    expect(await footerOf(argv)).toMatch(/^1 group of 2 CPUs; since boot, for the whole machine: /)
  })
})

describe('a --by that cannot be', () => {
  it.each([
    [['--by', 'stat'], 'no column "stat" in sockets; did you mean state?'],
    [['--by', ','], '--by needs at least one column'],
    [
      ['--by', 'state', '--sort', 'cuont'],
      'no column "cuont" in sockets --by state; did you mean count?',
    ],
    [
      ['--by', 'state', '--sort', 'inode'],
      'no column "inode" in sockets --by state; columns: state count recv_q send_q drops',
    ],
    [
      ['--by', 'state,sport', '--columns', 'satte'],
      'no column "satte" in sockets --by state,local.port; did you mean state?',
    ],
    [['--by', 'pid', '--no-owners'], '--no-owners leaves owners.pid out'],
    [['softnet', '--by', 'state'], 'no column "state" in softnet'],
  ])('%j is refused', async (argv, message) => {
    const { code, err } = await run([...ARTICLE, ...argv])
    expect([code, err.split('\n').length]).toEqual([2, 2])
    expect(err).toContain(`tsnetstat: ${message}`)
  })
})
