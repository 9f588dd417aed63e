import { describe, expect, it } from 'vitest'
import { ipText, ipv4 } from '../../src/model/address.ts'
import type { InetFormat } from '../../src/proc/inet.ts'
import { parse, row, TCP4, TCP6, UDP4 } from './inet-rows.ts'

const only = (line: string, format: InetFormat) => {
  const { rows, problems } = parse(`${line}\n`, format)
  expect(problems).toEqual([])
  expect(rows).toHaveLength(1)
  return rows[0]!
}

it('reads every column of a tcp row', () => {
  const line =
    '   9: 0A7AA8C0:0016 077100CB:C93A 01 00000024:00000012 01:00000016 00000003' +
    '  1000        5 16070 4 00000000a708a80f 25 4 29 10 27       '
  expect(only(line, TCP4)).toEqual({
    localIp: ipv4(0xc0a87a0a),
    localPort: 22,
    remoteIp: ipv4(0xcb007107),
    remotePort: 51514,
    state: 1,
    txQueue: 36,
    rxQueue: 18,
    timer: 1,
    timerTicks: 22,
    retransmits: 3,
    uid: 1000,
    probes: 5,
    inode: 16070,
    drops: null,
  })
})

it('reads drops from a udp row', () => {
  const line =
    ' 1140: 3500007F:0035 00000000:0000 07 00000000:00000100 00:00000000 00000000' +
    '   101        0 16130 2 0000000000000000 4294967295'
  expect(only(line, UDP4)).toMatchObject({
    localPort: 53,
    state: 7,
    rxQueue: 256,
    uid: 101,
    inode: 16130,
    drops: 4294967295,
  })
})

it('reads a raw row, where the local port is the protocol number', () => {
  const line =
    '  89: 0A010203:0059 E0000005:0000 01 00000000:00000000 00:00000000 00000000' +
    '     0        0 21133 2 00000000fa8cfbe6 0'
  const { localIp, localPort, remoteIp, drops } = only(line, { ...UDP4, littleEndian: false })
  expect([ipText(localIp), localPort, ipText(remoteIp), drops]).toEqual([
    '10.1.2.3',
    89,
    '224.0.0.5',
    0,
  ])
})

it.each([
  // the kernel pads them with blanks to the width of a whole row
  ['TIME_WAIT', `06 00000000:00000000 03:00000171 00000000     0        0 0 3 ${'0'.repeat(16)}`],
  ['SYN_RECV', `03 00000000:00000000 01:00000063 00000000     0        0 0 0 ${'0'.repeat(16)}`],
])('a %s row, which ends at the pointer: inode 0', (_, rest) => {
  const short = only(`  18: 0A7AA8C0:0050 327AA8C0:9546 ${rest}            `, TCP4)
  expect(short).toMatchObject({ inode: 0, localPort: 80, drops: null })
})

it.each([
  ['before 2.6.27 udp rows had no drops', `7 2 ${'0'.repeat(16)}`],
  ['a row may end at the inode', '7'],
])('%s', (_, end) => {
  const start = '  89: 0A010203:0059 00000000:0000 07 00000000:00000000 00:00000000 00000000  0   0'
  expect(only(`${start} ${end}`, UDP4)).toMatchObject({ inode: 7, drops: null })
})

// the little-endian texts are what netstat showed of fixtures/hosts/article
describe('addresses are words of the host', () => {
  it.each([
    ['v4 little', '0100007F', TCP4, '127.0.0.1'],
    ['v4 little, top bit set', 'FB9E459E', TCP4, '158.69.158.251'],
    ['v4 big', '7F000001', { ...TCP4, littleEndian: false }, '127.0.0.1'],
    ['v4 big, top bit set', 'EF010203', { ...TCP4, littleEndian: false }, '239.1.2.3'],
    ['v6 little', 'B80D0120000001000000000010000000', TCP6, '2001:db8:1::10'],
    ['v6 little, link-local', '000080FE00000000FF0054504C2B8AFE', TCP6, 'fe80::5054:ff:fe8a:2b4c'],
    ['v6 little, mapped', '0000000000000000FFFF00000A7AA8C0', TCP6, '::ffff:192.168.122.10'],
    [
      'v6 big',
      '20010DB800AA00BB00CC00DD00EE00FF',
      { ...TCP6, littleEndian: false },
      '2001:db8:aa:bb:cc:dd:ee:ff',
    ],
    [
      'v6 big, mapped',
      '00000000000000000000FFFF0A010203',
      { ...TCP6, littleEndian: false },
      '::ffff:10.1.2.3',
    ],
  ])('%s: %s', (_, printed, format, text) => {
    const remote = `${'0'.repeat(printed.length)}:0000`
    const parsed = only(row({ local: `${printed}:20FB`, remote }), format)
    expect(ipText(parsed.localIp)).toBe(text)
    expect(parsed.localIp.v).toBe(format.family)
    expect(parsed.localPort).toBe(8443) // in host order on every machine
  })
})

it('takes the states 1 to 12 of tcp_states.h', () => {
  const lines = Array.from({ length: 12 }, (_, i) =>
    row({ st: (i + 1).toString(16).toUpperCase().padStart(2, '0') }),
  )
  const { rows, problems } = parse(`${lines.join('\n')}\n`, TCP4)
  expect(problems).toEqual([])
  expect(rows.map(({ state }) => state)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})

it.each([
  ['a timer that is overdue, printed as a negative long, is due now', 'FFFFFFFFFFFFFFF6', 0],
  ['a timer of two hours is 720000 ticks', '000AFC80', 720000],
])('%s', (_, when, ticks) => expect(only(row({ when }), TCP4).timerTicks).toBe(ticks))

it('undoes the sign of a uid that an old kernel printed as %d', () => {
  expect(only(row({ uid: '   -2' }), TCP4).uid).toBe(4294967294)
})

it('undoes the sign of drops likewise', () => {
  const line = row({}).replace(/100 0 0 10 0$/, '-1')
  expect(only(line, UDP4).drops).toBe(4294967295)
})
