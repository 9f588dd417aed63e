import { describe, expect, it } from 'vitest'
import { parseSoftnet, sinceU32 } from '../../src/proc/softnet.ts'

/** A row of so many columns, where column i holds 256 + i. */
const rowOf = (columns: number): string =>
  Array.from({ length: columns }, (_, i) => (256 + i).toString(16).padStart(8, '0')).join(' ')

// widths by kernel: 9 (2.6), 10 (2.6.35), 11 (3.11), 13 (5.10), 15 (6.4); 17 was proposed, not merged
describe('columns that a kernel does not have are null', () => {
  it.each([
    [9, { receivedRps: null, flowLimitCount: null, backlogLen: null, cpu: 0 }],
    [10, { receivedRps: 265, flowLimitCount: null, backlogLen: null, cpu: 0 }],
    [11, { receivedRps: 265, flowLimitCount: 266, backlogLen: null, cpu: 0 }],
    [13, { receivedRps: 265, flowLimitCount: 266, backlogLen: 267, cpu: 268 }],
    [15, { backlogLen: 267, cpu: 268, inputQlen: 269, processQlen: 270 }],
    [17, { backlogLen: 267, cpu: 268, inputQlen: 269, processQlen: 270 }],
  ])('%i columns', (columns, expected) => {
    const { rows, problems } = parseSoftnet(`${rowOf(columns)}\n`)
    expect(problems).toEqual([])
    expect(rows).toEqual([
      {
        inputQlen: null,
        processQlen: null,
        receivedRps: 265,
        flowLimitCount: 266,
        ...expected,
        processed: 256,
        dropped: 257,
        timeSqueeze: 258,
        cpuCollision: 264,
      },
    ])
  })
})

it('takes the CPU from column 12, since lines are of online CPUs only', () => {
  const line = (cpu: number) => `${'00000000 '.repeat(12)}${cpu.toString(16).padStart(8, '0')}\n`
  const { rows } = parseSoftnet(line(0) + line(2) + line(31))
  expect(rows.map(({ cpu }) => cpu)).toEqual([0, 2, 31])
})

it('counts lines where there is no such column, the broken ones among them', () => {
  const { rows } = parseSoftnet(`${rowOf(11)}\nbroken\n${rowOf(11)}\n`)
  expect(rows.map(({ cpu }) => cpu)).toEqual([0, 2])
})

it.each([
  ['three columns', '00000033 00000000 00000000', 'no field 8 (cpu_collision)'],
  ['a bad digit', rowOf(15).replace('00000101', '0000000g'), 'dropped is not a hex u32'],
  ['nine digits', rowOf(15).replace('00000101', '123456789'), 'dropped is not a hex u32'],
  ['no columns at all', '', 'no field 8'],
])('a line with %s costs itself alone', (_, bad, message) => {
  const { rows, problems } = parseSoftnet(`${rowOf(15)}\n${bad}\n${rowOf(15)}\n`, 'softnet_stat')
  expect(rows).toHaveLength(2)
  expect(problems).toMatchObject([{ at: 'softnet_stat:2' }])
  expect(problems[0]!.problem).toContain(message)
})

it('takes no row from a last line that was cut', () => {
  const { rows, problems } = parseSoftnet(`${rowOf(15)}\n${rowOf(11)}`)
  expect(rows).toHaveLength(1)
  expect(problems).toMatchObject([{ at: 'net/softnet_stat:2' }])
})

it.each([
  ['a step', 100, 130, 30],
  ['no step', 7, 7, 0],
  ['across the wrap', 0xffffff07, 0x10, 0x109],
  ['from the last value to zero', 0xffffffff, 0, 1],
  ['the longest step', 0, 0xffffffff, 4294967295],
])('sinceU32 counts %s', (_, before, now, step) => expect(sinceU32(before, now)).toBe(step))
