import { describe, expect, it } from 'vitest'
import { devLines } from '../../src/proc/dev-lines.ts'

const FIRST = 'Inter-|   Receive  |  Transmit\n'
const H22 = `${FIRST} face |bytes packets errs drop fifo frame compressed multicast|bytes packets\n`
const H21 = `${FIRST} face |bytes    packets errs drop fifo frame|bytes packets errs\n`
const H20 = `${FIRST} face |packets errs drop fifo frame|packets errs drop fifo colls carrier\n`

/** packets, bytes, errors, dropped, overruns and frame or carrier, as ifconfig's form has them; collisions */
const shown = (text: string) =>
  devLines(Buffer.from(text, 'latin1')).map(({ name, counters: of }) => [
    name,
    [of.rxPackets, of.rxBytes, of.rxErrs, of.rxDrop, of.rxFifo, of.rxFrame].map(BigInt),
    [of.txPackets, of.txBytes, of.txErrs, of.txDrop, of.txFifo, of.txCarrier, of.txColls].map(
      BigInt,
    ),
  ])

const SIXTEEN = '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16'
const NONE = [0n, 0n, 0n, 0n, 0n, 0n, 0n]
const MOST = 2n ** 64n - 1n

// what netstat -iae of net-tools 2.10 told of lo with these lines in /proc/net/dev
describe('lines of net/dev as net-tools reads them', () => {
  it.each([
    ['Linux 2.2', H22, [2n, 1n, 3n, 4n, 5n, 6n], [10n, 9n, 11n, 12n, 13n, 15n, 14n]],
    ['Linux 2.1', H21, [2n, 1n, 3n, 4n, 5n, 6n], [8n, 7n, 9n, 10n, 11n, 13n, 12n]],
    ['Linux 2.0', H20, [1n, 0n, 2n, 3n, 4n, 5n], [6n, 0n, 7n, 8n, 9n, 11n, 10n]],
  ])('have the columns of the header: %s', (_, header, rx, tx) => {
    expect(shown(`${header}    lo: ${SIXTEEN}\n`)).toEqual([['lo', rx, tx]])
  })

  it.each([
    ['end at what is no number', 'lo:1 2 3 4 x 6 7', [2n, 1n, 3n, 4n, 0n, 0n], NONE],
    ['go on where the name comes again', 'lo: 1 2 3\nlo: 4 5', [5n, 4n, 3n, 0n, 0n, 0n], NONE],
    ['need no colon', '  lo  1 2 3 4 5', [2n, 1n, 3n, 4n, 5n, 0n], NONE],
    [
      'take what strtoull does',
      `lo:18446744073709551616 -1 +3 4 5`,
      [MOST, MOST, 3n, 4n, 5n, 0n],
      NONE,
    ],
    [
      'have no more columns than these',
      `lo: ${SIXTEEN} 17`,
      [2n, 1n, 3n, 4n, 5n, 6n],
      [10n, 9n, 11n, 12n, 13n, 15n, 14n],
    ],
  ])('%s', (_, line, rx, tx) => expect(shown(`${H22}${line}\n`)).toEqual([['lo', rx, tx]]))

  it('may be of an alias', () =>
    expect(shown(`${H22}lo:1: 1 2 3 4 5 6\n`)).toEqual([['lo:1', [2n, 1n, 3n, 4n, 5n, 6n], NONE]]))

  it('are not counted where the name fills its room', () => {
    expect(shown(`${H22}fifteencharname: ${SIXTEEN}\n`)).toEqual([
      ['fifteencharname', NONE.slice(1), NONE],
    ])
    expect(shown(`${H22}fourteenchars0: 1 2\n`)).toEqual([
      ['fourteenchars0', [2n, 1n, 0n, 0n, 0n, 0n], NONE],
    ])
  })

  it('are none without a header, or with nothing below it', () => {
    expect(devLines(new Uint8Array(0))).toEqual([])
    expect(devLines(Buffer.from(H22))).toEqual([])
  })
})
