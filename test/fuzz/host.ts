import type { Report } from '../../src/base/errors.ts'
import type { HostFs } from '../../src/base/fs.ts'
import { parseArgs, type Options } from '../../src/cli/args.ts'
import { originOf, tableOf } from '../../src/cli/pipeline.ts'
import type { Table } from '../../src/model/table.ts'
import type { Format } from '../../src/render/index.ts'
import { VIEWS } from '../../src/views/index.ts'

export type { Report }

const parsed = new Map<string, Options>()

/** commander takes longer than all the rest of a case, so each argv is parsed once. */
const optionsFor = (argv: readonly string[]): Options => {
  const key = argv.join(' ')
  const options =
    parsed.get(key) ??
    (parseArgs(
      argv,
      VIEWS.map(({ name }) => name),
    ) as Options)
  parsed.set(key, options)
  return options
}

/** argv on these files, up to the table that a renderer gets. */
export const tableFrom = (
  fs: HostFs,
  argv: readonly string[],
  format: Format = 'json',
): Table<unknown> => {
  const options = optionsFor(argv)
  const host = { fs, littleEndian: true, euid: 0, elevated: null, tell: () => {}, trace: null }
  const view = VIEWS.find(({ name }) => name === options.view)!
  return tableOf(originOf(host, 'proc'), view, options, format, new Date(0)).table
}
