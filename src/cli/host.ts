import { dirname, join } from 'node:path'
import { walkersHere } from '#walkers'
import { errnoOf, UsageError } from '../base/errors.ts'
import { hostFs, linkOf, type HostFs } from '../base/fs.ts'
import { didYouMean } from '../base/nearest.ts'
import { once } from '../base/once.ts'
import { printable } from '../render/format.ts'
import type { Host } from '../sources/index.ts'
import type { Options } from './args.ts'
import { elevatedCommand, type Io } from './terminal.ts'

/** The host below `--root`; throws UsageError where there is no proc directory. */
export const hostOf = (io: Io, { root, verbose }: Pick<Options, 'root' | 'verbose'>): Host => {
  const fs = hostFs(root, io.directory)
  // a list of all processes takes a moment where there are thousands, and most runs need none
  if (root !== '/' || linkOf(fs, 'proc/self') === null) namesIn(fs)
  const walkers = once(() => (namesIn(fs).length >= MANY ? walkersHere() : undefined))
  const order = root === '/' ? null : lineOf(fs, 'sys/kernel/cpu_byteorder')
  return {
    fs,
    littleEndian: order === null ? io.littleEndian : order !== 'big',
    euid: io.euid,
    elevated: elevatedCommand(io),
    walkers: root === '/' ? walkers : undefined,
    tell: line => {
      if (verbose) io.err(printable(line))
    },
    trace: io.env['TSNETSTAT_DEBUG'] === 'netlink' ? line => io.err(printable(line)) : null,
  }
}

/** Entries of /proc from which on a second thread saves a walk more than its start costs. */
const MANY = 400

const namesIn = (fs: HostFs): string[] => {
  try {
    return fs.list('proc')
  } catch (error) {
    const errno = errnoOf(error) ?? String(error)
    throw new UsageError(`${join(fs.root, 'proc')} cannot be read (${errno})${rootGuess(fs.root)}`)
  }
}

/** The neighbour of a mistyped `--root` that does have a proc directory. */
const rootGuess = (root: string): string => {
  const parent = dirname(join(root, '.'))
  try {
    const beside = hostFs(parent)
    const hosts = beside.list('').filter(name => {
      try {
        return beside.list(`${name}/proc`).length > 0
      } catch {
        return false
      }
    })
    return didYouMean(
      join(root, '.'),
      hosts.map(name => join(parent, name)),
    )
  } catch {
    return ''
  }
}

/** A file of one line; null where it cannot be read. */
export const lineOf = (fs: HostFs, path: string): string | null => {
  try {
    return fs.text(path, 'utf8').trimEnd()
  } catch {
    return null
  }
}
