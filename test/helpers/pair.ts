import type { HostFs } from '../../src/base/fs.ts'
import { parseArgs, type Options } from '../../src/cli/args.ts'
import { namesOf } from '../../src/cli/names.ts'
import { framesOf, originOf } from '../../src/cli/pipeline.ts'
import type { Table } from '../../src/model/table.ts'
import { load } from '../../src/render/index.ts'
import { VIEWS } from '../../src/views/index.ts'

/** What a command line shows of two looks at files, of which the second comes `seconds` later. */
export const lookTwice = (
  argv: readonly string[],
  [before, after]: readonly [HostFs, HostFs],
  seconds: number,
): Table<unknown> => {
  const names = VIEWS.map(({ name }) => name)
  const options = parseArgs(argv, names) as Options
  let fs = before
  let now = 0
  const host = {
    get fs() {
      return fs
    },
    littleEndian: true,
    euid: 0,
    elevated: null,
    tell: () => {},
    trace: null,
  }
  const view = VIEWS.find(({ name }) => name === options.view)!
  const frames = framesOf(originOf(host, 'proc'), view, options, 'json', () => now, namesOf(fs))
  if (frames(new Date(0)) !== null) throw new Error('the first look compares nothing')
  now = seconds
  fs = after
  return frames(new Date(0))!.table
}

/** A table as a terminal of so many columns shows it, without colour. */
export const drawn = async (table: Table<unknown>, width: number): Promise<string> => {
  let text = ''
  const render = await load('table')
  render(table, { width, color: false, header: true, footer: true }, chunk => {
    text += Buffer.from(chunk).toString()
  })
  return text
}
