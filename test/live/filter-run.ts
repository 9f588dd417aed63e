import { readFileSync } from 'node:fs'
import { hostFs } from '../../src/base/fs.ts'
import { parseArgs, type Options } from '../../src/cli/args.ts'
import { namesOf } from '../../src/cli/names.ts'
import { originOf, tableOf } from '../../src/cli/pipeline.ts'
import type { Socket } from '../../src/model/socket.ts'
import type { Host } from '../../src/sources/index.ts'
import { VIEWS } from '../../src/views/index.ts'
import { socketName } from './filter-names.ts'

// Run inside a world: holds each of the filters in a file (a JSON list of lists of words) against its
// sockets, with what the kernel can decide left to it, without that, and on /proc. Prints a JSON list.

export interface Answered {
  readonly pushed: readonly string[]
  readonly plain: readonly string[]
  readonly proc: readonly string[]
  /** what the kernel was asked to decide; null: nothing */
  readonly told: string | null
}

const HOST: Host = {
  fs: hostFs('/'),
  littleEndian: true,
  euid: 0,
  elevated: null,
  tell: () => {},
  trace: null,
}
const views = VIEWS.map(({ name }) => name)
const view = VIEWS[0]!

const rowsOf = (options: Options, source: string, push: boolean, host: Host): string[] => {
  const origin = originOf(host, source)
  const sockets = () => {
    const made = origin.sockets()
    return {
      ...made,
      sockets: (want, report) => made.sockets(push ? want : { ...want, coarse: null }, report),
    } satisfies typeof made
  }
  const names = namesOf(host.fs)
  const { table } = tableOf({ ...origin, sockets }, view, options, 'plain', new Date(0), names)
  return (table.rows as readonly Socket[]).map(socketName).sort()
}

const answer = (words: readonly string[]): Answered => {
  const options = parseArgs([...words, '--no-owners'], views)
  if ('answer' in options) throw new Error('an answer, no options')
  let told: string | null = null
  const tell = (line: string): void => {
    if (line.startsWith('netlink: the kernel filters: ')) told = line
  }
  return {
    pushed: rowsOf(options, 'netlink', true, { ...HOST, tell }),
    plain: rowsOf(options, 'netlink', false, HOST),
    proc: rowsOf(options, 'proc', true, HOST),
    told,
  }
}

const filters = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as string[][]
console.log(JSON.stringify(filters.map(answer)))
