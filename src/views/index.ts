import { groupsView } from './groups.ts'
import { interfacesView } from './interfaces.ts'
import { pathView } from './path.ts'
import { routesView } from './routes.ts'
import { socketsView } from './sockets.ts'
import { softnetView } from './softnet.ts'
import { statisticsView } from './statistics.ts'
import type { View } from './view.ts'

export { SOCKET_OPTIONS, type Look, type Origin, type Reading, type View } from './view.ts'

export const VIEWS: readonly View<unknown>[] = [
  socketsView,
  softnetView,
  pathView,
  routesView,
  interfacesView,
  groupsView,
  statisticsView,
]
