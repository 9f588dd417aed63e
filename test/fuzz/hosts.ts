import { checkOutput } from './check.ts'
import { tableFrom } from './host.ts'
import { mutate, Random } from './random.ts'
import { allTrees, treeFs, type Tree } from './tree.ts'

/** Whole hosts are large: a case works on this many lines of a file, around a random place. */
const LINES = 2

const NET = /^proc\/net\/(tcp6?|udp6?|udplite6?|raw6?|unix|softnet_stat)$/
const READ =
  /^(proc\/(net\/\w+|\d+\/(stat|status|cmdline|fd\/\d+)|self\/\S+)|etc\/(passwd|services))$/

const argvFor = (path: string): string[] => {
  const file = NET.exec(path)?.[1]
  if (file === 'softnet_stat') return ['softnet']
  if (file === undefined) return ['-a', '-t', '-4', '-o']
  return ['-a', '-o', file.endsWith('6') ? '-6' : '-4', '-A', file.replace(/6$/, '')]
}

/** A few lines of each socket file, so that a case costs what it changes. */
const slice = (text: string, random: Random): string => {
  const lines = text.split(/(?<=\n)/)
  const from = 1 + random.int(Math.max(1, lines.length - LINES))
  return [lines[0] ?? '', ...lines.slice(from, from + LINES)].join('')
}

interface Subject {
  readonly tree: Tree
  readonly net: readonly string[]
  readonly paths: readonly string[]
}

const subjectsOf = (trees: readonly Tree[]): Subject[] =>
  trees.map(tree => {
    const paths = [...tree.files.keys(), ...tree.links.keys()].filter(path => READ.test(path))
    return { tree, paths, net: paths.filter(path => NET.test(path)) }
  })

const oneCase = (subjects: readonly Subject[], random: Random, validate: boolean): void => {
  const { tree, net, paths } = random.pick(subjects)
  // a socket file nearly every time: there are few of them among all those of the processes
  const path = random.pick(random.int(8) === 0 ? paths : net)
  const changed = new Map<string, string>()
  for (const file of net) {
    const text = tree.files.get(file)!
    if (file === path || file === 'proc/net/tcp') changed.set(file, slice(text, random))
  }
  changed.set(
    path,
    mutate(changed.get(path) ?? tree.files.get(path) ?? tree.links.get(path)!, random),
  )
  const owners = NET.test(path) && random.int(8) > 0 ? ['--no-owners'] : []
  const argv = argvFor(path)
  const by = random.int(8) === 0 ? ['--by', 'state,local.address'] : []
  const table = tableFrom(
    treeFs(tree, changed),
    argv[0] === 'softnet' ? argv : [...argv, ...owners, ...by],
  )
  checkProblems(table.problems)
  const lines = [...changed.values()].reduce((sum, text) => sum + text.split('\n').length, 0)
  if (table.rows.length + table.problems.length > lines) throw new Error('more rows than lines')
  checkOutput(table, 20 + random.int(231), validate)
}

const checkProblems = (problems: readonly { at: string; problem: string }[]): void => {
  for (const { at, problem } of problems) {
    if (!/^(net\/\w+:\d+|\/proc\/net\/\w+)$/.test(at) || problem === '') {
      throw new Error(`a problem without a place: ${at}: ${problem}`)
    }
  }
}

/** Breaks hosts at random, and checks all that is promised of what comes out; throws on the first case that fails. */
export const fuzzHosts = (seed: number, cases: number): void => {
  const subjects = subjectsOf(allTrees())
  const random = new Random(seed)
  for (let i = 0; i < cases; i++) {
    try {
      // the schema check costs more than all the rest: every twentieth document
      oneCase(subjects, random, i % 20 === 0)
    } catch (error) {
      throw new Error(`FUZZ_SEED=${seed}, case ${i}: ${String(error)}`, { cause: error })
    }
  }
}
