import { describe, expect, it } from 'vitest'
import { HOST_LITTLE } from '../../src/base/bytes.ts'
import { putAttribute, putNested } from '../../src/netlink/attribute.ts'
import { dumpLines } from '../../src/netlink/dump.ts'
import { linkParser, linkRequest } from '../../src/netlink/link.ts'
import { pushHeader } from '../../src/netlink/message.ts'
import { ROUTE } from '../../src/netlink/protocol.ts'
import { qdiscParser, qdiscRequest } from '../../src/netlink/qdisc.ts'
import { SkBuff } from '../../src/netlink/skbuff.ts'

const message = (type: number, fill: (skb: SkBuff) => void): DataView => {
  const skb = SkBuff.alloc(4096)
  skb.reserve(16)
  fill(skb)
  pushHeader(skb, { type, flags: 2, seq: 1 })
  const bytes = skb.copy()
  return new DataView(bytes.buffer)
}

const text = (words: string): Uint8Array => new TextEncoder().encode(`${words}\0`)

/** u64 numbers 100, 101, 102, ... */
const stats = (count: number): Uint8Array => {
  const bytes = new Uint8Array(count * 8)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < count; i++) view.setBigUint64(i * 8, BigInt(100 + i), HOST_LITTLE)
  return bytes
}

/** struct ifinfomsg of interface 7 */
const link = (attributes: (skb: SkBuff) => void): DataView =>
  message(16, skb => {
    skb.putU32(0)
    skb.putU32(7)
    skb.putU32(0)
    skb.putU32(0)
    attributes(skb)
  })

describe('a link', () => {
  // rtnl_link_stats64 had 23 members, 24 since Linux 4.6, 25 since 5.19
  it.each([
    [23, [122n, undefined, undefined]],
    [24, [122n, 123n, undefined]],
    [25, [122n, 123n, 124n]],
    [30, [122n, 123n, 124n]],
  ])('of %i counters has what its kernel counts', (count, expected) => {
    const view = link(skb => {
      putAttribute(skb, 3, text('eth0'))
      putAttribute(skb, 23, stats(count))
    })
    const row = linkParser(view, 0, view.byteLength)!
    expect(row).toMatchObject({ index: 7, name: 'eth0', txqueuelen: null })
    const names = ['tx_compressed', 'rx_nohandler', 'rx_otherhost_dropped'] as const
    expect(names.map(name => row.stats.get(name))).toEqual(expected)
    // the places of struct rtnl_link_stats64, include/uapi/linux/if_link.h
    expect([row.stats.get('rx_packets'), row.stats.get('rx_missed_errors')]).toEqual([100n, 115n])
  })

  it('without counters has none, which is not zero', () => {
    const view = link(skb => putAttribute(skb, 3, text('eth0')))
    expect(linkParser(view, 0, view.byteLength)!.stats.size).toBe(0)
  })

  it('that is too short is told; other messages are passed over', () => {
    const short = message(16, skb => skb.putU32(0))
    expect(() => linkParser(short, 0, short.byteLength)).toThrow('ifinfomsg needs 16 bytes')
    const other = message(20, skb => skb.putU32(0))
    expect(linkParser(other, 0, other.byteLength)).toBeNull()
    expect(qdiscParser(other, 0, other.byteLength)).toBeNull()
  })
})

const qdisc = (parent: number, attributes: (skb: SkBuff) => void): DataView =>
  message(36, skb => {
    for (const word of [0, 7, 0x8001_0000, parent, 0]) skb.putU32(word)
    attributes(skb)
  })

const words = (...numbers: number[]): Uint8Array => {
  const bytes = new Uint8Array(numbers.length * 4)
  const view = new DataView(bytes.buffer)
  numbers.forEach((number, i) => view.setUint32(i * 4, number, HOST_LITTLE))
  return bytes
}

describe('a queueing discipline', () => {
  it.each([
    [0xffffffff, 'root'],
    [0xfffffff1, 'ingress'],
    [0x10001, 0x10001],
  ])('below %i', (parent, expected) => {
    const view = qdisc(parent, skb => {
      putAttribute(skb, 1, text('tbf'))
      putNested(skb, 7, () => {
        // bytes (u64), packets
        putAttribute(skb, 1, words(0, 0, 12))
        putAttribute(skb, 3, words(2, 300, 33, 1, 46))
        putAttribute(skb, 9, words(1))
      })
    })
    expect(qdiscParser(view, 0, view.byteLength)).toEqual({
      ifindex: 7,
      kind: 'tbf',
      handle: 0x8001_0000,
      parent: expected,
      stats: { packets: 12, qlen: 2, backlog: 300, drops: 33, requeues: 1, overlimits: 46 },
    })
  })

  it('without statistics has none', () => {
    const view = qdisc(0xffffffff, skb => putAttribute(skb, 1, text('noqueue')))
    expect(qdiscParser(view, 0, view.byteLength)).toMatchObject({ kind: 'noqueue', stats: null })
  })

  it('whose counters are cut is told', () => {
    const view = qdisc(0, skb => putNested(skb, 7, () => putAttribute(skb, 3, words(1, 2))))
    expect(() => qdiscParser(view, 0, view.byteLength)).toThrow('attribute 3 needs 20 bytes')
  })
})

it('requests are dumped by the names of rtnetlink, not of sock_diag', () => {
  const sent = (request: ReturnType<typeof linkRequest>): string => {
    const skb = SkBuff.alloc(256)
    skb.reserve(16)
    request.payload(skb)
    pushHeader(skb, { type: request.type, flags: 0x301, seq: 1 })
    return dumpLines('>', skb.copy(), ROUTE).join('\n')
  }
  expect(sent(linkRequest())).toMatch(/RTM_GETLINK[^]*ifi_index 0/)
  expect(sent(qdiscRequest())).toMatch(/RTM_GETQDISC[^]*tcm_ifindex 0/)
})
