import { describe, expect, it } from 'vitest'
import { wait } from '../../src/cli/wait.ts'
import type { Socket } from '../../src/model/socket.ts'
import { inetRow } from '../views/sockets/rows.ts'

/** What a look finds, by cookies; true is one socket. */
type Found = boolean | readonly bigint[]

/** What is heard, and after how many ms; null: something was lost. */
type Heard = readonly [ms: number, cookies: readonly bigint[] | null, cpuMs?: number]

const socketsOf = (found: Found): Socket[] =>
  (found === true ? [1n] : found === false ? [] : found).map(cookie => inetRow({ cookie }))

/** Looks that each take so many ms of processor time; what was done between them. */
const waiting = async (
  looks: readonly Found[],
  {
    gone = false,
    timeout = null as number | null,
    costs = [] as number[],
    heard = null as Heard[] | null,
  } = {},
) => {
  let [clock, cpu, taken] = [0, 0, 0]
  const pauses: string[] = []
  const io = {
    clock: () => clock,
    cpu: () => cpu,
    wait: (ms: number) => {
      pauses.push(`${Math.round(ms)}`)
      clock += ms / 1000
      return Promise.resolve()
    },
  }
  const hear = (waitMs: number) => {
    const [ms, cookies, cpuMs = 0] = heard!.shift() ?? [Infinity, []]
    const waited = Math.min(ms, waitMs)
    pauses.push(`heard ${Math.round(waited)}`)
    clock += waited / 1000
    cpu += cpuMs / 1000
    return cookies
  }
  const look = () => {
    cpu += (costs[taken] ?? 0) / 1000
    return socketsOf(looks[taken++] ?? looks.at(-1)!)
  }
  let closed = 0
  const closings = heard === null ? null : { hear, close: () => void closed++ }
  const code = await wait(io, { gone, timeout }, { look, closings })
  return { code, taken, pauses, seconds: clock, closed }
}

describe('waiting', () => {
  it('ends with 0 as soon as a look finds a socket', async () => {
    expect(await waiting([false, false, true])).toMatchObject({ code: 0, pauses: ['150', '150'] })
    expect(await waiting([true])).toMatchObject({ code: 0, pauses: [] })
  })

  it('with gone ends with 0 as soon as a look finds none', async () => {
    expect(await waiting([true, true, false], { gone: true })).toMatchObject({ code: 0, taken: 3 })
  })

  it('ends with 3 at the timeout, and looks once more then', async () => {
    const { code, pauses, taken, seconds } = await waiting([false], { timeout: 0.25 })
    expect({ code, pauses, taken }).toEqual({ code: 3, pauses: ['150', '100'], taken: 3 })
    expect(seconds).toBeCloseTo(0.25)
  })

  it('of no time at all is one look', async () => {
    expect(await waiting([false], { timeout: 0 })).toMatchObject({ code: 3, taken: 1 })
  })

  it('pauses longer where all of the last five looks were dear, and at most a second', async () => {
    const costs = [9, 9, 2, 9, 9, 30, 30, 30, 30, 30]
    const looks = [...Array<boolean>(10).fill(false), true]
    const { pauses } = await waiting(looks, { costs })
    expect(pauses.map(Number)).toEqual([150, 150, 150, 150, 200, 200, 200, 900, 900, 1000])
  })
})

describe('waiting for sockets to be gone, where the kernel tells of what closes', () => {
  const gone = true

  it('looks at once when the last of them has closed, and not for others', async () => {
    const heard: Heard[] = [
      [10, [1n]],
      [10, [9n]],
      [10, [2n, 8n]],
    ]
    const { code, pauses, taken, seconds } = await waiting([[1n, 2n], []], { gone, heard })
    expect({ code, pauses, taken }).toEqual({
      code: 0,
      pauses: ['heard 10', 'heard 10', 'heard 10'],
      taken: 2,
    })
    expect(seconds).toBeCloseTo(0.03)
  })

  it('looks four times a second for what it is not told of', async () => {
    const told = await waiting([true, true, []], { gone, heard: [] })
    expect(told).toMatchObject({ code: 0, pauses: ['heard 250', 'heard 250'] })
  })

  it('is not woken again and again where others come as fast as those go', async () => {
    const heard: Heard[] = [
      [1, [1n]],
      [1, [3n]],
    ]
    const { pauses } = await waiting([[1n], [2n], [3n], [4n], []], { gone, heard })
    expect(pauses).toEqual(['heard 1', '150', 'heard 1', '150'])
  })

  it('looks where events were lost', async () => {
    const { code, pauses } = await waiting([true, []], { gone, heard: [[20, null]] })
    expect({ code, pauses }).toEqual({ code: 0, pauses: ['heard 20'] })
  })

  it('hears of bursts, but no more once that has cost more than its part of all time', async () => {
    // 15 ms of work at once are in its credit
    const burst: Heard[] = [[10, [7n], 15]]
    const patient = await waiting([true, []], { gone, heard: burst })
    expect(patient).toMatchObject({ pauses: ['heard 10', 'heard 240'], closed: 0 })
    // 2 of each 10 ms are not: 20 ms are used up, and a two hundredth of the time, by the eleventh
    const heard: Heard[] = Array.from({ length: 99 }, () => [10, [7n], 2])
    const { pauses, closed } = await waiting([true, true, true, []], { gone, heard })
    expect(pauses).toEqual([...Array<string>(11).fill('heard 10'), '150', '150'])
    expect(closed).toBe(1)
  })

  it('goes on listening where a signal ends it early, up to the timeout', async () => {
    const heard: Heard[] = [[30, []]]
    const { code, pauses } = await waiting([true], { gone, heard, timeout: 0.1 })
    expect({ code, pauses }).toEqual({ code: 3, pauses: ['heard 30', 'heard 70'] })
  })
})
