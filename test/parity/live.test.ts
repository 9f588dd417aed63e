import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWorld, whyNoWorld, type World } from '../live/world.ts'
import { comparable } from './allowed.ts'
import { LIVE_LINES } from './lines.ts'
import { outcomesIn, RUN, runsOf, whyNoNetstat, type Outcome } from './netstat.ts'

const why = whyNoWorld() || whyNoNetstat()

const LINES = LIVE_LINES.map(line => line.split(' ').filter(word => word !== ''))

/** Time goes on between two runs, and what has no answer is sent again. */
const timeless = ({ out, err, code }: Outcome): Outcome => ({
  out: out
    .replaceAll(/(?<= (on|probe)) \([\d./]+\)/g, ' (T/R/P)')
    .replaceAll(/(?<= (keepalive|timewait)) \(\d+\.\d\d\//g, ' (T/'),
  err,
  code,
})

describe.skipIf(why !== '')(`as netstat prints it, on live sockets${why}`, () => {
  let world: World
  let folder: string
  let ours: Outcome[]
  /** once before and once after: what changed in between may be either */
  const theirs: Outcome[][] = []

  const netstat = (): Outcome[] => {
    const script = join(folder, 'script')
    writeFileSync(script, `cd ${folder}\n${RUN}${runsOf(LINES)}`)
    world.run('bash', [script])
    return outcomesIn(folder, LINES.length)
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tsnetstat-parity-'))
    world = await makeWorld()
    theirs.push(netstat())
    const args = [join(import.meta.dirname, 'ours.cjs'), JSON.stringify(LINES)]
    ours = JSON.parse(world.run(process.execPath, args)) as Outcome[]
    theirs.push(netstat())
  }, 120_000)
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await world?.end()
  })

  it('is compared by more than 60 command lines', () => expect(LINES.length).toBeGreaterThan(60))

  it.each(LIVE_LINES.map((line, i) => [line, i] as const))('netstat %s', (_, i) => {
    const [before, after] = theirs.map(outcomes => {
      const both = comparable('live', timeless(outcomes[i]!), timeless(ours[i]!))
      return { ...both, same: JSON.stringify(both.ours) === JSON.stringify(both.theirs) }
    })
    expect(before!.ours).toEqual(after!.same ? after!.theirs : before!.theirs)
  })
})
