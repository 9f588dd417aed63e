import { describe, expect, it } from 'vitest'
import { ipv4, ipv6 } from '../../../src/model/address.ts'
import { longInterface, type LongInterface } from '../../../src/render/classic/ifconfig.ts'
import { written } from './written.ts'

const PLAIN: LongInterface = {
  name: 'eth0',
  flags: 0x1043,
  mtu: 1500,
  counters: null,
  inet: null,
  inet6: [],
  type: 1,
  hardware: Uint8Array.of(2, 0, 0, 0, 0xab, 9),
  txQueueLength: 1000,
  map: null,
}

const NOWHERE = { memStart: 0n, memEnd: 0n, baseAddr: 0n, irq: 0, dma: 0, port: 0 }
const ALL_OF_IT = '        device interrupt 44  base 0x300  memory 0xd0000-d0010    dma 0x3'
const FDDI = 'fddi AB-CD-EF-01-02-03  txqueuelen 1000  (Fiber Distributed Data Interface)'
const UNSPEC = '-00-00-00-00-00-00-00-00  txqueuelen 1000  (UNSPEC)'

const textOf = (over: Partial<LongInterface>): string =>
  written(page => longInterface(page, { ...PLAIN, ...over }))
const linesOf = (over: Partial<LongInterface>): string[] => textOf(over).split('\n')

const counters = (over: object = {}): LongInterface['counters'] => ({
  rxBytes: 0,
  rxPackets: 0,
  rxErrs: 0,
  rxDrop: 0,
  rxFifo: 0,
  rxFrame: 0,
  rxCompressed: 0,
  rxMulticast: 0,
  txBytes: 0,
  txPackets: 0,
  txErrs: 0,
  txDrop: 0,
  txFifo: 0,
  txColls: 0,
  txCarrier: 0,
  txCompressed: 0,
  ...over,
})

// what netstat -iae of net-tools 2.10 printed, where the kernel or its ioctls told the same
describe('an interface in the form of ifconfig', () => {
  it('has a line for what it is and one for its hardware', () =>
    expect(textOf({})).toBe(
      'eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n' +
        '        ether 02:00:00:00:ab:09  txqueuelen 1000  (Ethernet)\n\n',
    ))

  it.each([
    [0, 'eth0: flags=0<  mtu 1500'],
    [0x2000, 'eth0: flags=8192  mtu 1500'],
    [0x8000, 'eth0: flags=-32768<DYNAMIC>  mtu 1500'],
    [0x9043, 'eth0: flags=-28605<UP,BROADCAST,RUNNING,MULTICAST,DYNAMIC>  mtu 1500'],
    [0x1c43, 'eth0: flags=7235<UP,BROADCAST,RUNNING,SLAVE,MASTER,MULTICAST>  mtu 1500'],
    [0x11d1, 'eth0: flags=4561<UP,POINTOPOINT,RUNNING,NOARP,PROMISC,MULTICAST>  mtu 1500'],
  ])('shows flags, %i, as a short', (flags, line) => expect(linesOf({ flags })[0]).toBe(line))

  it.each([
    [0x1043, '  broadcast 192.0.2.255'],
    [0x10d1, '  destination 192.0.2.9'],
    [0x1053, '  broadcast 192.0.2.255  destination 192.0.2.9'],
    [0x49, ''],
  ])('has the addresses that its flags (%i) speak of', (flags, rest) =>
    expect(
      linesOf({
        flags,
        inet: {
          ip: ipv4(0xc0000201),
          netmask: ipv4(0xffffff00),
          broadcast: ipv4(0xc00002ff),
          destination: ipv4(0xc0000209),
        },
      })[1],
    ).toBe(`        inet 192.0.2.1  netmask 255.255.255.0${rest}`),
  )

  it.each([
    [0x00, '<global>'],
    [0x10, '<host>'],
    [0x20, '<link>'],
    [0x40, '<site>'],
    [0x70, '<link,site,host>'],
    [0x80, '<compat,global>'],
    [0xa0, '<compat,link>'],
    [0xf0, '<compat,link,site,host>'],
    [0x04, ''],
    [0x24, '<link>'],
  ])('has words for the scope %i of an address', (scope, words) =>
    expect(linesOf({ inet6: [{ ip: ipv6(0, 0, 0, 1), prefix: 128, scope }] })[1]).toBe(
      `        inet6 ::1  prefixlen 128  scopeid 0x${scope.toString(16)}${words}`,
    ),
  )

  it.each([
    [0n, '0.0 B'],
    [1024n, '1024.0 B'],
    [1025n, '1.0 KiB'],
    [10239n, '9.9 KiB'],
    [1048575n, '1023.9 KiB'],
    [1048576n, '1024.0 KiB'],
    [1073741824n, '1024.0 MiB'],
    [1099511627777n, '1.0 TiB'],
    [1152921504606846976n, '1024.0 PiB'],
    [1152921504606846977n, '1.0 EiB'],
    [2000000000000000000n, '1.7 EiB'],
    [18446744073709551615n, '16.0 EiB'],
  ])('has %i bytes in a larger unit', (bytes, words) => {
    const lines = linesOf({ counters: counters({ rxPackets: 1, rxBytes: bytes, txBytes: bytes }) })
    expect(lines[2]).toBe(`        RX packets 1  bytes ${bytes} (${words})`)
    expect(lines[4]).toBe(`        TX packets 0  bytes ${bytes} (${words})`)
  })

  it.each([
    [0, 'unknown'],
    [1, '10base2'],
    [4, '100baseT'],
    [6, '100baseFX'],
    [7, '(null)'],
  ])('with a choice of ports says which: %i', (port, word) => {
    expect(linesOf({ flags: 0x6000, map: { ...NOWHERE, port } })[2]).toBe(
      `        media ${word}autoselect`,
    )
    expect(linesOf({ flags: 0x2000, map: { ...NOWHERE, port } })[2]).toBe(`        media ${word}`)
  })

  it.each([
    [{}, ''],
    [{ irq: 11 }, '        device interrupt 11  '],
    [{ irq: 300, baseAddr: 0x300n, memStart: 0xd0000n, memEnd: 0xd0010n, dma: 3 }, ALL_OF_IT],
    [{ baseAddr: 0xffn }, ''],
    [{ baseAddr: 0x100n }, '        device base 0x100  '],
    [{ memStart: 0xd0000n, memEnd: 0xd0010n }, '        device memory 0xd0000-d0010  '],
    [{ dma: 5 }, '        device   dma 0x5'],
  ])('tells where a device of old sits: %o', (map, line) =>
    expect(linesOf({ map: { ...NOWHERE, ...map } })[2]).toBe(line),
  )
})

// from the same, told so of lo by an ioctl
describe('the address of a link', () => {
  const linkOf = (type: number, hex: string): string =>
    linesOf({ type, hardware: Buffer.from(hex, 'hex') })[1]!.trim()

  it.each([
    [0, '9c608282824062', 'netrom N0AAA-1  txqueuelen 1000  (AMPR NET/ROM)'],
    [3, '9c60828282827e', 'ax25 N0AAAA-15  txqueuelen 1000  (AMPR AX.25)'],
    [3, '82404082408272', 'ax25 A-9  txqueuelen 1000  (AMPR AX.25)'],
    [3, '8282000082827e', 'ax25 AA-15  txqueuelen 1000  (AMPR AX.25)'],
    [3, '00000000000000', 'ax25   txqueuelen 1000  (AMPR AX.25)'],
    [7, 'ab', 'arcnet AB  txqueuelen 1000  (ARCnet)'],
    [15, '0102', 'dlci 513  txqueuelen 1000  (Frame Relay DLCI)'],
    [15, 'ffff', 'dlci -1  txqueuelen 1000  (Frame Relay DLCI)'],
    [15, '0080', 'dlci -32768  txqueuelen 1000  (Frame Relay DLCI)'],
    [27, 'abcdef0102030405', 'eui64 AB:CD:EF:01:02:03:04:05  txqueuelen 1000  (Generic EUI-64)'],
    [256, '', 'slip  txqueuelen 1000  (Serial Line IP)'],
    [270, 'abcdef0102', 'rose abcdef0102  txqueuelen 1000  (AMPR ROSE)'],
    [271, '4142434400', 'x25 ABCD  txqueuelen 1000  (generic X.25)'],
    [271, '61626364656667686970', 'x25 abcdefgh  txqueuelen 1000  (generic X.25)'],
    [768, '01020304', 'tunnel   txqueuelen 1000  (IPIP Tunnel)'],
    [774, 'abcdef010203', FDDI],
    [776, '01020304', 'sit  txqueuelen 1000  (IPv6-in-IPv4)'],
    [780, 'abcdef010203', 'hippi AB:CD:EF:01:02:03  txqueuelen 1000  (HIPPI)'],
    [782, '0102', 'ec  txqueuelen 1000  (Econet)'],
    [783, '01020304', 'irda 04:03:02:01  txqueuelen 1000  (IrLAP)'],
    [783, 'deadbeef', 'irda ffffffef:ff  txqueuelen 1000  (IrLAP)'],
    [783, '01ff0304', 'irda 04:03:fffff  txqueuelen 1000  (IrLAP)'],
    [24, 'abcdef0102030405', `unspec AB-CD-EF-01-02-03-04-05${UNSPEC}`],
  ])('of type %i, %s, is written: %s', (type, hex, text) => expect(linkOf(type, hex)).toBe(text))
})
