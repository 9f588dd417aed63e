import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { comparable } from './allowed.ts'
import { outcomesIn, RUN, runsOf, type Outcome } from './netstat.ts'

/** Somewhere to run a command in. */
export interface Place {
  run(command: string, args: readonly string[]): string
}

/** Of one command line: what is to be equal. */
export interface Compared {
  readonly theirs: Outcome
  readonly ours: Outcome
}

/** The words of a command line. */
export const wordsOf = (line: string): string[] => line.split(' ').filter(word => word !== '')

/**
 * Runs the built command between two runs of netstat for each line, all in one place. What changed in
 * between may be either; `timeless` takes out what always does.
 */
export const compareIn = (
  place: Place,
  lines: readonly string[],
  timeless: (outcome: Outcome) => Outcome,
): Compared[] => {
  const words = lines.map(wordsOf)
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-parity-'))
  const netstat = (): Outcome[] => {
    const script = join(folder, 'script')
    writeFileSync(script, `cd ${folder}\n${RUN}${runsOf(words)}`)
    place.run('bash', [script])
    return outcomesIn(folder, words.length)
  }
  try {
    const before = netstat()
    const args = [join(import.meta.dirname, 'ours.cjs'), JSON.stringify(words)]
    const ours = JSON.parse(place.run(process.execPath, args)) as Outcome[]
    const after = netstat()
    return ours.map((outcome, i) => {
      const [one, other] = [before[i]!, after[i]!].map(theirs =>
        comparable('live', timeless(theirs), timeless(outcome)),
      )
      return JSON.stringify(other!.ours) === JSON.stringify(other!.theirs) ? other! : one!
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
