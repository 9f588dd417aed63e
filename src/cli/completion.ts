import { UsageError } from '../base/errors.ts'
import { didYouMean } from '../base/nearest.ts'
import { readProcess } from '../proc/pid.ts'
import type { Host } from '../sources/index.ts'
import { VIEWS } from '../views/index.ts'
import { candidatesOf, type Live } from './candidates.ts'
import type { Command } from './commands.ts'
import { SCRIPTS, SHELLS } from './completion-scripts.ts'
import { hostOf } from './host.ts'
import { optionsOf } from './options-of.ts'
import { originOf, tableOf } from './pipeline.ts'
import { parsePlainly } from './plain-args.ts'
import type { Io } from './terminal.ts'

/**
 * `completion SHELL` prints what a shell has to evaluate, and `completion candidates -- WORD ...` is
 * what that asks: a line per candidate for the last word, and behind a tab what it means.
 */
export const completion: Command = (io, words) => {
  const [word, ...rest] = words
  if (word === 'candidates') {
    const typed = rest[0] === '--' ? rest.slice(1) : rest
    for (const [candidate, says] of candidatesOf(typed, liveOf(io))) {
      io.out(`${candidate}\t${says}\n`)
    }
    return 0
  }
  const shell = SHELLS.find(name => name === word)
  if (shell !== undefined && rest.length === 0) {
    io.out(SCRIPTS[shell])
    return 0
  }
  const wrong = rest[0] ?? word
  if (wrong === undefined) throw new UsageError(`completion for what? It ${SAID}`)
  throw new UsageError(`completion: no "${wrong}"${didYouMean(wrong, SHELLS) || `; it ${SAID}`}`)
}

const SAID = `takes ${SHELLS.slice(0, -1).join(', ')} or ${SHELLS.at(-1)}`

const liveOf = (io: Io): Live => {
  const host = hostOf(io, { root: '/', verbose: false })
  return {
    ports: () => unlessFailed(() => listeningPorts(io, host)),
    processes: () => unlessFailed(() => processNames(host)),
  }
}

/** A shell that completes has no place for an error. */
const unlessFailed = <T>(look: () => readonly T[]): readonly T[] => {
  try {
    return look()
  } catch {
    return []
  }
}

const listeningPorts = (io: Io, host: Host): readonly number[] => {
  const argv = ['-l', '-t', '-u', '--no-owners', '--columns', 'local.port']
  const options = optionsOf(
    parsePlainly(argv)!,
    VIEWS.map(({ name }) => name),
  )
  const view = VIEWS[0]!
  const { table } = tableOf(originOf(host, null), view, options, 'plain', io.now())
  const port = view.columns.find(({ key }) => key === 'local.port')!
  return [...new Set(table.rows.map(row => port.value(row)))].filter(value => isNumber(value))
}

const isNumber = (value: unknown): value is number => typeof value === 'number'

/** Those that a shell needs no quotes for. */
const processNames = ({ fs }: Host): readonly string[] => {
  const pids = fs.list('proc').filter(name => /^\d+$/.test(name))
  const names = pids.map(pid => readProcess(fs, Number(pid)).comm ?? '')
  return [...new Set(names)].filter(name => /^[\w.+@-]+$/.test(name)).sort()
}
