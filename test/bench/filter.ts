/**
 * `tsx test/bench/filter.ts [SOCKETS] [ROUNDS]`: what a filter costs beside the whole list, in turns, in
 * one run, and `ss` beside it. Ends with 1 where one port costs a third of the whole list or more. Root;
 * stdout of all goes to /dev/null.
 */
import { execFileSync } from 'node:child_process'
import { makeWorld, whyNoWorld } from '../live/world.ts'
import { measure, median, type Commands } from './measure.ts'

const [sockets = '100000', rounds = '7'] = process.argv.slice(2)
const TOOL = [process.execPath, 'bin/tsnetstat.js', '-ta', '--plain']
const WHOLE = 'tsnetstat -ta'
const PORT = 'tsnetstat -ta :PORT'

const why = whyNoWorld('ss')
if (why !== '') {
  process.stderr.write(`bench:${why}\n`)
  process.exit(1)
}
execFileSync('npm', ['run', '--silent', 'build'])
const world = await makeWorld('--big', '500', sockets, '30')
try {
  // a port that is there
  const [line = ''] = world.run('ss', ['-Htan', 'state', 'established']).split('\n')
  const port = /:(\d+)\s/.exec(line)![1]!
  const commands: Commands = {
    [WHOLE]: TOOL,
    [PORT]: [...TOOL, `:${port}`],
    'tsnetstat -ta --no-owners': [...TOOL, '--no-owners'],
    'tsnetstat -ta --no-owners :PORT': [...TOOL, '--no-owners', `:${port}`],
    'tsnetstat -ta recv_q > 0': [...TOOL, 'recv_q > 0'],
    'tsnetstat -ta --by state': [...TOOL, '--by', 'state'],
    'tsnetstat --version': [process.execPath, 'bin/tsnetstat.js', '--version'],
    'ss -tanp': ['ss', '-tanp'],
    'ss -tanp sport = :PORT': ['ss', '-tanp', 'sport', '=', `:${port}`],
  }
  const results = measure(world, commands, rounds)
  const wall = (name: string): number => median(results[name]!.map(({ wall_ms }) => wall_ms))
  process.stdout.write(`${sockets} sockets, medians of ${rounds}\n`)
  for (const [name, costs] of Object.entries(results)) {
    const cpu = median(costs.map(({ cpu_ms }) => cpu_ms)).toFixed(0)
    const share = (wall(name) / wall(WHOLE)).toFixed(2)
    process.stdout.write(
      `${name.padEnd(34)} ${wall(name).toFixed(0).padStart(6)} ms, cpu ${cpu.padStart(6)} ms, ${share}\n`,
    )
  }
  process.exitCode = wall(PORT) < wall(WHOLE) / 3 ? 0 : 1
} finally {
  await world.end()
}
