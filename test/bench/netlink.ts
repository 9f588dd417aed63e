import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

// tsx test/bench/netlink.ts [SOCKETS ...]: netlink on Node against `ss -tuan`, in a network namespace
// with that many TCP sockets. Needs root, python3, ss, unshare and nsenter. Medians of ROUNDS runs.

const ROUNDS = 9
const here = new URL('.', import.meta.url).pathname
const median = (numbers: number[]): string =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!.toFixed(1)

const bundle = (): string => {
  const outfile = join(here, '../../dist', `bench-${process.pid}.cjs`)
  buildSync({
    entryPoints: [join(here, 'netlink-run.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    define: { 'import.meta.url': '__filename' },
    outfile,
  })
  return outfile
}

const measure = async (sockets: number, program: string): Promise<void> => {
  const world = spawn('unshare', ['-n', 'python3', join(here, 'sockets.py'), String(sockets)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(world.stdout, 'data')
  // without it Node 20 reads certificates for 34 ms before it begins
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  const enter = (command: readonly string[]): { ms: number; text: string } => {
    const begin = performance.now()
    const options = { encoding: 'utf8', env, maxBuffer: 2 ** 28 } as const
    const text = execFileSync('nsenter', [`--net=/proc/${world.pid}/ns/net`, ...command], options)
    return { ms: performance.now() - begin, text }
  }
  const ss: number[] = []
  const whole: number[] = []
  const dump: number[] = []
  let rows = 0
  for (let round = 0; round < ROUNDS; round++) {
    ss.push(enter(['sh', '-c', 'ss -tuan > /dev/null']).ms)
    const { ms, text } = enter([process.execPath, program])
    const told = JSON.parse(text) as { rows: number; dump: number }
    whole.push(ms)
    dump.push(told.dump)
    rows = told.rows
  }
  world.stdin.end()
  await once(world, 'exit')
  console.log(
    `${rows} sockets: ss -tuan ${median(ss)} ms; ` +
      `netlink dump and decode ${median(dump)} ms, whole process ${median(whole)} ms`,
  )
}

const counts = process.argv.slice(2).map(Number)
const program = bundle()
try {
  for (const sockets of counts.length > 0 ? counts : [20_000, 100_000])
    await measure(sockets, program)
} finally {
  rmSync(program)
}
