import { pathView } from './path.ts'
import { socketsView } from './sockets.ts'
import { softnetView } from './softnet.ts'
import type { View } from './view.ts'

export type { Look, Origin, Reading, View } from './view.ts'

export const VIEWS: readonly View<unknown>[] = [socketsView, softnetView, pathView]
