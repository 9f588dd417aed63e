import { groupsView } from './groups.ts'
import { interfacesView } from './interfaces.ts'
import { pathView } from './path.ts'
import { routesView } from './routes.ts'
import { socketsView } from './sockets.ts'
import { softnetView } from './softnet.ts'
import { statisticsView } from './statistics.ts'
import type { View } from './view.ts'

export { stateWords } from './sockets/states.ts'
export type { Look, Origin, Reading, View } from './view.ts'

/** Every view, loaded: for the help and whoever else asks for all of them. */
export const VIEWS: readonly View<unknown>[] = [
  socketsView,
  softnetView,
  pathView,
  routesView,
  interfacesView,
  groupsView,
  statisticsView,
]
