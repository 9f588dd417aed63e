import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schemaErrors } from '../helpers/schema.ts'
import {
  fromNetstat,
  fromSs,
  ownersFromLsof,
  ownersFromSs,
  unixFromSs,
  type Seen,
} from './peers.ts'
import { makeWorld, whyNoWorld, type Expected, type World } from './world.ts'

interface Row {
  readonly proto: string
  readonly family?: string
  readonly type?: string
  readonly state: string
  readonly local: { readonly address: string; readonly port: number; readonly path?: string | null }
  readonly remote: { readonly address: string; readonly port: number }
  readonly recv_q: number | null
  readonly send_q: number | null
  readonly uid: number | null
  readonly inode: number
  readonly drops?: number | null
  readonly owners: readonly { readonly pid: number; readonly fds: readonly number[] }[] | null
}

const why = whyNoWorld('ss', 'netstat', 'lsof')

describe.skipIf(why !== '')(`a live world of sockets${why}`, { timeout: 60_000 }, () => {
  let world: World
  let rows: Row[]
  let inet: Row[]
  /** what stands for "nobody": null where the machine hides processes even from root */
  let nobody: [] | null

  beforeAll(async () => {
    world = await makeWorld()
    const args = ['bin/tsnetstat.js', '-a', '-tuwxU', '--json', '--source', 'proc']
    const document = JSON.parse(world.run(process.execPath, args)) as {
      sockets: Row[]
      access: { processes_denied: number }
    }
    expect(schemaErrors(document)).toEqual([])
    rows = document.sockets
    nobody = document.access.processes_denied === 0 ? [] : null
    inet = rows.filter(({ proto }) => proto !== 'unix')
  }, 60_000)
  afterAll(() => world?.end())

  const label = (row: Row): string => `${row.proto}${row.family === 'inet6' ? '6' : ''}`
  const end = ({ address, port }: { address: string; port: number }): string => `${address} ${port}`
  const seen = (row: Row): Seen => ({
    proto: label(row),
    state: row.state,
    local: end(row.local),
    remote: end(row.remote),
    recvQ: row.recv_q,
    sendQ: row.send_q,
    inode: row.inode,
    uid: row.uid,
  })
  /** Sorted lines, so that a difference shows as the rows that differ. */
  const lines = (all: readonly Seen[]): string[] =>
    all.map(row => Object.values(row).join('|')).sort()
  const holders = (row: Row): string[] =>
    (row.owners ?? []).flatMap(({ pid, fds }) => fds.map(fd => `${pid}/${fd}`)).sort()

  it('has more than 150 sockets, and each is shown once', () => {
    expect(world.sockets).toBeGreaterThan(150)
    expect(rows).toHaveLength(world.sockets)
    const inodes = rows.map(({ inode }) => inode).filter(inode => inode !== 0)
    expect(new Set(inodes).size).toBe(inodes.length)
  })

  it('holds every TCP state that can be made', () => {
    const states = new Set(inet.filter(({ proto }) => proto === 'tcp').map(({ state }) => state))
    expect([...states].sort()).toEqual(
      'CLOSE_WAIT CLOSING ESTABLISHED FIN_WAIT1 FIN_WAIT2 LAST_ACK LISTEN SYN_RECV SYN_SENT TIME_WAIT'.split(
        ' ',
      ),
    )
  })

  it('shows what the makers of the sockets know of them', () => {
    for (const [name, expected] of Object.entries(world.expect)) {
      if (expected.listed === false) {
        expect(
          rows.filter(({ inode }) => inode === expected.inode),
          name,
        ).toEqual([])
      } else expect(matching(name, expected), name).toContainEqual(wanted(name, expected))
    }
  })

  const matching = (name: string, expected: Expected): object[] =>
    rows
      .filter(row => row.inode === expected.inode && row.proto === expected.proto)
      .map(row => ({ ...wanted(name, expected), ...facts(row, expected) }))

  const facts = (row: Row, expected: Expected): object => ({
    state: row.state,
    owners: row.owners?.map(({ pid, fds }) => ({ pid, fds })) ?? null,
    local: expected.proto === 'unix' ? (row.local.path ?? null) : end(row.local),
    ...(expected.proto !== 'unix' && { remote: end(row.remote), family: row.family }),
    ...(expected.proto === 'unix' && { type: row.type }),
    ...(expected.recv_q !== undefined && expected.proto !== 'unix' && { recv_q: row.recv_q }),
    ...(expected.send_q !== undefined && expected.proto !== 'unix' && { send_q: row.send_q }),
    ...(expected.drops !== undefined && { drops: row.drops }),
    ...(expected.proto !== 'unix' && { uid: row.uid }),
    ...(expected.recv_q_min !== undefined && { enough: row.recv_q! >= expected.recv_q_min }),
  })

  const wanted = (name: string, expected: Expected): object => {
    // where the first thread of a process has ended, the walk looks at the others
    const walked = name === 'owner-zombie-leader' ? expected.owners : expected.owners_proc
    const owners = (walked ?? expected.owners).map(({ pid, fds }) => ({ pid, fds }))
    const unheld = expected.inode !== 0 && owners.length === 0
    const common = { state: expected.state, owners: unheld ? nobody : owners }
    if (expected.proto === 'unix') {
      return { ...common, local: expected.local.path ?? null, type: expected.type }
    }
    return {
      ...common,
      local: end(expected.local as Row['local']),
      remote: end(expected.remote as Row['remote']),
      family: expected.family,
      uid: expected.timer === 'timewait' ? null : expected.uid,
      ...(expected.recv_q !== undefined && { recv_q: expected.recv_q }),
      ...(expected.send_q !== undefined && { send_q: expected.send_q }),
      ...(expected.drops !== undefined && { drops: expected.drops }),
      ...(expected.recv_q_min !== undefined && { enough: true }),
    }
  }

  it('agrees with netstat on every tcp, udp, udplite and raw row', () => {
    // netstat prints 0 for what it does not know: a listener's limit, the user of a TIME_WAIT
    const ours = inet.map(seen).map(row => ({ ...row, sendQ: row.sendQ ?? 0, uid: row.uid ?? 0 }))
    expect(lines(ours)).toEqual(lines(fromNetstat(world.run('netstat', ['-tuwUanWe']))))
  })

  it('agrees with ss on every tcp and udp row', () => {
    const limit = (row: Seen): Seen => (row.state === 'LISTEN' ? { ...row, sendQ: null } : row)
    const ours = inet.filter(({ proto }) => proto === 'tcp' || proto === 'udp').map(seen)
    const theirs = fromSs(world.run('ss', ['-HOtuane'])).map(limit)
    expect(lines(ours.map(row => ({ ...row, uid: row.uid ?? 0 })))).toEqual(lines(theirs))
  })

  it('agrees with ss on type and state of every unix socket that has a file', () => {
    const names: { [type: string]: string } = {
      stream: 'u_str',
      dgram: 'u_dgr',
      seqpacket: 'u_seq',
    }
    const ours = rows
      .filter(({ proto, inode }) => proto === 'unix' && inode !== 0)
      .map(row => [row.inode, `${names[row.type!]} ${row.state}`] as const)
    const theirs = unixFromSs(world.run('ss', ['-HOxan']))
    expect(ours.length).toBeGreaterThan(40)
    expect(new Map([...ours].sort())).toEqual(new Map([...theirs].sort()))
  })

  it.each([
    ['ss', () => ownersFromSs(world.run('ss', ['-HOtuxanpe']))],
    ['lsof', () => ownersFromLsof(world.run('lsof', ['-nP', '-Ki', '-F', 'pftdi']))],
  ] as const)(
    'agrees with %s on every process and descriptor that holds a socket',
    (tool, read) => {
      const theirs = read()
      // neither looks at the threads of a process whose first one has ended
      const zombie = world.expect['owner-zombie-leader']!.inode
      const known = rows.filter(
        ({ proto, inode }) =>
          inode !== 0 &&
          inode !== zombie &&
          (tool === 'lsof' || proto !== 'raw') &&
          proto !== 'udplite',
      )
      const ours = known
        .map(row => [row.inode, holders(row)] as const)
        .filter(([, all]) => all.length > 0)
      const inodes = new Set(known.map(({ inode }) => inode))
      const among = [...theirs].filter(([inode]) => inodes.has(inode))
      expect(ours.length).toBeGreaterThan(150)
      expect(new Map([...ours].sort())).toEqual(new Map(among.sort()))
    },
  )
})
