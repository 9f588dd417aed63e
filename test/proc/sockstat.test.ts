import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { endianness } from 'node:os'
import { expect, it } from 'vitest'
import { pageSizeOf, parseMemoryLimits, parseSockstat } from '../../src/proc/sockstat.ts'

// the format of sockstat_seq_show() in net/ipv4/proc.c
const SOCKSTAT = `sockets: used 290
TCP: inuse 35 orphan 1 tw 7 alloc 40 mem 3
UDP: inuse 2 mem 5
UDPLITE: inuse 0
RAW: inuse 0
FRAG: inuse 0 memory 0
`

it('reads each protocol with its counters by name', () => {
  const { rows, problems } = parseSockstat(SOCKSTAT)
  expect(problems).toEqual([])
  expect(rows.map(({ protocol }) => protocol)).toEqual(
    'sockets TCP UDP UDPLITE RAW FRAG'.split(' '),
  )
  expect(Object.fromEntries(rows[1]!.counters)).toEqual({
    inuse: 35,
    orphan: 1,
    tw: 7,
    alloc: 40,
    mem: 3,
  })
})

it.each([
  ['a counter without a number', 'TCP: inuse\n', 'net/sockstat:1: no field 2 (inuse)'],
  [
    'a word for a number',
    'UDP: inuse x\n',
    'net/sockstat:1: inuse is not a decimal integer, got "x"',
  ],
])('%s costs its line, and is told', (_, text, message) => {
  const { rows, problems } = parseSockstat(`${text}RAW: inuse 1\n`)
  expect(rows).toHaveLength(1)
  expect(`${problems[0]!.at}: ${problems[0]!.problem}`).toContain(message)
})

it('reads the three limits of tcp_mem', () => {
  const { rows } = parseMemoryLimits('282912\t377218\t565824\n', 'sys/net/ipv4/tcp_mem')
  expect(rows).toEqual([{ low: 282_912, pressure: 377_218, high: 565_824 }])
})

it('finds the page size that getconf knows', () => {
  const known = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }))
  const auxv = readFileSync('/proc/self/auxv', 'latin1')
  expect(pageSizeOf(auxv, endianness() === 'LE')).toBe(known)
  expect(pageSizeOf('', true)).toBeNull()
})
