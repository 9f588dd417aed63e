import { expect, it } from 'vitest'
import type { Problem } from '../../src/base/errors.ts'
import { lookTwice } from '../helpers/pair.ts'
import { checkOutput } from './check.ts'
import { caseCount, mutate, Random, seedOf } from './random.ts'
import { readTree, treeFs } from './tree.ts'

const CASES = caseCount(2000)
const SEED = seedOf(20261122)
const PATHS =
  /^(proc\/net\/(snmp6?|netstat|dev|softnet_stat|sockstat|udp|tcp|stat\/\w+)|proc\/(softirqs|interrupts|sys\/net\/.*)|sys\/class\/net\/.*)$/

const before = readTree('path-before')
const after = readTree('path-after')
const paths = [...after.files.keys()].filter(path => PATHS.test(path))
const beforeFs = treeFs(before, new Map())

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
        const argv = view === 'path' ? ['path', '--all'] : ['softnet', '-c']
        const table = lookTwice(argv, [beforeFs, treeFs(after, changed)], 0.5)
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
