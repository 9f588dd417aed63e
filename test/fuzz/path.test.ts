import { expect, it } from 'vitest'
import type { Problem } from '../../src/base/errors.ts'
import type { HostFs } from '../../src/base/fs.ts'
import { parseArgs, type Options } from '../../src/cli/args.ts'
import { namesOf } from '../../src/cli/names.ts'
import { framesOf, originOf } from '../../src/cli/pipeline.ts'
import { VIEWS } from '../../src/views/index.ts'
import { checkOutput } from './check.ts'
import { caseCount, mutate, Random, seedOf } from './random.ts'
import { readTree, treeFs } from './tree.ts'

const CASES = caseCount(4000)
const SEED = seedOf(20261122)
const PATHS =
  /^(proc\/net\/(snmp6?|netstat|dev|softnet_stat|sockstat|udp|tcp|stat\/\w+)|proc\/(softirqs|interrupts|sys\/net\/.*)|sys\/class\/net\/.*)$/

const before = readTree('path-before')
const after = readTree('path-after')
const paths = [...after.files.keys()].filter(path => PATHS.test(path))
const names = VIEWS.map(({ name }) => name)

/** Two looks, of which the second finds a file changed. */
const lookTwice = (view: string, changed: ReadonlyMap<string, string>) => {
  const options = parseArgs(
    [view, '--count', '1', '--all'].slice(0, view === 'path' ? 4 : 3),
    names,
  ) as Options
  let fs: HostFs = treeFs(before, new Map())
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
  let seconds = 0
  const frames = framesOf(
    originOf(host, 'proc'),
    VIEWS.find(({ name }) => name === view)!,
    options,
    'json',
    () => seconds,
    namesOf(host.fs),
  )
  expect(frames(new Date(0))).toBeNull()
  seconds = 0.5
  fs = treeFs(after, changed)
  return frames(new Date(0))!.table
}

interface Row {
  readonly counters?: readonly { readonly delta: bigint | null; readonly rate: number | null }[]
}

it(
  `${CASES} pairs of readings of which the second is broken: no delta is negative, and every format keeps its promises (seed ${SEED})`,
  { timeout: 600_000 },
  () => {
    const random = new Random(SEED)
    let told = 0
    for (let i = 0; i < CASES; i++) {
      const path = random.pick(paths)
      const changed = new Map([[path, mutate(after.files.get(path)!, random)]])
      const view = path.endsWith('softnet_stat') && random.int(2) === 0 ? 'softnet' : 'path'
      try {
        const table = lookTwice(view, changed)
        told += Math.min(1, table.problems.length)
        table.problems.forEach(checkPlace)
        for (const { counters = [] } of table.rows as Row[]) {
          for (const { delta, rate } of counters) {
            if ((delta ?? 0n) < 0n || !((rate ?? 0) >= 0)) throw new Error(`${delta} at ${rate}/s`)
          }
        }
        if (i % 20 === 0) checkOutput(table, 20 + random.int(231), true)
      } catch (error) {
        throw new Error(`FUZZ_SEED=${SEED}, case ${i}, ${path}: ${String(error)}`, { cause: error })
      }
    }
    // the changes must neither all be told nor all be harmless
    expect(told).toBeGreaterThan(CASES / 20)
    expect(told).toBeLessThan(CASES)
  },
)

const checkPlace = ({ at, problem }: Problem): void => {
  if (!/^\/?[\w/.-]+(:\d+)?$/.test(at) || problem === '') throw new Error(`${at}: ${problem}`)
}
