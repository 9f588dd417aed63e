import { errnoOf, Failure, type Report } from '../../base/errors.ts'
import { parseSoftnet, type SoftnetRow } from '../../proc/softnet.ts'
import type { Host } from '../../sources/index.ts'

/** /proc/net/softnet_stat as it stands; throws Failure where it cannot be read. */
export const softnetText = ({ fs }: Host): string => {
  try {
    return fs.text('proc/net/softnet_stat', 'latin1')
  } catch (error) {
    const reason = errnoOf(error) ?? String(error)
    throw new Failure(`/proc/net/softnet_stat cannot be read (${reason})`)
  }
}

export const readSoftnet = (host: Host, report: Report): readonly SoftnetRow[] => {
  const { rows, problems } = parseSoftnet(softnetText(host))
  problems.forEach(report)
  return rows
}

/** What every text about these counters says. */
export const SCOPE = 'for the whole machine: these counters know no network namespace'
