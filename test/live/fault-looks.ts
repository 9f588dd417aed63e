import { expect } from 'vitest'
import { schemaErrors } from '../helpers/schema.ts'
import { makeFault, type Fault, type Made, type Said } from './faults.ts'

interface Counter {
  readonly name: string
  readonly interface: string | null
  readonly cpu: number | null
  readonly delta: number
  readonly rate: number
}

interface Stage {
  readonly name: string
  readonly direction: string
  readonly verdict: 'ok' | 'info' | 'loss'
  readonly counters: readonly Counter[]
  readonly limits: readonly { readonly name: string; readonly value: number | string | null }[]
  readonly advice: string
  readonly sockets: readonly {
    readonly inode: number
    readonly send_q: number
    readonly owners: readonly { readonly pid: number }[]
    readonly drops_rate: number
    readonly advice: string
  }[]
}

export interface Document {
  readonly interval_s: number
  readonly path: readonly Stage[]
}

/** What was made, and what the command said of it meanwhile. */
export interface Seen {
  readonly fault: Fault
  readonly made: Made
  readonly said: Said
  readonly document: Document
}

const label = ({ direction, name }: Stage): string => `${direction} ${name}`

export const withVerdict = ({ document }: Seen, wanted: Stage['verdict']): string[] =>
  document.path.filter(({ verdict }) => verdict === wanted).map(label)

/** Where packets died here: the backlogs are the whole machine's, and what another refuses is no fault of ours. */
export const losses = (seen: Seen): string[] =>
  withVerdict(seen, 'loss').filter(name => name !== 'receive backlog' || seen.made.backlog === 0)

export const find = ({ document }: Seen, name: string): Stage => {
  const stage = document.path.find(each => label(each) === name)
  if (stage === undefined) throw new Error(`no stage ${name}`)
  return stage
}

/** Rows of a counter: one for each CPU or interface where it moved. */
export const rows = (stage: Stage, name: string): readonly Counter[] =>
  stage.counters.filter(counter => counter.name === name)

export const rate = (stage: Stage, name: string): number =>
  rows(stage, name).reduce((sum, counter) => sum + counter.rate, 0)

export const limitOf = (stage: Stage, name: string) =>
  stage.limits.find(limit => limit.name === name)?.value

const look = async (name: string): Promise<Seen> => {
  const fault = await makeFault(name)
  const said = await fault.run(['path', '--interval', '2', '--json', '--fail-on-loss'])
  const made = await fault.end()
  const document = JSON.parse(said.out) as Document
  const seen = { fault, made, said, document }
  expect([said.code, said.err]).toEqual([withVerdict(seen, 'loss').length > 0 ? 3 : 0, ''])
  expect(schemaErrors(document)).toEqual([])
  expect(document.interval_s).toBeGreaterThanOrEqual(2)
  return seen
}

const looks = new Map<string, Promise<Seen>>()
/** Makes a fault, has the command look at it for two seconds, and ends it; once for all tests. */
export const watch = (name: string): Promise<Seen> => {
  const seen = looks.get(name) ?? look(name)
  looks.set(name, seen)
  return seen
}

/** The kernel's own counters, which the maker reads, went as far as it made them go. */
export const proven = ({ made }: Seen, per: { readonly [counter: string]: number }): void => {
  const { length } = made.moments
  const expected = Object.entries(per).map(([name, times]) => [name, times * length])
  expect(made.counted).toEqual(Object.fromEntries(expected))
  expect(length).toBeGreaterThan(50)
}

/**
 * Within a tenth of what the maker counted, in any stretch as long while the command ran: a busy machine
 * has maker and command wait, and not in step.
 */
export const likeMade = (got: number, { made, said, document }: Seen, per = 1): void => {
  const length = document.interval_s
  const rates = [said.from, ...made.moments]
    .filter(from => from >= said.from && from + length <= said.until)
    .map(from => made.moments.filter(at => at >= from && at < from + length).length)
    .map(count => (count * per) / length)
  expect(got).toBeGreaterThan(Math.min(...rates) * 0.9)
  expect(got).toBeLessThan(Math.max(...rates) * 1.1)
}

/** The one socket that is named is that of the fault, with its process and its share. */
export const blamed = (seen: Seen): void => {
  const { sockets } = find(seen, 'receive sockets')
  expect(sockets.map(({ inode }) => inode)).toEqual([seen.fault.inode])
  expect(sockets[0]!.owners.map(({ pid }) => pid)).toEqual([seen.fault.pid])
  likeMade(sockets[0]!.drops_rate, seen)
}
