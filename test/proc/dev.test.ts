import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DEV_COUNTERS } from '../../src/model/interface.ts'
import { parseDev } from '../../src/proc/dev.ts'

// the header of dev_seq_show() in net/core/net-procfs.c
const HEADER = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
`
/** Sixteen numbers, 1 to 16. */
const NUMBERS = Array.from({ length: 16 }, (_, i) => i + 1).join(' ')

it('reads the sixteen counters of each interface', () => {
  const { rows, problems } = parseDev(`${HEADER}    lo: ${NUMBERS}\n`)
  expect(problems).toEqual([])
  expect(rows).toEqual([
    {
      name: 'lo',
      rxBytes: 1n,
      rxPackets: 2n,
      rxErrs: 3n,
      rxDrop: 4n,
      rxFifo: 5n,
      rxFrame: 6n,
      rxCompressed: 7n,
      rxMulticast: 8n,
      txBytes: 9n,
      txPackets: 10n,
      txErrs: 11n,
      txDrop: 12n,
      txFifo: 13n,
      txColls: 14n,
      txCarrier: 15n,
      txCompressed: 16n,
    },
  ])
})

it.each([
  ['of fifteen characters', 'enp0s31f6u1u4u2'],
  ['with a dot and an at', 'eth0.100@v'],
  ['with a bar', 'a|b'],
  ['of an alias, as of old kernels', 'eth0:1'],
  ['that looks like a number', '10'],
])('takes a name %s', (_, name) => {
  // "%6s:%8lu" of kernels before 2.6.37: no blank before a wide number
  const { rows, problems } = parseDev(`${HEADER}${name}:18446744073709551615 ${NUMBERS.slice(2)}\n`)
  expect(problems).toEqual([])
  expect(rows).toMatchObject([{ name, rxBytes: 18446744073709551615n, rxPackets: 2n }])
})

it.each([
  ['ends early', 'eth0: 1 2 3', { rxBytes: 1n, rxErrs: 3n, rxDrop: null, txCompressed: null }],
  ['has a word for a number', `eth0: x ${NUMBERS.slice(2)}`, { rxBytes: null, rxPackets: 2n }],
  ['has a number below zero', `eth0: -1 ${NUMBERS.slice(2)}`, { rxBytes: null, rxPackets: 2n }],
])('keeps what can be read of a row that %s, and tells', (_, bad, left) => {
  const { rows, problems } = parseDev(`${HEADER}${bad}\nlo: ${NUMBERS}\n`)
  expect(rows).toMatchObject([{ name: 'eth0', ...left }, { name: 'lo' }])
  expect(problems).toMatchObject([{ at: 'net/dev:3' }])
})

it.each([
  ['no colon', 'eth0 1 2'],
  ['no name', ': 1 2'],
  ['nothing', ''],
])('a row with %s costs itself alone', (_, bad) => {
  const { rows, problems } = parseDev(`${HEADER}${bad}\nlo: ${NUMBERS}\n`)
  expect(rows).toMatchObject([{ name: 'lo' }])
  expect(problems).toMatchObject([{ at: 'net/dev:3' }])
})

it('takes no row from a last line that was cut', () => {
  expect(parseDev(`${HEADER}lo: ${NUMBERS}`)).toMatchObject({ rows: [], problems: [{}] })
})

it('agrees with /sys/class/net on this host', () => {
  const { rows } = parseDev(readFileSync('/proc/net/dev', 'latin1'))
  const names = readdirSync('/sys/class/net').filter(name => name !== 'bonding_masters')
  expect(rows.map(({ name }) => name).sort()).toEqual(names.sort())
  expect(Object.keys(rows[0]!)).toEqual(['name', ...DEV_COUNTERS])
})
