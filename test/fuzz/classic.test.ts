import { expect, it } from 'vitest'
import { Failure, Unavailable } from '../../src/base/errors.ts'
import { classicArgs } from '../../src/cli/classic/args.ts'
import { classicHost } from '../../src/cli/classic/host.ts'
import { MODES } from '../../src/cli/classic/modes.ts'
import { namesOf } from '../../src/cli/classic/names.ts'
import { ioOf } from '../helpers/io.ts'
import { caseCount, mutate, Random, seedOf } from './random.ts'
import { allTrees, treeFs, type Tree } from './tree.ts'

// a case costs what a whole host does
const CASES = caseCount(200_000) / 40
const SEED = seedOf(20261124)

const LINES = [
  '-an',
  '-anp',
  '-tuwaneo',
  '-a',
  '-xap',
  '-l',
  '-Sa',
  '-6aW',
  '-g',
  '-gn',
  '-r',
  '-rn',
]
const MORE = [
  '-rnee',
  '-rn6',
  '-r6C',
  '-s',
  '-s6',
  '-st',
  '-i',
  '-iae',
  '--ax25 --netrom --x25 --rose -a',
]

const READ = /^(proc\/(net\/[\w/]+|\d+\/(cmdline|fd\/\d+))|etc\/\w+)$/

const oneCase = async (trees: readonly Tree[], random: Random): Promise<void> => {
  const tree = random.pick(trees)
  const path = random.pick(
    [...tree.files.keys(), ...tree.links.keys()].filter(name => READ.test(name)),
  )
  const text = tree.files.get(path) ?? tree.links.get(path)!
  const fs = treeFs(tree, new Map([[path, mutate(text, random)]]))
  const line = random.pick([...LINES, ...MORE])
  const { asked } = classicArgs(line.split(' '), true, () => false)
  if (asked.is !== 'run') throw new Error(`${line} is refused`)
  const { io, said } = ioOf()
  const host = { fs, littleEndian: true, euid: 0, elevated: null, tell: () => {}, trace: null }
  const classic = classicHost(io, host, asked.options, namesOf(fs, io.reverse), 0)
  const mode = await MODES[asked.options.mode]()
  const code = await codeOf(() => mode(classic, asked.options))
  if (![0, 1, 3, 255].includes(code)) throw new Error(`${line}: exit code ${code}`)
  if (!/^[\n -~]*$/.test(said.out + said.err)) throw new Error(`${line}: a byte that is not plain`)
  if (!/(^|\n)$/.test(said.out)) throw new Error(`${line}: the last line is cut`)
}

/** What a mode cannot do without is told in one line, with exit code 1. */
const codeOf = async (run: () => number | Promise<number>): Promise<number> => {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Unavailable || error instanceof Failure) return 1
    throw error
  }
}

it(`${CASES} broken hosts are listed as net-tools would, without a fault of our own (seed ${SEED})`, async () => {
  const trees = allTrees()
  const random = new Random(SEED)
  for (let i = 0; i < CASES; i++) {
    await oneCase(trees, random).catch((error: unknown) => {
      throw new Error(`case ${i}: ${String(error)}`, { cause: error })
    })
  }
  expect(trees.length).toBeGreaterThan(5)
}, 120_000)
