import { describe, expect, it } from 'vitest'
import { run } from '../helpers/run.ts'

const at = (host: string): string[] => ['--root', `fixtures/hosts/${host}`]
const ARTICLE = at('article')

interface Row {
  readonly [key: string]: unknown
  readonly recv_q: number | null
  readonly send_q: number | null
}
const documentOf = async (argv: readonly string[]) =>
  JSON.parse((await run([...argv, '--json'])).out)
const rowsOf = async (argv: readonly string[]): Promise<Row[]> => (await documentOf(argv)).sockets
const linesOf = async (argv: readonly string[]): Promise<string[]> =>
  (await run(argv)).out.split('\n').slice(0, -1)

describe('--columns', () => {
  it('shows these, in this order, by key or short name', async () => {
    const [header, ...lines] = await linesOf([
      ...ARTICLE,
      '-l',
      '--columns',
      'pid, local.port,proto',
    ])
    expect(header!.trim().split(/ {2,}/)).toEqual(['PID', 'Port', 'Proto'])
    expect(lines.map(line => line.trim().split(/ +/))).toContainEqual([
      '620,2893,2894,2895,2896',
      '8080',
      'tcp',
    ])
  })

  it('leaves only these in JSON, and says which', async () => {
    const { columns, sockets } = await documentOf([
      ...ARTICLE,
      '-l',
      ':8080',
      '--columns',
      'owners.pid,state',
    ])
    expect(columns).toEqual(['owners.pid', 'state'])
    expect(sockets).toEqual([
      { owners: [620, 2893, 2894, 2895, 2896].map(pid => ({ pid })), state: 'LISTEN' },
    ])
  })

  it('takes local for its address, port, scope and path in data', async () => {
    const [header] = await linesOf([...ARTICLE, '-l', '--csv', '--columns', 'local'])
    expect(header).toBe('local.address,local.port,local.scope,local.path')
  })

  it.each([
    ['--columns', 'recvq', 'no column "recvq" in sockets; did you mean recv_q?'],
    ['--sort', '-recvq', 'no column "recvq" in sockets; did you mean recv_q?'],
  ])('%s %s suggests the nearest column', async (option, value, message) => {
    const { code, err } = await run([...ARTICLE, option, value])
    expect([code, err.startsWith(`tsnetstat: ${message}`)]).toEqual([2, true])
  })

  it.each([
    ['--columns', 'pid'],
    ['--sort', 'pid'],
    ['pid', '=', '1'],
  ])('is refused with --no-owners: %s %s', async (...words) => {
    const { code, err } = await run([
      ...ARTICLE,
      '--no-owners',
      ...words.filter(word => word !== undefined),
    ])
    expect([code, err]).toEqual([2, 'tsnetstat: --no-owners leaves owners.pid out\n'])
  })
})

describe('--sort', () => {
  it.each([['recv_q'], ['send_q']] as const)(
    '-%s puts the fullest queue first, and what is unknown last',
    async key => {
      const rows = await rowsOf([...ARTICLE, '-a', '--sort', `-${key}`])
      const values = rows.map(row => row[key] ?? -1)
      expect(values).toEqual(values.toSorted((x, y) => y - x))
      // 3 connections wait at :25; 36 bytes are under way to 203.0.113.7 (HOST.md)
      expect(values[0]).toBe({ recv_q: 3, send_q: 36 }[key])
    },
  )

  it('orders addresses as numbers, not as text', async () => {
    const lines = await linesOf([
      ...ARTICLE,
      '-lt4',
      '--no-header',
      '--columns',
      'local',
      '--sort',
      'local',
    ])
    const port = (line: string): number => Number(line.split(':')[1])
    const anywhere = lines.filter(line => line.startsWith('0.0.0.0:')).map(port)
    expect(anywhere).toEqual([22, 25, 80, 443])
  })
})

describe('--limit', () => {
  it.each([0, 1, 3, 1000])('%i shows at most as many rows, the first of them', async limit => {
    const all = await rowsOf([...ARTICLE, '-l'])
    expect(all).toHaveLength(19)
    expect(await rowsOf([...ARTICLE, '-l', '--limit', `${limit}`])).toEqual(all.slice(0, limit))
  })

  it('says on a terminal that there is more, and how much', async () => {
    const { out } = await run([...ARTICLE, '-lt', '--limit', '3', '--color', 'never'], 200)
    const footer = out.split('\n').at(-2)
    // of nine tcp and four tcp6 listeners
    expect(footer).toMatch(/^3 listening, .*not shown.*\b10\b/)
  })
})

describe('--no-header', () => {
  it.each(['--plain', '--table', '--csv'])('leaves the first line of %s out', async format => {
    const [header, ...lines] = await linesOf([...ARTICLE, '-l', format])
    const without = await linesOf([...ARTICLE, '-l', format, '--no-header'])
    expect(header).toMatch(/^Proto|^proto/)
    expect(without).toHaveLength(lines.length)
    expect(without[0]).toMatch(/^udp/)
  })
})

describe('softnet', () => {
  it.each([
    // two rows of eleven columns: kernel 4.15
    [
      'article',
      1,
      {
        cpu: 1,
        processed: 0x19f02,
        dropped: 12,
        time_squeeze: 14,
        received_rps: 529,
        flow_limit_count: 0,
        backlog_len: null,
        process_qlen: null,
      },
    ],
    // fifteen columns, the second line is CPU 2: kernel 6.6
    [
      'big-endian',
      1,
      {
        cpu: 2,
        processed: 0xffffff07,
        dropped: 3,
        received_rps: 64,
        flow_limit_count: 2,
        backlog_len: 9,
        input_qlen: 7,
        process_qlen: 2,
      },
    ],
    // nine columns: kernel 2.6.32
    ['kernel-2.6.32', 0, { cpu: 0, cpu_collision: 2, received_rps: null, flow_limit_count: null }],
  ])('of %s gives row %i as its HOST.md tells it', async (host, i, row) => {
    const { view, softnet, warnings } = await documentOf([...at(host), 'softnet'])
    expect([view, warnings]).toEqual(['softnet', []])
    expect(softnet[i]).toMatchObject(row)
  })

  it('sorts, filters and limits like any view', async () => {
    const argv = [...ARTICLE, 'softnet', '--no-header', '--columns', 'cpu']
    expect(await linesOf([...argv, '--sort', '-dropped'])).toEqual(['1', '0'])
    expect(await linesOf([...argv, 'dropped', '>', '0'])).toEqual(['1'])
    expect(await linesOf([...argv, '--limit', '1'])).toEqual(['0'])
  })

  it('knows no ports', async () => {
    const { code, err } = await run([...ARTICLE, 'softnet', ':80'])
    expect([code, err.split('\n').length]).toEqual([2, 3])
  })
})
