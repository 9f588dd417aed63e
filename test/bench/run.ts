/**
 * `npm run bench [SIZES] [ROUNDS]`: this tool, as the standalone binary and on Node, and its peers on the
 * same sockets, in turns, in one run.
 * SIZES is a list such as `20,2000,20000,100000`, `u` in front for UDP. Root; stdout of all goes to /dev/null.
 */
import { execFileSync } from 'node:child_process'
import { binaryOf, buildBinary } from '../tools/binary.ts'
import { makeWorld, whyNoWorld, type World } from '../live/world.ts'
import { measure, median, type Commands, type Results } from './measure.ts'

const NODE = [process.execPath, 'bin/tsnetstat.js']
const BINARY = [binaryOf(process.arch)]
const COMMANDS: Commands = {
  'ss -tuanp': ['ss', '-tuanp'],
  'netstat -tuanp': ['netstat', '-tuanp'],
  'lsof -nP -i': ['lsof', '-nP', '-i'],
  'binary -a': [...BINARY, '-a', '--plain'],
  'binary -a --json': [...BINARY, '-a', '--json'],
  'binary -a --source proc': [...BINARY, '-a', '--plain', '--source', 'proc'],
  'binary -l': [...BINARY, '-l', '--plain'],
  'node -a': [...NODE, '-a', '--plain'],
  'node -a --json': [...NODE, '-a', '--json'],
  'node -a --source proc': [...NODE, '-a', '--plain', '--source', 'proc'],
  'ss -tuan': ['ss', '-tuan'],
  'netstat -tuan': ['netstat', '-tuan'],
  'binary --classic -tuan': [...BINARY, '--classic', '-tuan'],
  'binary --classic -tuanp': [...BINARY, '--classic', '-tuanp'],
  'node --classic -tuan': [...NODE, '--classic', '-tuan'],
  'binary -a --no-owners': [...BINARY, '-a', '--no-owners', '--plain'],
  'binary -l --no-owners': [...BINARY, '-l', '--no-owners', '--plain'],
  'node -a --no-owners': [...NODE, '-a', '--no-owners', '--plain'],
  'node -e 0': [process.execPath, '-e', '0'],
}

const [sizes = '20,2000,20000,40000,100000,u20000', rounds = '5'] = process.argv.slice(2)

/** 500 processes share the sockets where there are enough of them, with 30 other descriptors each. */
const worldOf = (size: number, udp: boolean): Promise<World> => {
  const processes = Math.min(500, Math.max(1, Math.floor(size / 4)))
  return makeWorld('--big', `${processes}`, `${size}`, '30', ...(udp ? ['--udp'] : []))
}

const report = (size: string, results: Results): void => {
  const wall = (name: string): number => median(results[name]!.map(({ wall_ms }) => wall_ms))
  const print = (...cells: readonly string[]): void => {
    const [name = '', ...numbers] = cells
    process.stdout.write(
      `| ${name.padEnd(24)} | ${numbers.map(text => text.padStart(11)).join(' | ')} |\n`,
    )
  }
  process.stdout.write(`\n${size} sockets, medians of ${rounds}\n`)
  print('command', 'wall ms', 'cpu ms', 'peak MiB', '/ ss -p', '/ netstat -p', 'exit')
  for (const [name, costs] of Object.entries(results)) {
    print(
      name,
      wall(name).toFixed(0),
      median(costs.map(({ cpu_ms }) => cpu_ms)).toFixed(0),
      Math.max(...costs.map(({ peak_mib }) => peak_mib)).toFixed(0),
      (wall(name) / wall('ss -tuanp')).toFixed(2),
      (wall(name) / wall('netstat -tuanp')).toFixed(2),
      [...new Set(costs.map(({ exit }) => exit))].join(','),
    )
  }
}

const why = whyNoWorld('ss', 'netstat', 'lsof')
if (why !== '') {
  process.stderr.write(`bench:${why}\n`)
  process.exit(1)
}
execFileSync('npm', ['run', '--silent', 'build'])
buildBinary()
process.stdout.write(
  `${execFileSync('uname', ['-srm'], { encoding: 'utf8' }).trim()}, node ${process.version}\n`,
)
for (const size of sizes.split(',')) {
  const world = await worldOf(Number(size.replace(/^u/, '')), size.startsWith('u'))
  try {
    report(size, measure(world, COMMANDS, rounds))
  } finally {
    await world.end()
  }
}
