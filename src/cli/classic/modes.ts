import type { ModeName } from '../../render/classic/options.ts'
import type { Mode } from './mode.ts'
import { noSupport } from './support.ts'

/** What -r, -i, -s and -M do, and what is done without any of them; loaded when it is run. */
export const MODES: { readonly [mode in ModeName]: () => Promise<Mode> } = {
  list: async () => (await import('./list.ts')).list,
  interfaces: async () => (await import('./interfaces.ts')).interfaces,
  route: async () => (await import('./route.ts')).route,
  statistics: async () => (await import('./statistics.ts')).statistics,
  masquerade: async () => host => noSupport(host, 'ip_masquerade'),
}
