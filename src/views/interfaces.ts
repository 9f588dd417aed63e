import { hasFlag, type Interface } from '../model/interface.ts'
import { INTERFACE_COLUMNS } from './interfaces/columns.ts'
import { listFooter } from './footer.ts'
import { UNLIKE_SOCKETS, type View } from './view.ts'

const EXTENDED = ['index', 'type', 'mac', 'tx_queue_len', 'flags']

/** One that nobody says is down. */
const isUp = ({ flags }: Interface): boolean => flags === null || hasFlag(flags, 'UP')

/** The network interfaces: addresses, states, and what they counted. */
export const interfacesView: View<Interface> = {
  name: 'interfaces',
  noun: 'interface',
  summary: 'network interfaces: addresses, states, traffic and losses',
  columns: INTERFACE_COLUMNS,
  ...UNLIKE_SOCKETS,
  takes: ['all', 'extend'],
  shown: want => [
    'interface',
    'state',
    'mtu',
    'addresses',
    'rx.bytes',
    'rx.packets',
    'rx.errors',
    'rx.drops',
    'tx.bytes',
    'tx.packets',
    'tx.errors',
    'tx.drops',
    ...(want.extended ? EXTENDED : []),
    'losses',
  ],
  asked: want => (want.extended ? EXTENDED : []),
  whole: () => INTERFACE_COLUMNS.filter(({ parts }) => parts === undefined).map(({ key }) => key),
  order: () => ['index', 'interface'],
  read: (origin, want, report) => {
    const source = origin.links()
    const guessed = source.name === 'proc'
    const all = source.interfaces(report)
    const rows = want.rows === 'all' ? all : all.filter(isUp)
    return {
      rows,
      facts: () => ({
        source: { interfaces: source.name, inet_addresses: guessed ? 'routes' : source.name },
      }),
      footer: (kept, shown) =>
        listFooter('interface', kept, shown, all.length - rows.length, 'switched off'),
      aside: guessed ? 'IPv4 addresses are placed by the routes, since no file tells' : null,
      notes: () => [],
    }
  },
}
