import { expect, it } from 'vitest'
import type { Problem } from '../../src/base/errors.ts'
import { checkOutput } from './check.ts'
import { tableFrom } from './host.ts'
import { caseCount, mutate, Random, seedOf } from './random.ts'
import { readTree, treeFs, type Tree } from './tree.ts'

const CASES = caseCount(200_000) / 100
const SEED = seedOf(20261125)

interface Subject {
  readonly view: string
  readonly reads: RegExp
  readonly options: readonly (readonly string[])[]
}

const SUBJECTS: readonly Subject[] = [
  {
    view: 'routes',
    reads: /^proc\/net\/(ipv6_)?route$/,
    options: [
      ['-a'],
      [],
      ['-a', '-e'],
      ['-6'],
      ['-4', '--sort', '-metric'],
      ['--by', 'interface,destination.scope'],
    ],
  },
  {
    view: 'groups',
    reads: /^proc\/net\/igmp6?$/,
    options: [[], ['-4'], ['-6'], ['--sort', '-users'], ['--by', 'interface,family']],
  },
  {
    view: 'statistics',
    reads: /^proc\/net\/(snmp6?|netstat)$/,
    options: [
      ['--limit', '40'],
      ['-a', '--limit', '40'],
      ['-a', '-t', '--limit', '40'],
      ['--by', 'protocol'],
    ],
  },
  {
    view: 'interfaces',
    reads: /^(proc\/net\/(dev|if_inet6|fib_trie|route)|sys\/class\/net\/.*)$/,
    options: [['-a'], [], ['-a', '-e'], ['-a', '--sort', '-rx.bytes'], ['-a', '--by', 'state']],
  },
]

const trees = ['network-6.18', 'kernel-2.6.32', 'hostile'].map(readTree)

const checkPlace = ({ at, problem }: Problem): void => {
  if (!/^\/?[\w/.@-]+(:\d+)?$/.test(at) || problem === '') throw new Error(`${at}: ${problem}`)
}

/** How many problems it told. */
const oneCase = (tree: Tree, random: Random, validate: boolean): number => {
  const { view, reads, options } = random.pick(SUBJECTS)
  const paths = [...tree.files.keys()].filter(name => reads.test(name))
  const path = random.pick(paths)
  const changed = new Map([[path, mutate(tree.files.get(path)!, random)]])
  const table = tableFrom(treeFs(tree, changed), [view, ...random.pick(options)])
  table.problems.forEach(checkPlace)
  const words = paths.reduce(
    (sum, name) => sum + (changed.get(name) ?? tree.files.get(name)!).split(/\s+/).length,
    0,
  )
  if (table.rows.length + table.problems.length > words) throw new Error('more rows than words')
  checkOutput(table, 20 + random.int(231), validate)
  return table.problems.length
}

it(
  `${CASES} broken hosts give routes, groups, interfaces and statistics, and harmless output (seed ${SEED})`,
  { timeout: 600_000 },
  () => {
    const random = new Random(SEED)
    let told = 0
    for (let i = 0; i < CASES; i++) {
      try {
        told += Math.min(1, oneCase(random.pick(trees), random, i % 20 === 0))
      } catch (error) {
        throw new Error(`FUZZ_SEED=${SEED}, case ${i}: ${String(error)}`, { cause: error })
      }
    }
    // the changes must neither all be told nor all be harmless
    expect(told).toBeGreaterThan(CASES / 20)
    expect(told).toBeLessThan(CASES)
  },
)
