import { spawnSync } from 'node:child_process'
import type { World } from '../live/world.ts'

/** What one run of a command took, from wait4(2). */
export interface Cost {
  readonly wall_ms: number
  readonly cpu_ms: number
  readonly peak_mib: number
  readonly exit: number
}

export type Commands = { readonly [name: string]: readonly string[] }
export type Results = { readonly [name: string]: readonly Cost[] }

/** Runs the commands among the sockets of a world, in turns. */
export const measure = (world: World, commands: Commands, rounds: string): Results => {
  const args = ['test/bench/measure.py', `${world.pid}`, rounds]
  const made = spawnSync('python3', args, { input: JSON.stringify(commands), encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  return JSON.parse(made.stdout) as Results
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((x, y) => x - y)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
