import { describe, expect, it } from 'vitest'
import { drawPicture } from '../../../src/render/picture.ts'
import { spanOf } from '../../../src/views/path/evaluate.ts'
import { pictureOf } from '../../../src/views/path/picture.ts'
import { pathOf } from '../../../src/views/path/stages.ts'
import { grouped, rateText } from '../../../src/views/path/text.ts'
import { readingOf, type Totals } from './readings.ts'

const draw = (before: Totals | null, now: Totals, all = false, width = 100): string[] => {
  const earlier = before === null ? null : readingOf(10, before)
  const span = spanOf(earlier, readingOf(12, now))
  const { stages, ends } = pathOf(span, all)
  let text = ''
  const screen = { width, color: false, header: true, footer: true }
  const time = span.seconds === null ? 'since boot' : 'over 2.0 s'
  drawPicture(pictureOf(stages, { time, ends, all }), screen, chunk => {
    text += Buffer.from(chunk).toString()
  })
  return text.trimEnd().split('\n')
}

/** Something of every stage, so that all are known. */
const KNOWN: Totals = {
  'link rx_missed_errors eth0': 0,
  'link rx_errors eth0': 0,
  'softnet time_squeeze cpu0': 0,
  'softnet dropped cpu0': 0,
  'Ip InHdrErrors': 0,
  'Udp RcvbufErrors': 0,
  'Udp NoPorts': 0,
  'TcpExt ListenDrops': 0,
  'Udp SndbufErrors': 0,
  'Tcp RetransSegs': 0,
  'Ip OutDiscards': 0,
  'arp_cache table_fulls cpu0': 0,
  'qdisc drops eth0': 0,
  'link tx_errors eth0': 0,
  'link rx_packets eth0': 0,
  'link tx_packets eth0': 0,
  'Udp InDatagrams': 0,
}

describe('the path as a picture', () => {
  it('of a quiet host is a few lines', () => {
    expect(
      draw(KNOWN, { ...KNOWN, 'link rx_packets eth0': 2468, 'Udp InDatagrams': 2400 }),
    ).toEqual([
      'receive path over 2.0 s: no loss',
      ' ┬ wire             eth0 1,234 packets/s',
      ' │ NIC ring, driver, NAPI poll, backlog, ingress, IP, netfilter, UDP, TCP, sockets: ok',
      ' ▼ processes        1,200 UDP datagrams/s',
      '',
      'transmit path over 2.0 s: no loss',
      ' ┬ processes        not counted here',
      ' │ sockets, TCP, IP, neighbour, qdisc, driver: ok',
      ' ▼ wire             0 packets/s',
    ])
  })

  it('marks a loss where it happens, with a sign and a word, and folds what is quiet around it', () => {
    const lines = draw(KNOWN, { ...KNOWN, 'softnet dropped cpu0': 624 })
    expect(lines.slice(0, 4)).toEqual([
      'receive path over 2.0 s: loss at backlog',
      ' ┬ wire             0 packets/s',
      ' │ NIC ring, driver, NAPI poll: ok',
      ' ✗ backlog    LOSS  cpu 0 dropped +312/s',
    ])
    expect(lines).toContain(' │ ingress, IP, netfilter, UDP, TCP, sockets: ok')
  })

  it('marks what is no loss with its word alone', () => {
    const lines = draw(KNOWN, { ...KNOWN, 'Udp NoPorts': 3 })
    expect(lines[0]).toBe('receive path over 2.0 s: no loss')
    expect(lines).toContain(' │ UDP        info  NoPorts +1.5/s')
  })

  it('says of what it cannot see that it cannot', () => {
    const lines = draw({ 'Udp NoPorts': 0 }, { 'Udp NoPorts': 0 })
    expect(lines[0]).toBe('receive path over 2.0 s: no loss known')
    expect(lines[1]).toBe(' ┬ wire             not counted here')
    expect(lines).toContain(' │ NIC ring, driver, NAPI poll, backlog: not counted here')
  })

  it('since boot has no rates', () => {
    const lines = draw(null, { ...KNOWN, 'Udp RcvbufErrors': 12345 })
    expect(lines).toContain(' ✗ UDP        LOSS  RcvbufErrors 12,345')
  })

  it('names the first of many CPUs, and counts the others', () => {
    const at = (each: number): Totals =>
      Object.fromEntries(
        Array.from({ length: 64 }, (_, cpu) => [`softnet dropped cpu${cpu}`, each]),
      )
    const text = draw(at(0), at(10)).join('\n')
    expect(text).toContain('cpu 5 dropped +5/s, and 58 more')
    expect(text).not.toContain('cpu 6 dropped')
  })

  it('with --all tells every counter, those that stand still once for all CPUs', () => {
    const at = (each: number): Totals => ({
      'softnet dropped cpu0': each,
      'softnet dropped cpu1': 5,
    })
    const text = draw(at(5), at(5), true).join('\n')
    expect(text).toContain(' │ backlog    ok    dropped 0\n')
    expect(draw(at(5), at(9), true).join('\n')).toContain('cpu 0 dropped +2/s')
  })

  it('tells the namesakes of two protocols apart', () => {
    const zero = { 'Udp NoPorts': 0, 'UdpLite NoPorts': 0 }
    const text = draw(zero, { 'Udp NoPorts': 4, 'UdpLite NoPorts': 2 }).join('\n')
    expect(text).toContain('NoPorts +2/s, UdpLite NoPorts +1/s')
  })
})

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567890123n, '1,234,567,890,123'],
])('%s has its thousands apart: %s', (value, text) => expect(grouped(value)).toBe(text))

it.each([
  [980.4, '980/s'],
  [81200, '81,200/s'],
  [9.96, '10/s'],
  [1.5, '1.5/s'],
  [0.033, '0.033/s'],
])('a rate of %s reads %s', (rate, text) => expect(rateText(rate)).toBe(text))

it('the ends of the path tell what was counted ever to the last digit, beyond 2^53 too', () => {
  const most = 2n ** 64n - 1n
  const far = { 'link rx_packets eth0': most - 1n, 'link rx_packets eth1': most }
  const lines = draw(null, { ...KNOWN, ...far, 'Udp InDatagrams': most, 'Tcp InSegs': 2n ** 53n })
  expect(lines.join('\n')).toContain(
    'eth1 18,446,744,073,709,551,615, eth0 18,446,744,073,709,551,614 packets',
  )
  expect(lines.join('\n')).toContain(
    '18,446,744,073,709,551,615 UDP datagrams, 9,007,199,254,740,992 TCP segments',
  )
})
