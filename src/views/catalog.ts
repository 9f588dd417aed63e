import { SOCKET_OPTIONS, type SocketOption } from './options.ts'
import type { View } from './view.ts'

/** What every command line must know of a view, which is loaded only when it is shown. */
export interface ViewEntry {
  readonly name: string
  /** options of sockets that mean something here too: `all`, `ipv6`, ... */
  readonly takes: readonly SocketOption[]
  /** compares what was counted at two looks */
  readonly compares: boolean
  load(): Promise<View<unknown>>
}

/** Every view; the sockets, which are shown without a name, first. */
export const CATALOG: readonly ViewEntry[] = [
  {
    name: 'sockets',
    takes: SOCKET_OPTIONS,
    compares: false,
    load: async () => (await import('./sockets.ts')).socketsView,
  },
  {
    name: 'softnet',
    takes: [],
    compares: true,
    load: async () => (await import('./softnet.ts')).softnetView,
  },
  {
    name: 'path',
    takes: ['all'],
    compares: true,
    load: async () => (await import('./path.ts')).pathView,
  },
  {
    name: 'routes',
    takes: ['ipv4', 'ipv6', 'all', 'extend'],
    compares: false,
    load: async () => (await import('./routes.ts')).routesView,
  },
  {
    name: 'interfaces',
    takes: ['all', 'extend'],
    compares: true,
    load: async () => (await import('./interfaces.ts')).interfacesView,
  },
  {
    name: 'groups',
    takes: ['ipv4', 'ipv6'],
    compares: false,
    load: async () => (await import('./groups.ts')).groupsView,
  },
  {
    name: 'statistics',
    takes: ['tcp', 'udp', 'udplite', 'raw', 'ipv4', 'ipv6', 'all'],
    compares: true,
    load: async () => (await import('./statistics.ts')).statisticsView,
  },
]
