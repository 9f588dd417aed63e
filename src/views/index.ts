import { socketsView } from './sockets.ts'
import { softnetView } from './softnet.ts'
import type { View } from './view.ts'

export type { Origin, Reading, View } from './view.ts'

export const VIEWS: readonly View<unknown>[] = [socketsView, softnetView]
