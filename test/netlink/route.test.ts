import { describe, expect, it } from 'vitest'
import { HOST_LITTLE } from '../../src/base/bytes.ts'
import { putAttribute, putNested } from '../../src/netlink/attribute.ts'
import { dumpLines } from '../../src/netlink/dump.ts'
import { linkAddressParser, linkAddressRequest } from '../../src/netlink/link-address.ts'
import { linkParser, linkRequest } from '../../src/netlink/link.ts'
import { ipText } from '../../src/model/address.ts'
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

  it('is what its header and attributes say', () => {
    const view = message(16, skb => {
      // AF_UNSPEC, ARPHRD_ETHER; index; IFF_UP | IFF_BROADCAST; change
      for (const word of [HOST_LITTLE ? 1 << 16 : 1, 9, 3, 0]) skb.putU32(word)
      putAttribute(skb, 1, Uint8Array.of(2, 0, 0, 0, 0, 9))
      putAttribute(skb, 3, text('eth9'))
      putAttribute(skb, 4, words(1400))
      putAttribute(skb, 13, words(77))
      putAttribute(skb, 14, ifmap())
      putAttribute(skb, 16, Uint8Array.of(6))
    })
    expect(linkParser(view, 0, view.byteLength)).toEqual({
      index: 9,
      name: 'eth9',
      type: 1,
      flags: 3,
      mtu: 1400,
      txqueuelen: 77,
      hardware: Uint8Array.of(2, 0, 0, 0, 0, 9),
      operstate: 'up',
      map: { memStart: 1n, memEnd: 2n, baseAddr: 0xc000n, irq: 11, dma: 5, port: 6 },
      stats: new Map(),
    })
  })

  it.each([
    ['a cut map', 14, new Uint8Array(27), 'attribute 14 needs 28 bytes'],
    ['a cut mtu', 4, new Uint8Array(3), 'attribute 4 needs 4 bytes'],
  ])('with %s is told', (_, type, bytes, problem) => {
    const view = link(skb => putAttribute(skb, type, bytes))
    expect(() => linkParser(view, 0, view.byteLength)).toThrow(problem)
  })

  it('in a state that this program does not know has none', () => {
    const view = link(skb => putAttribute(skb, 16, Uint8Array.of(200)))
    expect(linkParser(view, 0, view.byteLength)!.operstate).toBeNull()
  })

  it('that is too short is told; other messages are passed over', () => {
    const short = message(16, skb => skb.putU32(0))
    expect(() => linkParser(short, 0, short.byteLength)).toThrow('ifinfomsg needs 16 bytes')
    const other = message(20, skb => skb.putU32(0))
    expect(linkParser(other, 0, other.byteLength)).toBeNull()
    expect(qdiscParser(other, 0, other.byteLength)).toBeNull()
  })
})

/** struct rtnl_link_ifmap: three u64, u16, two u8 */
const ifmap = (): Uint8Array => {
  const bytes = new Uint8Array(32)
  const view = new DataView(bytes.buffer)
  for (const [i, value] of [1n, 2n, 0xc000n].entries()) view.setBigUint64(i * 8, value, HOST_LITTLE)
  view.setUint16(24, 11, HOST_LITTLE)
  bytes.set([5, 6], 26)
  return bytes
}

/** struct ifaddrmsg: family, prefix, flags, scope; index */
const address = (family: number, prefix: number, attributes: (skb: SkBuff) => void): DataView =>
  message(20, skb => {
    for (const byte of [family, prefix, 0x80, 0]) skb.putU8(byte)
    skb.putU32(7)
    attributes(skb)
  })

const parsed = (view: DataView) => linkAddressParser(view, 0, view.byteLength)
const AF = { INET: 2, INET6: 10, MPLS: 28 }

describe('an address', () => {
  it('of IPv4 has its label and its broadcast address', () => {
    const row = parsed(
      address(AF.INET, 24, skb => {
        putAttribute(skb, 1, Uint8Array.of(192, 0, 2, 1))
        putAttribute(skb, 2, Uint8Array.of(192, 0, 2, 1))
        putAttribute(skb, 3, text('eth0:1'))
        putAttribute(skb, 4, Uint8Array.of(192, 0, 2, 255))
      }),
    )!
    expect(row).toMatchObject({ index: 7, prefix: 24, label: 'eth0:1', peer: null })
    expect([row.ip, row.broadcast!].map(ipText)).toEqual(['192.0.2.1', '192.0.2.255'])
  })

  it.each([
    ['point-to-point: ADDRESS is the other end', [2, 1], '10.0.0.2', '10.0.0.1'],
    ['alone: ADDRESS is its own', [null, 1], '10.0.0.1', null],
  ] as const)('%s', (_, [local, remote], ip, peer) => {
    const row = parsed(
      address(AF.INET, 32, skb => {
        putAttribute(skb, 1, Uint8Array.of(10, 0, 0, remote))
        if (local !== null) putAttribute(skb, 2, Uint8Array.of(10, 0, 0, local))
      }),
    )!
    expect([ipText(row.ip), row.peer && ipText(row.peer)]).toEqual([ip, peer])
  })

  it('of IPv6 has neither label nor broadcast', () => {
    const bytes = Uint8Array.of(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    const row = parsed(address(AF.INET6, 64, skb => putAttribute(skb, 1, bytes)))!
    expect(row).toMatchObject({ prefix: 64, label: null, broadcast: null, peer: null })
    expect(ipText(row.ip)).toBe('2001:db8::1')
  })

  it.each([
    ['is too short', message(20, skb => skb.putU32(0)), 'ifaddrmsg needs 8 bytes'],
    ['has no address', address(AF.INET, 8, () => {}), 'without IFA_LOCAL and IFA_ADDRESS'],
    [
      'has a cut one',
      address(AF.INET6, 8, skb => putAttribute(skb, 1, Uint8Array.of(1, 2, 3, 4))),
      'attribute 1 needs 16 bytes',
    ],
  ])('that %s is told', (_, view, problem) => {
    expect(() => parsed(view)).toThrow(problem)
  })

  it('of another family is passed over, as are other messages', () => {
    expect(parsed(address(AF.MPLS, 20, () => {}))).toBeNull()
    expect(parsed(message(16, skb => skb.putU32(0)))).toBeNull()
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
  expect(sent(linkAddressRequest())).toMatch(/RTM_GETADDR[^]*ifa_family 0/)
  expect(sent(qdiscRequest())).toMatch(/RTM_GETQDISC[^]*tcm_ifindex 0/)
})
