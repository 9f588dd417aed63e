import { ipText, type Ip } from '../../model/address.ts'
import { INTERFACE_FLAGS, type InterfaceFlag, type InterfaceMap } from '../../model/interface.ts'
import type { Long } from '../../model/lines.ts'
import { numericHost } from './address.ts'
import { hardwareOf } from './hardware.ts'
import type { ClassicInterface } from './interfaces.ts'
import { plain, type Page } from './page.ts'

/** All that net-tools tells of an interface, in the form of its ifconfig. */
export interface LongInterface extends ClassicInterface {
  readonly inet: {
    readonly ip: Ip
    readonly netmask: Ip
    readonly broadcast: Ip
    readonly destination: Ip
  } | null
  /** `scope`: IPV6_ADDR_* of include/net/ipv6.h */
  readonly inet6: readonly { readonly ip: Ip; readonly prefix: number; readonly scope: number }[]
  /** ARPHRD_* */
  readonly type: number
  readonly hardware: Uint8Array
  /** null: not known */
  readonly txQueueLength: number | null
  readonly map: InterfaceMap | null
}

/** In the order in which they are printed. */
const FLAGS: readonly InterfaceFlag[] = [
  'UP',
  'BROADCAST',
  'DEBUG',
  'LOOPBACK',
  'POINTOPOINT',
  'NOTRAILERS',
  'RUNNING',
  'NOARP',
  'PROMISC',
  'ALLMULTI',
  'SLAVE',
  'MASTER',
  'MULTICAST',
  'DYNAMIC',
]

/** `<UP,RUNNING>`; a bracket that nothing closes where there are none, and nothing for strange ones alone */
const flagsText = (flags: number): string => {
  if (flags === 0) return '<'
  const known = FLAGS.filter(flag => (flags & INTERFACE_FLAGS[flag]) !== 0)
  return known.length === 0 ? '' : `<${known.join()}>`
}

const MARGIN = ' '.repeat(8)

/** Writes an interface with an empty line behind it. */
export const longInterface = (page: Page, row: LongInterface): void => {
  const flags = row.flags ?? 0
  const has = (flag: InterfaceFlag): boolean => (flags & INTERFACE_FLAGS[flag]) !== 0
  const line = (text: string): void => page.text(`${MARGIN}${text}\n`)
  // a short, whose highest bit is its sign
  page.text(`${plain(row.name)}: flags=${(flags << 16) >> 16}${flagsText(flags)}`)
  page.text(`  mtu ${row.mtu}\n`)
  if (row.inet !== null) {
    const { ip, netmask, broadcast, destination } = row.inet
    line(
      `inet ${ipText(ip)}  netmask ${ipText(netmask)}` +
        (has('BROADCAST') ? `  broadcast ${ipText(broadcast)}` : '') +
        (has('POINTOPOINT') ? `  destination ${ipText(destination)}` : ''),
    )
  }
  for (const { ip, prefix, scope } of row.inet6) {
    line(
      `inet6 ${numericHost(ip)}  prefixlen ${prefix}  scopeid 0x${scope.toString(16)}${scopeText(scope)}`,
    )
  }
  const { name, address, title } = hardwareOf(row.type, row.hardware)
  const queue = row.txQueueLength === null ? '' : `  txqueuelen ${row.txQueueLength}`
  line(`${name}${address === null ? '' : ` ${address}`}${queue}  (${title})`)
  if (has('PORTSEL')) line(`media ${portText(row.map)}${has('AUTOMEDIA') ? 'autoselect' : ''}`)
  if (row.counters !== null) countersText(row.counters).forEach(line)
  const device = row.map === null ? '' : deviceText(row.map)
  if (device !== '') line(`device ${device}`)
  page.text('\n')
}

/** IPV6_ADDR_* of include/net/ipv6.h */
const SCOPES: readonly (readonly [bit: number, name: string])[] = [
  [0x20, 'link'],
  [0x40, 'site'],
  [0x10, 'host'],
]
const COMPATIBLE = 0x80

/** `<link>` */
const scopeText = (scope: number): string => {
  const names = [
    ...((scope & COMPATIBLE) === 0 ? [] : ['compat']),
    ...((scope & ~COMPATIBLE) === 0 ? ['global'] : []),
    ...SCOPES.filter(([bit]) => (scope & bit) !== 0).map(([, name]) => name),
  ]
  return names.length === 0 ? '' : `<${names.join()}>`
}

/** if_port of include/linux/netdevice.h, long out of use */
const PORTS = ['unknown', '10base2', '10baseT', 'AUI', '100baseT', '100baseTX', '100baseFX']

const portText = (map: InterfaceMap | null): string => PORTS[map?.port ?? 0] ?? '(null)'

const countersText = (of: NonNullable<ClassicInterface['counters']>): string[] => [
  `RX packets ${of.rxPackets}  bytes ${of.rxBytes} (${bytesText(of.rxBytes)})`,
  `RX errors ${of.rxErrs}  dropped ${of.rxDrop}  overruns ${of.rxFifo}  frame ${of.rxFrame}`,
  `TX packets ${of.txPackets}  bytes ${of.txBytes} (${bytesText(of.txBytes)})`,
  `TX errors ${of.txErrs}  dropped ${of.txDrop} overruns ${of.txFifo}  carrier ${of.txCarrier}` +
    `  collisions ${of.txColls}`,
]

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB']

/** A tenth of 2^60, without its fraction: net-tools' way not to run over. */
const TENTH_OF_EXBI = (1n << 60n) / 10n

/** `481.3 KiB`, cut off behind the first digit; a unit is left only by more than 1024 of it. */
const bytesText = (count: Long): string => {
  const bytes = BigInt(count)
  let power = 0n
  while (bytes > 1n << (10n * (power + 1n)) && power < 6n) power++
  const tenths = power === 6n ? bytes / TENTH_OF_EXBI : (bytes * 10n) >> (10n * power)
  return `${tenths / 10n}.${tenths % 10n} ${UNITS[Number(power)]}`
}

/** Below this they are no addresses of ports. */
const FIRST_PORT = 0x100

/** Where an old device sits; '' of all others. struct ifmap holds 16 bits of its base, 8 of its interrupt. */
const deviceText = ({ memStart, memEnd, baseAddr, irq, dma }: InterfaceMap): string => {
  const base = Number(baseAddr & 0xffffn)
  const interrupt = irq & 0xff
  if (interrupt === 0 && memStart === 0n && dma === 0 && base === 0) return ''
  return (
    (interrupt === 0 ? '' : `interrupt ${interrupt}  `) +
    (base >= FIRST_PORT ? `base 0x${base.toString(16)}  ` : '') +
    (memStart === 0n ? '' : `memory 0x${memStart.toString(16)}-${memEnd.toString(16)}  `) +
    (dma === 0 ? '' : `  dma 0x${dma.toString(16)}`)
  )
}
