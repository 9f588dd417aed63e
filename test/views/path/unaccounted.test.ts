import { describe, expect, it } from 'vitest'
import { adviceText } from '../../../src/views/path/text.ts'
import { stageNamed, stagesBetween, type Totals } from './readings.ts'

const NONE: Totals = {
  'Ip InReceives': 0,
  'Ip InDelivers': 0,
  'Ip ForwDatagrams': 0,
  'Ip InAddrErrors': 0,
  'Ip InDiscards': 0,
  'Ip ReasmReqds': 0,
  'Ip ReasmOKs': 0,
  'TcpExt IPReversePathFilter': 0,
}

const netfilter = (moved: Totals) =>
  stageNamed(stagesBetween(NONE, { ...NONE, ...moved }), 'netfilter')

describe('packets that a netfilter rule drops', () => {
  it('show as received, and as nothing else: info, since no counter says so', () => {
    const stage = netfilter({ 'Ip InReceives': 1000, 'Ip InDelivers': 900 })
    expect(stage.verdict).toBe('info')
    expect(adviceText(stage)).toMatch(/^Of 1,000 packets that IP received, 100 were neither/)
    expect(adviceText(stage)).toMatch(/nft list ruleset or iptables -nvL/)
    expect(stage.counters.map(({ name, delta }) => [name, delta])).toEqual([
      ['InReceives', 1000n],
      ['InDelivers', 900n],
    ])
  })

  it.each<[string, Totals]>([
    ['all were delivered', { 'Ip InReceives': 1000, 'Ip InDelivers': 1000 }],
    [
      'the rest was forwarded',
      { 'Ip InReceives': 1000, 'Ip InDelivers': 1, 'Ip ForwDatagrams': 999 },
    ],
    ['the rest was refused', { 'Ip InReceives': 99, 'Ip InDelivers': 9, 'Ip InAddrErrors': 90 }],
    [
      'the filter of the way back took them',
      { 'Ip InReceives': 99, 'TcpExt IPReversePathFilter': 99 },
    ],
    [
      'it did, and more came until its file was read',
      { 'Ip InReceives': 1000, 'Ip InDelivers': 10, 'TcpExt IPReversePathFilter': 920 },
    ],
    // 80 fragments made 20 packets
    [
      'they were fragments',
      { 'Ip InReceives': 80, 'Ip InDelivers': 20, 'Ip ReasmReqds': 80, 'Ip ReasmOKs': 20 },
    ],
    ['a few were on their way', { 'Ip InReceives': 1000, 'Ip InDelivers': 993 }],
    ['more were delivered than received', { 'Ip InReceives': 10, 'Ip InDelivers': 400 }],
  ])('are not suspected where %s', (_, moved) => {
    expect(netfilter(moved)).toMatchObject({ verdict: 'ok', counters: [] })
  })
})
