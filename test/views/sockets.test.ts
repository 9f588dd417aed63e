import { describe, expect, it } from 'vitest'
import type { Want } from '../../src/model/socket.ts'
import { parseSort, sortRows } from '../../src/query/sort.ts'
import { socketsView } from '../../src/views/sockets.ts'
import type { SocketRow } from '../../src/views/sockets/row.ts'
import { fixtureHost, wanted } from '../sources/hosts.ts'
import { procOrigin, readView } from './origin.ts'

const SUDO = 'sudo tsnetstat'
const view = (name: string, over: Partial<Want> = {}) =>
  readView(socketsView, fixtureHost(name, { elevated: SUDO }), over)

const valueOf = (row: SocketRow, key: string) =>
  socketsView.columns.find(column => column.key === key)!.value(row)

/** The rows of one local end, as the column shows it. */
const at = (rows: readonly SocketRow[], local: string) =>
  rows.filter(row => valueOf(row, 'local') === local)

// a socket that came after the look at the owners would seem nobody's
it.each([
  ['a source that reads all before it makes any', true],
  ['a source that reads and makes them in turn', false],
])('owners are looked for when every socket is known: %s', (_, tells) => {
  const host = fixtureHost('article')
  const done: string[] = []
  const binary = (path: string) => {
    if (path.startsWith('proc/net/')) done.push('sockets')
    return host.fs.binary(path)
  }
  const { sockets, owners, ...origin } = procOrigin({ ...host, fs: { ...host.fs, binary } })
  const source = sockets()
  const { rows } = socketsView.read(
    {
      ...origin,
      sockets: () =>
        tells
          ? source
          : { ...source, sockets: (...[want, report]) => source.sockets(want, report) },
      owners: pids => {
        done.push('owners')
        return owners(pids)
      },
    },
    wanted(),
    () => {},
  )
  expect([done.indexOf('owners'), done.at(-1)]).toEqual([done.length - 1, 'owners'])
  expect(done.length).toBeGreaterThan(2)
  expect(at(rows, '0.0.0.0:80')[0]!.owners).toHaveLength(5)
})

// from fixtures/hosts/article/HOST.md and the links in its proc
describe('the host article', () => {
  const reading = view('article')
  const listeners = view('article', { rows: 'listening' })

  it.each([
    ['0.0.0.0:80', [620, 2893, 2894, 2895, 2896], [[6], [9], [12], [15], [18]]],
    ['0.0.0.0:443', [620, 2893, 2894, 2895, 2896], [[7], [10], [13], [16], [19, 40]]],
    ['158.69.158.251:8080', [620, 2893, 2894, 2895, 2896], [[8], [11], [14], [17], [20]]],
    ['0.0.0.0:25', [908, 11580], [[13], expect.anything()]],
    ['[::]:25', [908, 11580], [[14], expect.anything()]],
    ['[::1]:5432', [1890], expect.anything()],
    ['127.0.0.1:323', [581], [[5]]],
  ])('%s is held by %j', (local, pids, fds) => {
    const [row, ...others] = at(listeners.rows, local)
    expect(others).toEqual([])
    expect(valueOf(row!, 'owners.pid')).toEqual(pids)
    expect(valueOf(row!, 'owners.fds')).toEqual(fds)
  })

  it('tells names, command lines and users of the owners, and of the socket apart', () => {
    const [row] = at(listeners.rows, '0.0.0.0:80')
    expect([row!.uid, row!.user]).toEqual([0, 'root'])
    expect(valueOf(row!, 'owners.uid')).toEqual([0, 33, 33, 33, 33])
    expect(valueOf(row!, 'owners.comm')).toEqual(Array(5).fill('nginx'))
    expect(row!.owners![0]!.cmdline).toEqual([
      'nginx: master process /usr/sbin/nginx -g daemon on; master_process on;',
    ])
  })

  it('has an owner for each inode, and none for the rows without', () => {
    for (const { inode, owners } of reading.rows) {
      expect(owners === null ? null : owners.length > 0, `inode ${inode}`).toBe(inode !== 0)
    }
    // three not yet accepted, seven TIME_WAIT, one SYN_RECV, one FIN_WAIT2
    expect(reading.rows.filter(({ inode }) => inode === 0)).toHaveLength(12)
  })

  it('reports nothing broken, and says nothing is hidden', () => {
    expect(reading.problems).toEqual([])
    expect(reading.notes(reading.rows)).toEqual([])
    expect(reading.facts(reading.rows)).toEqual({
      access: {
        euid: 0,
        processes: 28,
        processes_denied: 0,
        sockets_owner_unknown: 0,
        hint: null,
      },
      source: { sockets: 'proc', owners: 'proc' },
    })
  })

  it.each([
    ['all', '42 sockets'],
    ['connected', '23 connections'],
    // on 0.0.0.0, :: or a public address: tcp 22 25 80 443 8080, tcp6 22 25, raw6 58
    ['listening', '19 listening, 8 of them reachable from elsewhere'],
  ] as const)('counts %s rows in the footer', (rows, text) => {
    const counted = view('article', { rows })
    expect(counted.footer(counted.rows, counted.rows)).toBe(text)
  })

  it('counts in the footer what a limit hides, by state', () => {
    const timeWaits = reading.rows.filter(({ state }) => state === 'TIME_WAIT')
    expect(reading.footer(timeWaits, timeWaits.slice(0, 1))).toBe(
      '1 socket; not shown with --limit 1: 6 TIME_WAIT',
    )
  })

  it('orders by pid, then protocol, family, address and port; sockets without owner last', () => {
    const order = socketsView.order(new Set(['owners.pid'])).join()
    const rows = sortRows(listeners.rows, parseSort(order, socketsView.columns, 'sockets'))
    expect(
      rows.slice(0, 6).map(row => [valueOf(row, 'owners.pid'), valueOf(row, 'local')]),
    ).toEqual([
      [[441], '192.168.122.10:68'],
      [[441], '[fe80::5054:ff:fe8a:2b4c]:546'],
      [[441], '[::]:58'],
      [[493], '127.0.0.53:53'],
      [[493], '127.0.0.53:53'],
      [[579], '0.0.0.0:22'],
    ])
  })
})

describe('the host container', () => {
  const { rows, problems, facts, notes } = view('container')

  it.each([
    ['0.0.0.0:8080', [[1, [3]]]],
    ['10.88.0.5:39000', [[1, [7]]]],
    ['127.0.0.1:15001', null],
    ['10.88.0.5:8080', []],
  ])('%s has the owners %j', (local, owners) => {
    const [row, ...others] = at(rows, local)
    expect(others).toEqual([])
    expect(row!.owners?.map(({ pid, fds }) => [pid, fds]) ?? null).toEqual(owners)
  })

  it('knows no name for the uid 1337', () => {
    expect(at(rows, '127.0.0.1:15001')[0]).toMatchObject({ uid: 1337, user: null })
  })

  it('reports nothing: a host without IPv6 is no failure', () => expect(problems).toEqual([]))

  it('tells that one owner is unknown, and what would show it', () => {
    expect(facts(rows)).toMatchObject({
      access: { processes: 1, processes_denied: 0, sockets_owner_unknown: 1, hint: SUDO },
    })
    expect(notes(rows).join()).toMatch(/^1 socket .*sudo tsnetstat/)
    expect(notes([...rows, ...rows]).join()).toMatch(/^2 sockets /)
  })

  it('tells so only of the rows that are left', () => {
    const others = rows.filter(({ owners }) => owners !== null)
    expect(notes(others)).toEqual([])
    expect(facts(others)).toMatchObject({ access: { sockets_owner_unknown: 0, hint: null } })
  })
})

it('without owners walks nothing, and says so with null', () => {
  const { rows, facts, notes } = view('container', { owners: false })
  expect(rows.every(({ owners }) => owners === null)).toBe(true)
  expect(notes(rows)).toEqual([])
  expect(facts(rows)).toMatchObject({
    access: { processes: null, processes_denied: null, sockets_owner_unknown: null, hint: null },
    source: { sockets: 'proc', owners: null },
  })
})

describe('columns by what is wanted', () => {
  it.each([
    ['-l leaves out the remote end', { rows: 'listening' }, ['local', 'scope'], ['remote', 'type']],
    ['-x adds the type', { protos: new Set(['unix']) }, ['type', 'remote'], ['user', 'timer']],
    ['-e adds user and inode', { extended: true }, ['user', 'inode'], ['timer']],
    ['-o adds the timer', { timer: true }, ['timer'], ['user']],
    ['--no-owners leaves them out', { owners: false }, ['local'], ['owners.pid', 'owners.cmdline']],
  ] as [string, Partial<Want>, string[], string[]][])('%s', (_, over, some, none) => {
    const shown = socketsView.shown(wanted(over))
    expect(shown).toEqual(expect.arrayContaining(some))
    expect(shown.filter(key => none.includes(key))).toEqual([])
  })

  it('data formats give every fact, composites in parts, timers only when asked for', () => {
    const whole = socketsView.whole(wanted())
    expect(whole).toEqual(expect.arrayContaining(['local.address', 'drops', 'owners.fds']))
    expect(whole.filter(key => /^(local|remote|scope|timer.*)$/.test(key))).toEqual([])
    expect(socketsView.whole(wanted({ timer: true }))).toContain('timer.kind')
    expect(socketsView.whole(wanted({ owners: false })).join()).not.toContain('owners.')
  })
})

it('the hostile host: shared sockets keep both owners, traps own nothing', () => {
  const { rows } = view('hostile')
  expect(at(rows, '127.0.0.1:2111').map(row => valueOf(row, 'owners.fds'))[0]).toEqual([
    [4],
    [3, 4, 1000000],
  ])
  expect(at(rows, '127.0.0.1:2112')[0]!.owners!.map(({ pid }) => pid)).toEqual([118, 119, 778, 779])
  expect(at(rows, '10.6.6.1:2000')[0]!.owners).toMatchObject([{ pid: 100, fds: [3] }])
  expect(at(rows, '127.0.0.1:2107')[0]!.owners).toEqual([])
  expect(rows.flatMap(({ owners }) => owners ?? []).filter(({ pid }) => pid === 780)).toEqual([])
})
