import { describe, expect, it } from 'vitest'
import { wait } from '../../src/cli/wait.ts'

/** Looks that find something or not, each taking so many ms of processor time; the pauses between them. */
const waiting = async (
  looks: readonly boolean[],
  { gone = false, timeout = null as number | null, costs = [] as number[] } = {},
) => {
  let [clock, cpu, taken] = [0, 0, 0]
  const pauses: number[] = []
  const io = {
    clock: () => clock,
    cpu: () => cpu,
    wait: (ms: number) => {
      pauses.push(ms)
      clock += ms / 1000
      return Promise.resolve()
    },
  }
  const code = await wait(io, { gone, timeout }, () => {
    cpu += (costs[taken] ?? 0) / 1000
    return looks[taken++] ?? looks.at(-1)!
  })
  return { code, taken, pauses: pauses.map(ms => Math.round(ms)), seconds: clock }
}

describe('waiting', () => {
  it('ends with 0 as soon as a look finds a socket', async () => {
    expect(await waiting([false, false, true])).toMatchObject({ code: 0, pauses: [75, 75] })
    expect(await waiting([true])).toMatchObject({ code: 0, pauses: [] })
  })

  it('with gone ends with 0 as soon as a look finds none', async () => {
    expect(await waiting([true, true, false], { gone: true })).toMatchObject({ code: 0, taken: 3 })
  })

  it('ends with 3 at the timeout, and looks once more then', async () => {
    const { code, pauses, taken, seconds } = await waiting([false], { timeout: 0.1875 })
    expect({ code, pauses, taken }).toEqual({ code: 3, pauses: [75, 75, 38], taken: 4 })
    expect(seconds).toBeCloseTo(0.1875)
  })

  it('of no time at all is one look', async () => {
    expect(await waiting([false], { timeout: 0 })).toMatchObject({ code: 3, taken: 1 })
  })

  it('pauses longer where all of the last five looks were dear, and at most a second', async () => {
    const costs = [9, 9, 1, 9, 9, 30, 30, 30, 30, 30]
    const looks = [...Array<boolean>(10).fill(false), true]
    const { pauses } = await waiting(looks, { costs })
    expect(pauses).toEqual([75, 75, 75, 75, 100, 100, 100, 900, 900, 1000])
  })
})
