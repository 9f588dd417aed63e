import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schemaErrors } from '../helpers/schema.ts'
import { makeWorld, whyNoNetlink, whyNoWorld, type World } from './world.ts'

interface Row {
  readonly [key: string]: unknown
  readonly proto: string
  readonly state: string
  readonly inode: number
  readonly uid: number | null
}

const why = whyNoWorld() || whyNoNetlink()

describe.skipIf(why !== '')(`proc and netlink on the same sockets${why}`, () => {
  let world: World
  let proc: Row[]
  let netlink: Row[]

  const rowsFrom = (source: string): Row[] => {
    const args = ['bin/tsnetstat.js', '-a', '-tuwxU', '--json', '--no-owners', '-m', '--info', '-o']
    const document = JSON.parse(world.run(process.execPath, [...args, '--source', source])) as {
      sockets: Row[]
      source: { sockets: string }
    }
    expect(schemaErrors(document)).toEqual([])
    expect(document.source.sockets).toBe(source)
    return document.sockets
  }

  beforeAll(async () => {
    world = await makeWorld()
    proc = rowsFrom('proc')
    netlink = rowsFrom('netlink')
  }, 60_000)
  afterAll(() => world?.end())

  /** What both must tell alike; `with` picks what more may be compared. */
  const facts = (rows: readonly Row[], keys: readonly string[]): string[] =>
    rows.map(row => JSON.stringify(keys.map(key => row[key] ?? null))).sort()
  const inet = (rows: readonly Row[]): Row[] => rows.filter(({ proto }) => proto !== 'unix')

  it('are more than 200', () => expect(proc.length).toBeGreaterThan(200))

  it('tell the same inet sockets: inode, state, addresses, ports, queue', () => {
    const keys = ['proto', 'family', 'state', 'local', 'remote', 'inode', 'recv_q', 'netns']
    expect(facts(inet(netlink), keys)).toEqual(facts(inet(proc), keys))
  })

  it('tell the same send queues, but for the limit of a listener, which /proc does not know', () => {
    const others = (rows: readonly Row[]): Row[] =>
      inet(rows).filter(({ state }) => state !== 'LISTEN')
    const keys = ['inode', 'local', 'remote', 'send_q']
    expect(facts(others(netlink), keys)).toEqual(facts(others(proc), keys))
    const limits = netlink.filter(({ state }) => state === 'LISTEN').map(row => row['send_q'])
    expect(limits).not.toContain(null)
  })

  it('tell the same users, but for requests not yet accepted, of which sock_diag keeps none', () => {
    const known = (rows: readonly Row[]): Row[] =>
      inet(rows).filter(({ state, inode }) => !(state === 'SYN_RECV' && inode === 0))
    expect(facts(known(netlink), ['inode', 'local', 'uid'])).toEqual(
      facts(known(proc), ['inode', 'local', 'uid']),
    )
  })

  it('tell the same losses of udp sockets', () => {
    const udp = (rows: readonly Row[]): Row[] => rows.filter(({ proto }) => proto === 'udp')
    expect(facts(udp(netlink), ['inode', 'drops'])).toEqual(facts(udp(proc), ['inode', 'drops']))
    expect(udp(netlink).some(row => Number(row['drops']) > 0)).toBe(true)
  })

  it('tell the same unix sockets, but for those without a file, which unix_diag leaves out', () => {
    const filed = (rows: readonly Row[]): Row[] =>
      rows.filter(({ proto, inode }) => proto === 'unix' && inode !== 0)
    const keys = ['type', 'state', 'local', 'inode']
    expect(facts(filed(netlink), keys)).toEqual(facts(filed(proc), keys))
  })

  it('netlink alone tells memory and TCP_INFO', () => {
    const established = (rows: readonly Row[]): Row =>
      rows.find(
        ({ proto, state, inode }) => proto === 'tcp' && state === 'ESTABLISHED' && inode > 0,
      )!
    const known = established(netlink) as unknown as {
      memory: { rcvbuf_bytes: number }
      tcp_info: { rto_us: number }
    }
    expect(known.memory.rcvbuf_bytes).toBeGreaterThan(0)
    expect(known.tcp_info.rto_us).toBeGreaterThan(0)
    expect(established(proc)).toMatchObject({
      memory: { rcvbuf_bytes: null },
      tcp_info: { rto_us: null },
    })
  })
})
