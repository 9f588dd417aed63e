import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeQuiet, type Quiet } from '../live/quiet.ts'
import { whyNoWorld } from '../live/world.ts'
import { compareIn, type Compared } from './compare.ts'
import { QUIET_LINES } from './lines.ts'
import { whyNoNetstat } from './netstat.ts'

const why = whyNoWorld('ip', 'mount') || whyNoNetstat()

describe.skipIf(why !== '')(`as netstat prints it, on a network at rest${why}`, () => {
  let quiet: Quiet
  let compared: Compared[]

  beforeAll(async () => {
    quiet = await makeQuiet()
    compared = compareIn(quiet, QUIET_LINES, outcome => outcome)
  }, 120_000)
  afterAll(() => quiet.end())

  it.each(QUIET_LINES.map((line, i) => [line, i] as const))('netstat %s', (_, i) => {
    expect(compared[i]!.ours).toEqual(compared[i]!.theirs)
  })
})
