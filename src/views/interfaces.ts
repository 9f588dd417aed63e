import type { Report } from '../base/errors.ts'
import { hasFlag, type Interface } from '../model/interface.ts'
import type { Want } from '../model/socket.ts'
import type { Host } from '../sources/index.ts'
import { linkSources } from '../sources/link-sources.ts'
import { listFooter } from './footer.ts'
import { INTERFACE_COLUMNS } from './interfaces/columns.ts'
import { RATE_KEYS, ratesOf } from './interfaces/counters.ts'
import type { InterfaceLook } from './interfaces/row.ts'
import { intervalFact } from './rates.ts'
import { UNLIKE_SOCKETS, type Origin, type Reading, type View } from './view.ts'

const COUNTERS = ['bytes', 'packets', 'errors', 'drops']
const SHOWN = ['rx', 'tx'].flatMap(way => COUNTERS.map(name => `${way}.${name}`))
const EXTENDED = ['index', 'type', 'mac', 'tx_queue_len', 'flags']

/** One that nobody says is down. */
const isUp = ({ flags }: Interface): boolean => flags === null || hasFlag(flags, 'UP')

/** The network interfaces: addresses, states, and what they counted. */
export const interfacesView: View<InterfaceLook> = {
  name: 'interfaces',
  noun: 'interface',
  summary: 'network interfaces: addresses, states, traffic and losses',
  columns: INTERFACE_COLUMNS,
  ...UNLIKE_SOCKETS,
  shown: want => [
    'interface',
    'state',
    ...(want.changes ? [] : ['mtu', 'addresses']),
    ...SHOWN.map(key => (want.changes ? `rates.${key}` : key)),
    ...(want.extended ? EXTENDED : []),
    'losses',
  ],
  asked: want => (want.extended ? EXTENDED : []),
  whole: want =>
    INTERFACE_COLUMNS.filter(
      ({ key, parts }) => parts === undefined && (want.changes || !RATE_KEYS.includes(key)),
    ).map(({ key }) => key),
  order: () => ['index', 'interface'],
  read: (origin, want, report) => {
    const look = lookAt(origin, report)
    const rows = look.all.map(row => ({ ...row, rates: undefined }))
    return readingOf(rows, want, look, null)
  },
  follow: want => {
    let before: { readonly all: readonly Interface[]; readonly at: number } | null = null
    return (origin, report, clock) => {
      const at = clock()
      const look = lookAt(origin, report)
      const earlier = before
      before = { all: look.all, at }
      if (earlier === null) return null
      const seconds = at - earlier.at
      const rows = look.all.map(row => {
        // one that was made anew under its name has another index, and is another
        const same = earlier.all.find(each => each.name === row.name && each.index === row.index)
        return { ...row, rates: ratesOf(same, row, seconds) }
      })
      return readingOf(rows, want, look, seconds)
    }
  },
}

/** All interfaces, and where they and their IPv4 addresses come from. */
interface Look {
  readonly all: readonly Interface[]
  readonly source: string
  /** null: they are not known */
  readonly inet: string | null
}

const lookAt = (origin: Origin, report: Report): Look => {
  const source = origin.choose(linkSources(origin.host))
  const all = source.interfaces(report)
  if (source.name !== 'proc') return { all, source: source.name, inet: source.name }
  return { all, source: source.name, inet: hasFibTrie(origin.host) ? 'routes' : null }
}

/** Which lists the addresses of the host; kernels without it are old. */
const hasFibTrie = ({ fs }: Host): boolean => {
  try {
    return fs.list('proc/net').includes('fib_trie')
  } catch {
    return false
  }
}

const readingOf = (
  all: readonly InterfaceLook[],
  want: Want,
  { source, inet }: Look,
  seconds: number | null,
): Reading<InterfaceLook> => {
  const rows = want.rows === 'all' ? all : all.filter(isUp)
  return {
    rows,
    facts: () => ({
      source: { interfaces: source, inet_addresses: inet },
      ...intervalFact(seconds),
    }),
    footer: (kept, shown) =>
      listFooter('interface', kept, shown, all.length - rows.length, 'switched off'),
    aside: seconds === null ? asideOf(source, inet) : `over ${seconds.toFixed(1)} s`,
    notes: () => [],
  }
}

const asideOf = (source: string, inet: string | null): string | null => {
  if (inet === source) return null
  return inet === null
    ? 'IPv4 addresses are not known, since no file tells'
    : 'IPv4 addresses are placed by the routes, since no file tells'
}
