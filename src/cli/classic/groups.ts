import { eachGroupLine } from '../../proc/igmp-lines.ts'
import { groupRows, GROUPS_TITLE } from '../../render/classic/groups.ts'
import type { ClassicOptions } from '../../render/classic/options.ts'
import type { ClassicHost, Mode } from './mode.ts'
import { fileOrNone, sectionFile } from './support.ts'

/** Multicast groups, IPv4 first, under a title of their own. */
export const groupsSection: Mode = async (host, options) => {
  await host.print(page => page.text(GROUPS_TITLE))
  if (options.inet) {
    const read = sectionFile(host, options, 'proc/net/igmp', 'AF INET (igmp)')
    if (typeof read === 'number') {
      if (read !== 0) return read
    } else await printGroups(host, options, read)
  }
  const read = options.inet6 ? fileOrNone(host, 'proc/net/igmp6') : null
  if (read !== null) await printGroups(host, options, read)
  return 0
}

const printGroups = (
  host: ClassicHost,
  options: ClassicOptions,
  bytes: Uint8Array,
): Promise<void> =>
  host.print((page, names) => {
    const bogus = (file: string, line: number): void =>
      page.warn(`warning, got bogus ${file} line ${line}.`)
    eachGroupLine(bytes, host.littleEndian, groupRows(page, options, names), bogus)
  })
