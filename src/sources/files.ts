import { errnoOf, Failure, type Report } from '../base/errors.ts'
import type { Parsed } from '../base/text.ts'
import type { Host } from './source.ts'

/**
 * The rows of a file of /proc/net (`route`), its problems reported. null where there is none, as of a
 * kernel without IPv6; one that is there and cannot be read is reported.
 */
export const netRows = <Row>(
  host: Host,
  name: string,
  parse: (text: string) => Parsed<Row>,
  report: Report,
): readonly Row[] | null => {
  let text: string
  try {
    text = host.fs.text(`proc/net/${name}`, 'latin1')
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === null) throw error
    if (errno !== 'ENOENT')
      report({ at: `/proc/net/${name}`, problem: `cannot be read (${errno})` })
    return null
  }
  const { rows, problems } = parse(text)
  problems.forEach(report)
  return rows
}

/** The rows of several such files, of which there must be at least one; throws Failure. */
export const allRows = <Row>(host: Host, of: readonly (readonly Row[] | null)[]): Row[] => {
  if (of.every(rows => rows === null)) {
    const place = `${host.fs.root}/proc/net`.replace('//', '/')
    throw new Failure(`none of the files of ${place} that would tell could be read`)
  }
  return of.flatMap(rows => rows ?? [])
}
