import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { HOST_LITTLE } from '../../src/base/bytes.ts'
import { dumpLines } from '../../src/netlink/dump.ts'
import { inetDiagParser } from '../../src/netlink/inet-diag.ts'
import { createMarshal } from '../../src/netlink/marshal.ts'
import { messageSequence } from '../../src/netlink/message.ts'
import { decodeDatagrams, parseFixture, protocolOf } from './fixture.ts'

const directory = new URL('../../fixtures/netlink/', import.meta.url)
const names = readdirSync(directory).filter(name => name.endsWith('.dump'))
const load = (name: string) => parseFixture(readFileSync(new URL(name, directory), 'utf8'))

describe.skipIf(!HOST_LITTLE)('fixtures/netlink (needs a little-endian host)', () => {
  it.each(names)('%s decodes to its JSON', name => {
    const { datagrams, expected } = load(name)
    expect(datagrams.every(datagram => datagram.length > 0)).toBe(true)
    expect(decodeDatagrams(datagrams, protocolOf(name))).toEqual(expected)
  })

  it.each(names)('%s can be shown as an annotated dump', name => {
    for (const datagram of load(name).datagrams) {
      const lines = dumpLines('<', datagram, protocolOf(name))
      expect(lines[0]).toBe(`< ${datagram.length} bytes`)
      expect(lines.length).toBeGreaterThan(4)
    }
  })
})

describe.skipIf(!HOST_LITTLE)('read by itself (needs a little-endian host)', () => {
  it.each([
    ['tcp.dump', [null, true, null, null, null, null], [0, 0, 0, 0, 0, null]],
    ['raw.dump', [null], [3]],
    ['tls-ulp.dump', [false], [null]],
    ['old-kernel.dump', [null], [null]],
  ])('an attribute of %s is what it is among all', (name, v6only, drops) => {
    const alone: { v6only: boolean | null; drops: number | null }[] = []
    const among: typeof alone = []
    const marshal = createMarshal(() => {})
    const parser = inetDiagParser(message => {
      alone.push({ v6only: message.v6only, drops: message.drops })
      const { detail } = message
      among.push({ v6only: detail.v6only, drops: detail.memory?.drops ?? null })
      return null
    })
    const { datagrams } = load(name)
    marshal.expect(messageSequence(new DataView(datagrams[0]!.buffer), 0), name, parser)
    for (const datagram of datagrams) marshal.feed(datagram)
    expect(alone).toEqual(among)
    expect(alone).toEqual(v6only.map((only, i) => ({ v6only: only, drops: drops[i] })))
  })
})

it('a dump names every member and attribute beside its bytes', () => {
  const text = dumpLines('<', load('tls-ulp.dump').datagrams[0]!).join('\n')
  for (const line of [
    '  0004  12 00                                            nlmsg_type 18 TCPDIAG_GETSOCK',
    '  0010  0a                                               idiag_family 10 AF_INET6',
    '  0014  01 bb                                            idiag_sport 443',
    '  0018  20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01  idiag_src',
    '  006a  0b 00                                            nla_type 11 INET_DIAG_SKV6ONLY',
    '  0082  13 80                                            nla_type 19 INET_DIAG_ULP_INFO',
    '  0088  74 6c 73 00                                      "tls"',
  ]) {
    expect(text.split('\n')).toContain(line)
  }
})

it.each([
  ['attribute-zero.dump', 'broken: netlink:96: bad nla_len 0'],
  ['cut.dump', 'broken: no message of length 88 fits here'],
  ['extended-ack.dump', '"Attribute failed policy validation"'],
  ['raw-missing.dump', 'error -2 ENOENT'],
  ['future-kernel.dump', 'tcpi_total_rto_recoveries 34'],
  ['future-kernel.dump', 'nla_type 60 unknown'],
  ['links.dump', 'nla_type 16 IFLA_OPERSTATE'],
  ['addresses.dump', 'nla_type 3 IFA_LABEL'],
])('the dump of %s says: %s', (name, words) => {
  expect(
    load(name)
      .datagrams.flatMap(bytes => dumpLines('<', bytes, protocolOf(name)))
      .join('\n'),
  ).toContain(words)
})
