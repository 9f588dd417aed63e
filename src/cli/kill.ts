import { UsageError } from '../base/errors.ts'
import type { Socket } from '../model/socket.ts'
import { printable } from '../render/format.ts'
import type { Destroy, Fate } from '../sources/destroy.ts'
import type { Options } from './args.ts'
import type { Io } from './terminal.ts'

/** What `kill` does with what the filter has found. */
export interface Means {
  destroy: Destroy
  /** lists sockets on standard output, in the format asked for */
  list(sockets: readonly Socket[]): void
  /** the lines of a table of them, for the question */
  lines(sockets: readonly Socket[]): string
  /** do lists say what was destroyed, rather than what will be? */
  readonly after: boolean
}

/** Before anything is read: is there somebody who can be asked, if that is needed? */
export const checkConsent = (io: Io, { force, dryRun }: Options): void => {
  if (force || dryRun || io.interactive) return
  throw new UsageError(
    'kill asks on a terminal, and there is none: --force destroys without asking, --dry-run only lists',
  )
}

/** Destroys the sockets, once a person has agreed; the exit code. */
export const kill = (
  io: Io,
  { force, dryRun }: Options,
  sockets: readonly Socket[],
  means: Means,
): number => {
  const none = sockets.length === 0
  if (dryRun || none || !means.after) means.list(sockets)
  if (none) io.err('tsnetstat: no socket matches, nothing was destroyed')
  if (none) return 3
  if (dryRun) return 0
  if (!force) {
    if (means.after) io.err(means.lines(sockets).trimEnd())
    if (!/^y(es)?$/i.test(io.ask(`Destroy ${count(sockets.length)}? [y/N]`).trim())) {
      if (means.after) means.list([])
      io.err('nothing was destroyed')
      return 3
    }
  }
  const fates = means.destroy(sockets)
  if (means.after) means.list(sockets.filter((_, i) => fates[i]!.kind === 'destroyed'))
  return tell(io, fates)
}

const count = (sockets: number): string => (sockets === 1 ? '1 socket' : `${sockets} sockets`)

const tell = (io: Io, fates: readonly Fate[]): number => {
  const reasons = new Map<string, number>()
  for (const fate of fates) {
    if (fate.kind === 'refused') reasons.set(fate.why, (reasons.get(fate.why) ?? 0) + 1)
  }
  const of = (kind: Fate['kind']): number => fates.filter(fate => fate.kind === kind).length
  const [destroyed, gone, refused] = [of('destroyed'), of('gone'), of('refused')]
  if (destroyed + gone > 0) {
    const all = destroyed === fates.length ? '' : `${destroyed} of `
    io.err(
      [
        `destroyed ${all}${count(fates.length)}`,
        ...(gone > 0 ? [`${gone} had gone`] : []),
        ...(refused > 0 ? [`${refused} refused`] : []),
      ].join(', '),
    )
  }
  for (const [why, sockets] of reasons) {
    io.err(printable(`tsnetstat: ${count(sockets)} could not be destroyed: ${why}`))
  }
  return refused === 0 ? 0 : 1
}
