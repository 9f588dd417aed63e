import type { Problem } from '../base/errors.ts'
import type { Names, Table } from '../model/table.ts'
import type { Socket } from '../model/socket.ts'
import { printable } from '../render/format.ts'
import { isData, load, type Format } from '../render/index.ts'
import { closingsOn } from '../sources/closings.ts'
import { destroyer } from '../sources/destroy.ts'
import { followClosed } from '../sources/follow.ts'
import type { Host } from '../sources/index.ts'
import { readerWatch } from '../sources/hang-up.ts'
import { openDiag } from '../sources/sockets-netlink.ts'
import { socketsView } from '../views/sockets.ts'
import type { View } from '../views/view.ts'
import type { Options } from './args.ts'
import { checkConsent, kill } from './kill.ts'
import { namesFor } from './names.ts'
import { originOf, tableOf } from './pipeline.ts'
import { filterOf } from './plan.ts'
import { onceSaid, teller } from './show.ts'
import { screenOf, type Io } from './terminal.ts'

const STDOUT = 1

const toldOn =
  (io: Io) =>
  ({ at, problem }: Problem): void =>
    io.err(printable(`tsnetstat: ${at}: ${problem}`))

/** `events` on the kernel of this host. */
const runEvents = async (io: Io, options: Options, host: Host): Promise<number> => {
  // its lines are coloured, and nothing else should wait for what that needs
  const { events } = await import('./events.ts')
  const { want } = options
  return events(io, options, {
    host,
    follow: () => {
      const owners = want.owners ? originOf(host, null).owners(null) : null
      const follower = followClosed(host, openDiag(host, toldOn(io)), owners, want)
      host.tell(`source: sockets netlink, owners ${owners?.name ?? '?'}`)
      return follower
    },
    readerGone: readerWatch(STDOUT),
  })
}

/** `wait` on what this host has. */
const runWait = async (io: Io, options: Options, host: Host): Promise<number> => {
  const { wait, finderOf, wantOf } = await import('./wait.ts')
  const parse = (names: Names) => filterOf(socketsView, options, names)
  const filter = parse(await namesFor(io, host.fs, parse))
  // each look would say it again
  const origin = originOf({ ...host, tell: onceSaid(host.tell) }, options.source)
  const report = onceSaid(toldOn(io), ({ at, problem }) => `${at}: ${problem}`)
  const source = origin.sockets()
  const held = source.hold?.()
  const want = wantOf(filter, options.want)
  const look = finderOf({ ...origin, sockets: () => source }, filter, want, report)
  // on a connection of their own: however many come, a look need not read past them
  const told = options.gone && source.name === 'netlink'
  const closings = told ? closingsOn(openDiag(host), want, host.tell) : null
  const code = await wait(io, options, { look, closings })
  closings?.close()
  held?.release()
  if (code === 3)
    io.err(
      `tsnetstat: ${options.gone ? 'such a socket was there still' : 'no such socket came'} within ${options.timeout} s`,
    )
  return code
}

/** `kill` of the rows that were found, on the kernel of this host. */
const runKill = async (
  io: Io,
  options: Options,
  host: Host,
  table: Table<unknown>,
  format: Format,
): Promise<number> => {
  const render = await load(format)
  const plain = await load('plain')
  const screen = screenOf(io, options.screen)
  // `kill` is about the view of sockets, whose rows are these
  return kill(io, options, table.rows as readonly Socket[], {
    destroy: destroyer(host, toldOn(io)),
    list: rows => render({ ...table, rows }, screen, io.out),
    lines: rows => {
      let text = ''
      plain({ ...table, rows }, { ...screen, width: null }, chunk => {
        text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
      })
      return text
    },
    after: isData(format),
  })
}

/** Runs the subcommand of these options on the kernel of this host; the exit code. */
export const runSubcommand = async (
  io: Io,
  options: Options,
  host: Host,
  view: View<unknown>,
): Promise<number> => {
  switch (options.subcommand) {
    case 'events':
      return runEvents(io, options, host)
    case 'wait':
      return runWait(io, options, host)
    default:
      return listAndKill(io, options, host, view)
  }
}

const listAndKill = async (
  io: Io,
  options: Options,
  host: Host,
  view: View<unknown>,
): Promise<number> => {
  checkConsent(io, options)
  // only netlink knows the cookies by which sockets are told apart
  const origin = originOf(host, 'netlink')
  const format = options.format ?? (io.tty ? 'table' : 'plain')
  const names = await namesFor(io, host.fs, known => filterOf(view, options, known))
  const { table, notes } = tableOf(origin, view, options, format, io.now(), names)
  teller(io, options, format)(table, notes)
  const code = await runKill(io, options, host, table, format)
  return code === 0 && table.problems.length > 0 ? 1 : code
}
