import { describe, expect, it } from 'vitest'
import { repeat, type Pace } from '../../src/cli/repeat.ts'

/** A world in which a signal comes during the wait of that number; what was done, in order. */
const world = (signalAt = Infinity) => {
  const log: string[] = []
  let waits = 0
  const stop = {
    stopped: false,
    wait: (ms: number) => {
      log.push(`wait ${ms}`)
      if (++waits === signalAt) stop.stopped = true
      return Promise.resolve()
    },
    release: () => void log.push('release'),
  }
  const io = {
    catchStop: () => {
      log.push('catch')
      return stop
    },
    wait: (ms: number) => {
      log.push(`sleep ${ms}`)
      return Promise.resolve()
    },
  }
  return { io, log }
}

const PACE: Pace = { intervalMs: 500, frames: null, catches: true }

describe('looking again and again', () => {
  it('shows, waits, and ends after so many frames', async () => {
    const { io, log } = world()
    await repeat(io, { ...PACE, frames: 2 }, () => {
      log.push('frame')
      return true
    })
    expect(log).toEqual(['catch', 'frame', 'wait 500', 'frame', 'release'])
  })

  it('does not count a look that had nothing to compare with', async () => {
    const { io, log } = world()
    let looks = 0
    await repeat(io, { ...PACE, frames: 1 }, () => ++looks > 1)
    expect(log).toEqual(['catch', 'wait 500', 'release'])
    expect(looks).toBe(2)
  })

  it('ends at a signal during the wait', async () => {
    const { io, log } = world(3)
    let frames = 0
    await repeat(io, PACE, () => ++frames > 0)
    expect(frames).toBe(3)
    expect(log.at(-1)).toBe('release')
  })

  it('lets signals be where there is only one frame', async () => {
    const { io, log } = world()
    let looks = 0
    await repeat(io, { ...PACE, frames: 1, catches: false }, () => ++looks > 1)
    expect(log).toEqual(['sleep 500'])
  })

  it('gives signals back where a frame fails', async () => {
    const { io, log } = world()
    const fails = () => {
      throw new Error('EPIPE')
    }
    await expect(repeat(io, PACE, fails)).rejects.toThrow('EPIPE')
    expect(log).toEqual(['catch', 'release'])
  })
})
