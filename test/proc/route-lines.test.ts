import { expect, it } from 'vitest'
import { ipText, ipv4 } from '../../src/model/address.ts'
import {
  CACHE_LAYOUT,
  eachRouteLine,
  ROUTE_LAYOUT,
  type Layout,
} from '../../src/proc/route-lines.ts'

/** Destination, gateway, mask or source, and interface of each line that is shown. */
const shown = (layout: Layout, lines: readonly string[]): string[] => {
  const rows: string[] = []
  eachRouteLine(Buffer.from(lines.join('')), layout, true, line => {
    const words = [line.destination, line.gateway, line.mask].map(word => ipText(ipv4(word)))
    rows.push([...words, line.device].join(' '))
  })
  return rows
}

const row = (...words: readonly string[]): string => `${words.join('\t')}\n`

// as netstat -rn and -rCn of net-tools 2.10 printed them
it('an address that is none is that of the last route shown, not of one passed over', () => {
  const header = row(
    ...'Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT'.split(' '),
  )
  const zeros = ['0', '0', '0']
  expect(
    shown(ROUTE_LAYOUT, [
      header,
      row('b0', '0A000005', '00000a00', '0001', ...zeros, 'FFFFFFFF', ...zeros),
      // not up
      row('b5', '0A000006', '00000b00', '0020', ...zeros, 'FFFFFFFF', ...zeros),
      row('b6', '-', '-', '0001', ...zeros, '-', ...zeros),
      // too short
      row('b5', '0A000006', '00000c00', '0001', ...zeros, 'FFFFFF00', '0'),
      row('b6', '-', '-', '0001', ...zeros, '-', ...zeros),
    ]),
  ).toEqual([
    '5.0.0.10 0.10.0.0 255.255.255.255 b0',
    '5.0.0.10 0.10.0.0 255.255.255.255 b6',
    '5.0.0.10 0.10.0.0 255.255.255.255 b6',
  ])
})

it('of the cache it is the address read last, and what is not up is shown', () => {
  const names =
    'Iface Destination Gateway Flags RefCnt Use Metric Source MTU Window IRTT TOS HHRef HHUptod SpecDst'
  const zeros = ['0', '0', '0']
  const rest = ['0', '0', '0', '0', '0', '0']
  expect(
    shown(CACHE_LAYOUT, [
      row(...names.split(' ')),
      row('b1', '0A000105', '00010a00', '0000', ...zeros, '0A000107', ...rest, '0A000109'),
      row('b2', '-', '-', '0001', ...zeros, '-', ...rest, '-'),
      row('b1', '0A000205', '00020a00', '0001', ...zeros, '0A000207', '0'),
      row('b2', '-', '-', '0001', ...zeros, '-', ...rest, '-'),
    ]),
  ).toEqual([
    '5.1.0.10 0.10.1.0 7.1.0.10 b1',
    '9.1.0.10 9.1.0.10 9.1.0.10 b2',
    '9.1.0.10 9.1.0.10 9.1.0.10 b2',
  ])
})
