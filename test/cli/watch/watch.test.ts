import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../src/cli/pipeline.ts'
import type { Terminal, Woken } from '../../../src/cli/watch/terminal.ts'
import { watch } from '../../../src/cli/watch/watch.ts'
import { renderTable } from '../../../src/render/table.ts'
import { ioOf } from '../../helpers/io.ts'
import { optionsOf } from '../options.ts'
import { frameOf } from './frames.ts'

const TIME = { time: '2026-11-20T10:00:00Z' }
const frame = (queue: number): Frame => frameOf([['a', queue]], { facts: TIME })

/** Looks (null: one that only counts; an error: one that fails), and what ends each pause. */
const watching = async (
  looks: readonly (Frame | null | Error)[],
  pauses: readonly Partial<Woken>[],
  count: number | null = null,
) => {
  let clock = 0
  const left = [...looks]
  const ends = [...pauses]
  const drawn: string[] = []
  const waits: (number | null)[] = []
  let [closed, seen] = [0, 0]
  const terminal: Terminal = {
    size: () => ({ columns: 40, rows: 4 }),
    draw: lines => void drawn.push(lines.map(line => line.trim()).join('|')),
    wait: ms => {
      waits.push(ms)
      const end = { typed: '', stopped: false, due: false, ...(ends.shift() ?? { stopped: true }) }
      if (end.due) clock += (ms ?? 0) / 1000
      return Promise.resolve(end)
    },
    close: () => void closed++,
  }
  const next = (): Promise<Frame | null> => {
    const look = left.shift() ?? null
    return look instanceof Error ? Promise.reject(look) : Promise.resolve(look)
  }
  const { io } = ioOf({ clock: () => clock, tty: true, columns: 40, env: { NO_COLOR: '1' } })
  const options = { ...optionsOf('-lc', '2'), count }
  const watched = { next, render: renderTable, seen: () => void seen++ }
  const ended = watch(io, options, watched, terminal)
  const error = await ended.then(
    () => null,
    (reason: Error) => reason.message,
  )
  return { drawn, waits, closed, seen, error }
}

const due = { due: true }

describe('watching', () => {
  it('draws each look, one interval apart, until a signal comes', async () => {
    const { drawn, waits, closed, seen } = await watching([frame(1), frame(2)], [due])
    expect(drawn.map(text => text.split('|')[1])).toEqual(['a         1', '~  a         2'])
    expect([waits, closed, seen]).toEqual([[2000, 2000], 1, 2])
  })

  it('says what it waits for while a first look only counts', async () => {
    const { drawn, seen } = await watching([null, frame(1)], [due])
    expect(drawn[0]).toMatch(/^counting: the next look comes in 2 s\|.*every 2 s {2}q quit/)
    expect(drawn[1]).toContain('a         1')
    expect(seen).toBe(1)
  })

  it('ends after so many looks that show something', async () => {
    const { drawn, waits, closed } = await watching([null, frame(1), frame(1)], [due, due, due], 2)
    expect([drawn.length, waits.length, closed]).toEqual([3, 2, 1])
  })

  it('takes no look while it is paused, but draws anew at another size', async () => {
    const { drawn, waits, seen } = await watching([frame(1), frame(2)], [{ typed: ' ' }, {}])
    expect(waits).toEqual([2000, null, null])
    expect(drawn.slice(1).every(text => text.includes('PAUSED'))).toBe(true)
    expect([drawn.length, seen]).toEqual([3, 1])
  })

  it.each(['q', '\x03'])('ends at the key %j', async typed => {
    const { closed, waits } = await watching([frame(1)], [{ typed }, due, due])
    expect([closed, waits.length]).toEqual([1, 1])
  })

  it('gives the terminal back where a look fails', async () => {
    const { closed, error } = await watching([frame(1), new Error('gone')], [due])
    expect([closed, error]).toEqual([1, 'gone'])
  })
})
