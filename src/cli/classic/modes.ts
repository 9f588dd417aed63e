import type { ModeName } from '../../render/classic/options.ts'
import { interfaces } from './interfaces.ts'
import { list } from './list.ts'
import type { Mode } from './mode.ts'
import { route } from './route.ts'
import { statistics } from './statistics.ts'
import { noSupport } from './support.ts'

/** What -r, -i, -s and -M do, and what is done without any of them. */
export const MODES: { readonly [mode in ModeName]: Mode } = {
  list,
  interfaces,
  route,
  statistics,
  masquerade: host => noSupport(host, 'ip_masquerade'),
}
