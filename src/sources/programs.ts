import { errnoOf } from '../base/errors.ts'
import { fdsThrough } from '../proc/pid.ts'
import { openSys } from '../sys/index.ts'
import { readFdsOf } from './owners-proc.ts'
import type { Host } from './source.ts'

/** Bytes of `PID/name`. */
const LONGEST_NAME = 19

/** Bytes of a command line that net-tools looks at. */
const LONGEST_COMMAND = 511

/** A security context longer than this is shown by its last 48 bytes. */
const LONGEST_CONTEXT = 49

/** Who holds which socket as net-tools tells it: of several processes only the first. */
export interface ProgramTable {
  /** by inode: `PID/name`, latin1 */
  readonly names: ReadonlyMap<number, string>
  /** by inode: security contexts, where they were asked for */
  readonly contexts: ReadonlyMap<number, string>
  /** was there a process whose descriptors may not be listed? */
  readonly denied: boolean
}

/** Walks the descriptors of all processes, lowest pid first. */
export const readPrograms = (host: Host, contexts: boolean): ProgramTable => {
  const table = {
    names: new Map<number, string>(),
    contexts: new Map<number, string>(),
    denied: false,
  }
  const readFds = readFdsOf(host, openSys) ?? fdsThrough(host.fs)
  const pids = host.fs.list('proc').filter(name => /^\d+$/.test(name))
  for (const pid of pids.sort((x, y) => Number(x) - Number(y))) {
    let name: string | null | undefined
    let context: string | undefined
    try {
      readFds(`proc/${pid}/fd`, (_fd, inode) => {
        // 0 means no file, whoever holds a link of that number
        if (inode === 0 || table.names.has(inode)) return
        name ??= nameOf(host, pid)
        if (name === null) return
        table.names.set(inode, name)
        if (contexts) table.contexts.set(inode, (context ??= contextOf(host, pid)))
      })
    } catch (error) {
      if (errnoOf(error) === 'EACCES') table.denied = true
      else if (errnoOf(error) === null) throw error
    }
  }
  return table
}

/** argv[0], and where that is a path only what follows its last slash; null: it cannot be read. */
const nameOf = (host: Host, pid: string): string | null => {
  const text = textOf(host, `proc/${pid}/cmdline`)
  if (text === null) return null
  const command = text.slice(0, LONGEST_COMMAND).replace(/\0[^]*/, '')
  const name = command.startsWith('/') ? command.slice(command.lastIndexOf('/') + 1) : command
  return `${pid}/${name}`.slice(0, LONGEST_NAME)
}

/** The label that an LSM gave the process; `-` where it cannot be read. */
const contextOf = (host: Host, pid: string): string => {
  const label = textOf(host, `proc/${pid}/attr/current`)?.replace(/[\0\n][^]*/, '') ?? '-'
  return label.length > LONGEST_CONTEXT ? label.slice(1 - LONGEST_CONTEXT) : label
}

const textOf = (host: Host, path: string): string | null => {
  try {
    return host.fs.text(path, 'latin1')
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}
