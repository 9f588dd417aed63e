import { once } from '../base/once.ts'
import { joinOwners, type Joined } from '../join/owners.ts'
import { userNames } from '../join/names.ts'
import { ipText } from '../model/address.ts'
import { scopeOf } from '../model/scope.ts'
import { isListening, type Socket, type Want } from '../model/socket.ts'
import type { Value } from '../model/table.ts'
import type { Host } from '../sources/index.ts'
import { kernelMemory } from '../sources/kernel-memory.ts'
import type { Origin, Reading, View } from './view.ts'
import { kernelText, memoryFacts } from './sockets/memory.ts'
import { autobound } from './sockets/conditions.ts'
import { INFO_KEYS } from './sockets/info.ts'
import { SOCKET_COLUMNS } from './sockets/columns.ts'
import type { SocketRow } from './sockets/row.ts'

/** What `-e` and `-o` add. */
const asked = (want: Want): string[] => [
  ...(want.extended ? ['user', 'inode'] : []),
  ...(want.timer ? ['timer'] : []),
]

/** columns of unix sockets alone */
const UNIX_KEYS = ['local.path', 'remote.inode', 'type']

/** Who names a state means it whatever is shown otherwise, and who asks for a path means unix sockets. */
const widened = (want: Want, keys: readonly string[]): Want => ({
  ...want,
  rows: keys.includes('state') && want.rows === 'connected' ? 'all' : want.rows,
  protos:
    want.named.size === 0 && keys.some(key => UNIX_KEYS.includes(key))
      ? new Set([...want.protos, 'unix'])
      : want.protos,
})

/** Every socket with every process that owns it. */
export const socketsView: View<SocketRow> = {
  name: 'sockets',
  noun: 'socket',
  summary: 'sockets and the processes that own them (the default)',
  columns: SOCKET_COLUMNS,
  ends: ['local', 'remote'],
  words: { autobound },
  widened,
  tellsMembers: ({ rows }, coarse) =>
    rows === 'listening' || (coarse?.states?.size === 1 && coarse.states.has('LISTEN')),
  shown: want => [
    'proto',
    ...(want.protos.has('unix') ? ['type'] : []),
    'local',
    ...(want.rows === 'listening' ? [] : ['remote']),
    'scope',
    'state',
    'recv_q',
    'send_q',
    ...(want.rows === 'listening' ? ['drops'] : []),
    ...asked(want),
    ...(want.owners ? ['owners.pid', 'owners.cmdline'] : []),
    ...(want.memory ? ['memory'] : []),
    ...(want.info ? ['tcp_info'] : []),
  ],
  asked,
  whole: want =>
    SOCKET_COLUMNS.filter(({ key, parts }) => {
      if (parts !== undefined) return false
      if (key.startsWith('timer.')) return want.timer
      if (key.startsWith('memory.')) return want.memory
      if (INFO_KEYS.has(key)) return want.info
      return want.owners || !key.startsWith('owners.')
    }).map(({ key }) => key),
  order: used => [
    ...(used.has('owners.pid') ? ['owners.pid'] : []),
    'proto',
    'local',
    'remote',
    'inode',
  ],
  identity,
  read,
}

/**
 * A cookie is one connection's from its birth to its end: inet_csk_clone_lock() hands it from the request
 * to the socket, inet_twsk_alloc() on to TIME_WAIT, and no other socket ever gets it. The inode comes
 * with accept() and goes with close() (0, n, 0), so it would make three of one. Without cookies (/proc) it
 * is all there is, and where it is 0 the ends are: then accept() looks like another socket.
 */
function identity(row: SocketRow): string {
  const { netns, inode, cookie } = row
  if (cookie !== null) return `${netns} cookie ${cookie}`
  if (inode !== 0 || row.kind === 'unix') return `${netns} inode ${inode}`
  const ends = [row.local, row.remote].map(({ ip, port }) => `${ipText(ip)} ${port}`)
  return `${netns} ${row.proto} ${ends.join(' ')}`
}

function read(
  origin: Origin,
  want: Want,
  report: Parameters<View<SocketRow>['read']>[2],
): Reading<SocketRow> {
  const { host } = origin
  const source = origin.sockets()
  // opened as soon as the sockets are known, and no sooner: a socket that came later would seem nobody's
  const opened = once(() => (want.owners ? origin.owners(want.coarse?.pids ?? null) : null))
  const sockets = source.sockets(want, report, opened)
  const owners = opened()
  const joined = owners === null ? UNJOINED : joinOwners(sockets, owners)
  const users = sockets.length === 0 ? NO_USERS : userNames(host.fs)
  const kernel = want.memory ? kernelMemory(host, report) : []
  for (const socket of sockets) fill(socket, joined, users)
  return {
    rows: sockets,
    facts: kept => ({
      access: accessFacts(host, joined, owners === null ? null : unknownOf(kept)),
      source: { sockets: source.name, owners: owners?.name ?? null },
      ...(want.memory && { kernel_memory: memoryFacts(kernel) }),
    }),
    footer: (kept, shown) => footer(want, kept, shown),
    aside: kernel.length > 0 ? kernelText(kernel) : null,
    notes: kept => [
      ...detailNotes(want, source.name),
      ...(owners === null ? [] : unseenNotes(host, unknownOf(kept))),
    ],
  }
}

type Open = { -readonly [key in 'owners' | 'user']: Socket[key] }

/** In place: the source made these objects for this run alone, and a copy of each would be the dearest part of it. */
export const fill = (socket: Socket, joined: Joined, users: ReadonlyMap<number, string>): void => {
  const open: Open = socket
  open.owners = joined.ownersOf(socket)
  open.user = socket.uid === null ? null : (users.get(socket.uid) ?? null)
}

const NO_USERS: ReadonlyMap<number, string> = new Map()

const UNJOINED: Joined = {
  access: { processes: null, denied: null, complete: false },
  ownersOf: () => null,
}

const unknownOf = (rows: readonly SocketRow[]): number => {
  let count = 0
  for (const { owners } of rows) if (owners === null) count++
  return count
}

export const accessFacts = (host: Host, { access }: Joined, unknown: number | null): Value => ({
  euid: host.euid,
  processes: access.processes,
  processes_denied: access.denied,
  sockets_owner_unknown: unknown,
  hint: unknown === null || unknown === 0 ? null : host.elevated,
})

/** What was asked for and this source cannot say. */
const detailNotes = (want: Want, source: string): string[] =>
  source === 'proc' && (want.memory || want.info)
    ? ['/proc knows neither memory nor TCP_INFO of a socket; -v says why netlink was not used']
    : []

/** How many owners may not be seen, and what would show them. */
export const unseenNotes = (host: Host, unknown: number): string[] => {
  if (unknown === 0) return []
  const sockets = unknown === 1 ? '1 socket belongs' : `${unknown} sockets belong`
  const remedy = host.elevated === null ? '' : `; ${host.elevated} shows them`
  return [`${sockets} to processes you may not look into${remedy}`]
}

const footer = (want: Want, kept: readonly SocketRow[], shown: readonly SocketRow[]): string => {
  const cut = kept.length - shown.length
  const missing =
    cut === 0
      ? ''
      : `; not shown with --limit ${shown.length}: ${stateCounts(kept.slice(shown.length))}`
  if (want.rows === 'listening') {
    const far = shown.filter(isExposed).length
    return `${shown.length} listening, ${far} of them reachable from elsewhere${missing}`
  }
  const noun = want.rows === 'all' ? 'socket' : 'connection'
  return `${shown.length} ${shown.length === 1 ? noun : `${noun}s`}${missing}`
}

const isExposed = (row: SocketRow): boolean =>
  row.kind === 'inet' && isListening(row) && ['any', 'public'].includes(scopeOf(row.local.ip))

/** `412 TIME_WAIT, 3 ESTABLISHED`, most first. */
const stateCounts = (rows: readonly SocketRow[]): string => {
  const counts = new Map<string, number>()
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts]
    .sort(([, x], [, y]) => y - x)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ')
}
