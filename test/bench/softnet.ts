/**
 * `npx tsx test/bench/softnet.ts [CPUS] [SECONDS]`: lines of /proc/net/softnet_stat that the parser reads in
 * a second, from a file of so many CPUs (256), of which no two numbers are alike.
 */
import { parseSoftnet } from '../../src/proc/softnet.ts'
import { random } from '../random.ts'

const [cpus = '256', seconds = '3'] = process.argv.slice(2)

const { u32 } = random(1)
const text = Array.from({ length: Number(cpus) }, (_, cpu) => {
  const columns = Array.from({ length: 15 }, (_, i) => (i === 12 ? cpu : u32()))
  return `${columns.map(column => column.toString(16).padStart(8, '0')).join(' ')}\n`
}).join('')

/** Lines per second, over so many milliseconds. */
const measure = (forMs: number): number => {
  let lines = 0
  const begin = performance.now()
  let now = begin
  while (now - begin < forMs) {
    lines += parseSoftnet(text).rows.length
    now = performance.now()
  }
  return (lines * 1000) / (now - begin)
}

// the engine compiles what it has seen often enough
measure(300)
const rates = Array.from({ length: 5 }, () => measure((Number(seconds) * 1000) / 5))
const [slowest, , median, , fastest] = rates.sort((x, y) => x - y) as [
  number,
  number,
  number,
  number,
  number,
]
const thousand = (rate: number): string => `${Math.round(rate / 1000)}k`
process.stdout.write(
  `softnet_stat of ${cpus} CPUs, node ${process.version}: ${thousand(median)} lines/s ` +
    `(${thousand(slowest)} to ${thousand(fastest)} in five runs)\n`,
)
