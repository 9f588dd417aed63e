import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWorld, whyNoWorld, type World } from '../live/world.ts'
import { whyNoNetstat } from '../parity/netstat.ts'
import { binaryOf, buildBinary } from '../tools/binary.ts'

// it alone reads the file of IPv6 while it prints that of IPv4
const why = whyNoWorld() || whyNoNetstat()

describe.skipIf(why !== '')(`the standalone binary as netstat, on live sockets${why}`, () => {
  let world: World
  beforeAll(async () => {
    buildBinary()
    world = await makeWorld()
  }, 120_000)
  afterAll(() => world?.end())

  it.each(['-tuan', '-tuwUan', '-6tan', '-tulne', '-4an', '-tuane'])('%s', line => {
    const [before, ours, after] = [
      ['netstat', line],
      [binaryOf(process.arch), '--classic', line],
      ['netstat', line],
    ].map(([command, ...words]) => world.run(command!, words, { ...process.env, LC_ALL: 'C' }))
    if (!line.includes('4')) expect(ours).toMatch(/^tcp6 .* LISTEN /m)
    expect([before, after]).toContain(ours)
  })
})
