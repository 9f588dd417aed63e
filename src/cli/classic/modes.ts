import type { ModeName, Section } from '../../render/classic/options.ts'
import type { Mode } from './mode.ts'
import { noSupport } from './support.ts'

/** -r, -i, -s and -M; without any of them the sections of the list follow each other. */
export const MODES: { readonly [mode in Exclude<ModeName, 'list'>]?: Mode } = {
  masquerade: host => noSupport(host, 'ip_masquerade'),
}

/** What is listed, in the order of SECTIONS; each prints its own title, but for tcp ... raw, which share one. */
export const LISTS: { readonly [section in Section]?: Mode } = {}
