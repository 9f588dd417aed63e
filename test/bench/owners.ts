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

const SOURCES = ['pin', 'bpf', 'walk, FFI', 'walk, node:fs']
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
}

const measure = (program: string): { [source: string]: Cost[] } => {
  const costs = Object.fromEntries(SOURCES.map((name): [string, Cost[]] => [name, []]))
  // the first round is not counted
  for (let round = 0; round <= Number(rounds); round++) {
    for (const name of SOURCES) {
      const out = execFileSync(process.execPath, [program, name], { encoding: 'utf8' })
      if (round > 0) costs[name]!.push(JSON.parse(out) as Cost)
    }
  }
  return costs
}

const median = (values: readonly number[]): number =>
  values.toSorted((x, y) => x - y)[values.length >> 1]!

const report = async (): Promise<void> => {
  const tool = [join(import.meta.dirname, '../../bin/tsnetstat.js'), 'share']
  execFileSync('mount', ['-t', 'tmpfs', 'none', '/run'])
  execFileSync('npm', ['run', '--silent', 'build'])
  const program = bundle()
  const world = await makeWorld('--big', processes, sockets, '30')
  try {
    execFileSync(process.execPath, [...tool, 'on', '--everyone'])
    const costs = measure(program)
    const walk = median(costs['walk, node:fs']!.map(({ ms }) => ms))
    const best = median(costs['walk, FFI']!.map(({ ms }) => ms))
    console.log(`${sockets} sockets in ${processes} processes, medians of ${rounds}`)
    console.log(
      `| ${'source'.padEnd(13)} |     ms | sockets held | walk, FFI / it | walk, node:fs / it |`,
    )
    for (const name of SOURCES) {
      const ms = median(costs[name]!.map(cost => cost.ms))
      const cells = [
        name.padEnd(13),
        ms.toFixed(1).padStart(6),
        `${costs[name]!.at(-1)!.found}`.padStart(12),
        (best / ms).toFixed(1).padStart(14),
        (walk / ms).toFixed(1).padStart(18),
      ]
      console.log(`| ${cells.join(' | ')} |`)
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
