import { Unavailable, type Report } from '../base/errors.ts'
import { joinOwners, type Joined } from '../join/owners.ts'
import { userNames } from '../join/names.ts'
import type { PathReading, Stage } from '../model/path.ts'
import type { InetSocket } from '../model/socket.ts'
import type { Value } from '../model/table.ts'
import { linkSources, type LinkSource } from '../sources/link-sources.ts'
import { readPath } from '../sources/path-reading.ts'
import { STAGE_COLUMNS, WHOLE } from './path/columns.ts'
import { gravest, spanOf, type Span } from './path/evaluate.ts'
import { pictureOf } from './path/picture.ts'
import { pathOf, SYSCTLS } from './path/stages.ts'
import { accessFacts, fill, unseenNotes } from './sockets.ts'
import { UNLIKE_SOCKETS, type Origin, type Reading, type View } from './view.ts'

const SHOWN = ['direction', 'name', 'verdict', 'counters', 'limits', 'sockets', 'advice']

/** Where packets die between the wire and a process, and on their way out. */
export const pathView: View<Stage> = {
  name: 'path',
  noun: 'stage',
  summary: 'where packets die, from the wire to a process and back',
  columns: STAGE_COLUMNS,
  ...UNLIKE_SOCKETS,
  shown: () => SHOWN,
  asked: () => [],
  whole: () => WHOLE,
  order: () => ['direction'],
  read: (origin, want, report) => {
    const look = lookAt(origin, () => 0, report)
    return readingOf(origin, spanOf(null, look.reading), want.rows === 'all', look.source)
  },
  follow: want => {
    let before: PathReading | null = null
    return (origin, report, clock) => {
      const { reading, source } = lookAt(origin, clock, report)
      const earlier = before
      before = reading
      if (earlier === null) return null
      return readingOf(origin, spanOf(earlier, reading), want.rows === 'all', source)
    }
  },
}

interface Source {
  /** null: nothing tells of interfaces here */
  readonly links: string | null
  readonly sockets: string
}

const linksOf = (origin: Origin): LinkSource | null => {
  try {
    return origin.choose(linkSources(origin.host))
  } catch (error) {
    if (error instanceof Unavailable) return null
    throw error
  }
}

const lookAt = (
  origin: Origin,
  clock: () => number,
  report: Report,
): { readonly reading: PathReading; readonly source: Source } => {
  const links = linksOf(origin)
  const sockets = origin.sockets()
  const reading = readPath(origin.host, links, sockets, SYSCTLS, clock, report)
  return { reading, source: { links: links?.name ?? null, sockets: sockets.name } }
}

const readingOf = (origin: Origin, span: Span, all: boolean, source: Source): Reading<Stage> => {
  const { stages: rows, ends } = pathOf(span, all)
  const time = span.seconds === null ? 'since boot' : `over ${span.seconds.toFixed(1)} s`
  const losers = rows.flatMap(stage => stage.sockets.map(({ socket }) => socket))
  const owners = losers.length === 0 ? null : joinLosers(origin, losers)
  const unknown = losers.filter(socket => socket.owners === null).length
  return {
    rows,
    facts: (): { [key: string]: Value } => ({
      interval_s: span.seconds === null ? null : Math.round(span.seconds * 1000) / 1000,
      ...(owners !== null && { access: accessFacts(origin.host, owners, unknown) }),
      source: { ...source, owners: owners?.name ?? null },
    }),
    footer: () => null,
    aside: null,
    picture: shown => pictureOf(shown, { time, ends, all }),
    notes: () => unseenNotes(origin.host, unknown),
    loss: gravest(rows.map(({ verdict }) => verdict)) === 'loss',
  }
}

/** Only of these few sockets: a walk for nothing would cost more than all the rest. */
const joinLosers = (origin: Origin, sockets: readonly InetSocket[]): Joined & { name: string } => {
  const owners = origin.owners(null)
  const joined = joinOwners(sockets, owners)
  const users = userNames(origin.host.fs)
  for (const socket of sockets) fill(socket, joined, users)
  return { ...joined, name: owners.name }
}
