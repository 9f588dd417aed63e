import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWorld, whyNoWorld, type World } from '../live/world.ts'
import { compareIn, type Compared } from './compare.ts'
import { LIVE_LINES } from './lines.ts'
import { whyNoNetstat, type Outcome } from './netstat.ts'

const why = whyNoWorld() || whyNoNetstat()

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
  let compared: Compared[]

  beforeAll(async () => {
    world = await makeWorld()
    compared = compareIn(world, LIVE_LINES, timeless)
  }, 120_000)
  afterAll(() => world?.end())

  it('is compared by more than 60 command lines', () =>
    expect(LIVE_LINES.length).toBeGreaterThan(60))

  it.each(LIVE_LINES.map((line, i) => [line, i] as const))('netstat %s', (_, i) => {
    expect(compared[i]!.ours).toEqual(compared[i]!.theirs)
  })
})
