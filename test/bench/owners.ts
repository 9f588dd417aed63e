/**
 * `tsx test/bench/owners.ts [SOCKETS] [PROCESSES] [ROUNDS]`: the sources of owners on the same sockets, in
 * turns, each list in a process of its own. Root; makes mount and network namespaces of its own, so that
 * /run/tsnetstat of the host is not touched.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { whyNoBpf } from '../live/bpf.ts'
import { makeWorld } from '../live/world.ts'

const WALK = 'walk, node:fs'
const SOURCES = ['pin', 'bpf', 'bpf, one pid', 'walk, 2 cores', 'walk, FFI', WALK]
const [sockets = '20000', processes = '500', rounds = '11'] = process.argv.slice(2)

const bundle = (): string => {
  const outfile = join(import.meta.dirname, '../../dist', `bench-owners-${process.pid}.cjs`)
  buildSync({
    entryPoints: [join(import.meta.dirname, 'owners-run.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    define: { 'import.meta.url': '__filename' },
    outfile,
  })
  return outfile
}

interface Cost {
  readonly found: number
  readonly ms: number
  readonly cpu: number
}

const measure = (program: string, pid: number): { [source: string]: Cost[] } => {
  const costs = Object.fromEntries(SOURCES.map((name): [string, Cost[]] => [name, []]))
  // the first round is not counted
  for (let round = 0; round <= Number(rounds); round++) {
    for (const name of SOURCES) {
      const out = execFileSync(process.execPath, [program, name, `${pid}`], { encoding: 'utf8' })
      if (round > 0) costs[name]!.push(JSON.parse(out) as Cost)
    }
  }
  return costs
}

const median = (values: readonly number[]): number =>
  values.toSorted((x, y) => x - y)[values.length >> 1]!

const print = (name: string, ...cells: readonly string[]): void =>
  console.log(`| ${name.padEnd(13)} | ${cells.map(cell => cell.padStart(13)).join(' | ')} |`)

const report = async (): Promise<void> => {
  const tool = [join(import.meta.dirname, '../../bin/tsnetstat.js'), 'share']
  execFileSync('mount', ['-t', 'tmpfs', 'none', '/run'])
  execFileSync('npm', ['run', '--silent', 'build'])
  const program = bundle()
  const world = await makeWorld('--big', processes, sockets, '30')
  try {
    execFileSync(process.execPath, [...tool, 'on', '--everyone'])
    const costs = measure(program, world.pids![0]!)
    console.log(`${sockets} sockets in ${processes} processes, ${rounds} rounds, milliseconds`)
    print('source', 'median', 'least', 'cpu', 'sockets held', 'walk / median', 'walk / least')
    const least = (name: string): number => Math.min(...costs[name]!.map(({ ms }) => ms))
    const middle = (name: string): number => median(costs[name]!.map(({ ms }) => ms))
    for (const name of SOURCES) {
      print(
        name,
        middle(name).toFixed(1),
        least(name).toFixed(1),
        median(costs[name]!.map(({ cpu }) => cpu)).toFixed(1),
        `${costs[name]!.at(-1)!.found}`,
        (middle(WALK) / middle(name)).toFixed(1),
        (least(WALK) / least(name)).toFixed(1),
      )
    }
  } finally {
    spawnSync(process.execPath, [...tool, 'off'])
    await world.end()
    rmSync(program)
  }
}

const why = whyNoBpf()
if (why !== '') {
  console.error(`bench:${why}`)
  process.exitCode = 1
} else if (process.env['TSNETSTAT_BENCH_INSIDE'] === undefined) {
  const inside = ['-m', '--propagation', 'private', process.execPath, ...process.execArgv]
  const { status } = spawnSync('unshare', [...inside, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, TSNETSTAT_BENCH_INSIDE: '1' },
  })
  process.exitCode = status ?? 1
} else await report()
