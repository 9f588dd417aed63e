import { CATALOG } from '../views/catalog.ts'
import type { Answer } from './args.ts'
import { hostOf } from './host.ts'
import { namesFor } from './names.ts'
import { optionsOf, type Options } from './options-of.ts'
import { originOf } from './pipeline.ts'
import { parsePlainly } from './plain-args.ts'
import { filterOf } from './plan.ts'
import { show } from './show.ts'
import type { Io } from './terminal.ts'

/** Shows what the options ask for, or answers them; the exit code. */
export const run = async (io: Io): Promise<number> => {
  const options = await optionsFor(io.argv)
  if ('answer' in options) {
    io.out(options.answer)
    return 0
  }
  return showView(io, options)
}

const optionsFor = async (argv: readonly string[]): Promise<Options | Answer> => {
  const views = CATALOG.map(({ name }) => name)
  const parsed = parsePlainly(argv)
  if (parsed !== null) return optionsOf(parsed, views)
  return (await import('./args.ts')).parseArgs(argv, views)
}

const showView = async (io: Io, options: Options): Promise<number> => {
  const named = await CATALOG.find(({ name }) => name === options.view)!.load()
  const view = options.explain ? named.explained! : named
  const host = hostOf(io, options)
  if (view.name === 'sockets' && options.source === 'proc' && options.want.owners) {
    host.walkers?.()?.boot()
  }
  if (options.subcommand !== null) {
    const { runSubcommand } = await import('./subcommand-run.ts')
    return runSubcommand(io, options, host, view)
  }
  const origin = originOf(host, options.source)
  const format = options.format ?? (io.tty && !options.pids ? 'table' : 'plain')
  const names = await namesFor(io, host.fs, known => filterOf(view, options, known))
  return show(io, options, { origin, view, format, names })
}
