import { LEGACY } from '../../render/classic/legacy.ts'
import { SECTIONS, type ClassicOptions, type Section } from '../../render/classic/options.ts'
import { inetTitle } from '../../render/classic/title.ts'
import { groupsSection } from './groups.ts'
import { inetSection } from './inet.ts'
import { bluetoothSection, ipxSection, legacySection } from './legacy.ts'
import type { Mode } from './mode.ts'
import { sctpSection } from './sctp.ts'
import { unixSection } from './unix.ts'

/** What each section prints; tcp ... raw share a title, the others bring their own. */
const LISTS: { readonly [section in Section]: Mode } = {
  tcp: inetSection('tcp', 'tcp', 'tcp', 'tcp6'),
  sctp: sctpSection,
  udp: inetSection('udp', 'udp', 'udp', 'udp6'),
  udplite: inetSection('udplite', 'udp', 'udpl', 'udpl6'),
  raw: inetSection('raw', 'raw', 'raw', 'raw6'),
  igmp: groupsSection,
  unix: unixSection,
  ipx: ipxSection,
  ax25: legacySection(LEGACY.ax25),
  x25: legacySection(LEGACY.x25),
  netrom: legacySection(LEGACY.netrom),
  rose: legacySection(LEGACY.rose),
  bluetooth: bluetoothSection,
}

const INET: readonly Section[] = ['tcp', 'sctp', 'udp', 'udplite', 'raw']

/** What is listed only for those who name it. */
const UNASKED: ReadonlySet<Section> = new Set(['igmp', 'bluetooth'])

/** Sockets and groups: what was named, or all but groups. */
export const list: Mode = async (host, options) => {
  const wanted = SECTIONS.filter(section => isWanted(section, options))
  if (INET.some(section => wanted.includes(section))) {
    host.programs()
    await host.print(page => page.text(inetTitle(options)))
  }
  for (const section of wanted) {
    const code = await LISTS[section](host, options)
    if (code !== 0) return code
  }
  return 0
}

const isWanted = (section: Section, { sections }: ClassicOptions): boolean =>
  sections.size === 0 ? !UNASKED.has(section) : sections.has(section)
