import { hasFlag, type Interface } from '../model/interface.ts'
import type { Want } from '../model/socket.ts'
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
  takes: ['all', 'extend'],
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
    const { name, all } = lookAt(origin, report)
    const rows = all.map(row => ({ ...row, rates: undefined }))
    return readingOf(rows, want, name, null)
  },
  follow: want => {
    let before: { readonly all: readonly Interface[]; readonly at: number } | null = null
    return (origin, report, clock) => {
      const at = clock()
      const { name, all } = lookAt(origin, report)
      const earlier = before
      before = { all, at }
      if (earlier === null) return null
      const seconds = at - earlier.at
      const rows = all.map(row => {
        // one that was made anew under its name has another index, and is another
        const same = earlier.all.find(each => each.name === row.name && each.index === row.index)
        return { ...row, rates: ratesOf(same, row, seconds) }
      })
      return readingOf(rows, want, name, seconds)
    }
  },
}

const lookAt = (origin: Origin, report: Parameters<View<Interface>['read']>[2]) => {
  const source = origin.links()
  return { name: source.name, all: source.interfaces(report) }
}

const readingOf = (
  all: readonly InterfaceLook[],
  want: Want,
  source: string,
  seconds: number | null,
): Reading<InterfaceLook> => {
  const guessed = source === 'proc'
  const rows = want.rows === 'all' ? all : all.filter(isUp)
  return {
    rows,
    facts: () => ({
      source: { interfaces: source, inet_addresses: guessed ? 'routes' : source },
      ...intervalFact(seconds),
    }),
    footer: (kept, shown) =>
      listFooter('interface', kept, shown, all.length - rows.length, 'switched off'),
    aside:
      seconds !== null
        ? `over ${seconds.toFixed(1)} s`
        : guessed
          ? 'IPv4 addresses are placed by the routes, since no file tells'
          : null,
    notes: () => [],
  }
}
