import { eachSctpLine } from '../../proc/sctp-lines.ts'
import { sctpRows } from '../../render/classic/sctp.ts'
import type { Mode } from './mode.ts'
import { sectionFile } from './support.ts'

/** SCTP has no files of IPv6 beside these: both hold the addresses of either family. */
const FILES = [
  { file: 'eps', associations: false },
  { file: 'assocs', associations: true },
] as const

/** Endpoints where servers are asked for, associations where connections are. */
export const sctpSection: Mode = async (host, options) => {
  if (!options.inet) return 0
  for (const { file, associations } of FILES) {
    if (!options.all && options.listening === associations) continue
    const read = sectionFile(host, options, `proc/net/sctp/${file}`, 'AF INET (sctp)')
    if (typeof read === 'number') {
      if (read !== 0) return read
      continue
    }
    await host.print((page, names) => {
      const row = sctpRows(page, options, names, host.programs())
      const what = associations ? 'assoc' : 'eps'
      const bogus = (): void => page.warn(`warning, got bogus sctp ${what} line.`)
      eachSctpLine(read, associations, row, bogus)
    })
  }
  return 0
}
