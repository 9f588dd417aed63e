import { INTERFACE_FLAGS, type InterfaceFlag } from '../../model/interface.ts'
import type { DevLine, Long } from '../../model/lines.ts'
import { plain, type Page } from './page.ts'

/** An interface, or an alias of one, as net-tools fetches it from the kernel. */
export interface ClassicInterface {
  readonly name: string
  /** the lower 16 of INTERFACE_FLAGS; null: nobody says */
  readonly flags: number | null
  readonly mtu: number
  /** null: an alias, which has none of its own */
  readonly counters: DevLine['counters'] | null
}

export const INTERFACES_TITLE = 'Kernel Interface table\n'

export const INTERFACES_HEADER =
  'Iface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n'

const NO_COUNTERS = '     - no statistics available -'.padEnd(56)

/** In the order in which they are printed; 2.10 has one letter for two of them. */
const LETTERS: readonly (readonly [flag: InterfaceFlag, letter: string])[] = [
  ['ALLMULTI', 'A'],
  ['BROADCAST', 'B'],
  ['DEBUG', 'D'],
  ['LOOPBACK', 'L'],
  ['MULTICAST', 'M'],
  ['DYNAMIC', 'd'],
  ['PROMISC', 'P'],
  ['NOTRAILERS', 'N'],
  ['NOARP', 'O'],
  ['POINTOPOINT', 'P'],
  ['SLAVE', 's'],
  ['MASTER', 'm'],
  ['RUNNING', 'R'],
  ['UP', 'U'],
]

/** `BMRU` */
const lettersOf = (flags: number | null): string => {
  if (flags === 0) return '[NO FLAGS]'
  return LETTERS.map(([flag, letter]) =>
    ((flags ?? 0) & INTERFACE_FLAGS[flag]) === 0 ? '' : letter,
  ).join('')
}

/** Writes the row of one interface. */
export const interfaceRow = (
  page: Page,
  { name, flags, mtu, counters }: ClassicInterface,
): void => {
  page.left(plain(name), 15)
  page.text(' ')
  page.right(String(mtu), 5)
  page.text(' ')
  if (counters === null) page.text(NO_COUNTERS)
  else page.text(`${countersText(counters)} `)
  page.text(`${lettersOf(flags)}\n`)
}

/** RX-OVR alone stands on the left of its column. */
const countersText = (of: NonNullable<ClassicInterface['counters']>): string => {
  const right = (count: Long, width: number): string => String(count).padStart(width)
  return [
    right(of.rxPackets, 8),
    right(of.rxErrs, 6),
    right(of.rxDrop, 6),
    String(of.rxFifo).padEnd(6),
    right(of.txPackets, 8),
    right(of.txErrs, 6),
    right(of.txDrop, 6),
    right(of.txFifo, 6),
  ].join(' ')
}

/**
 * As net-tools sorts names: what stands before a number at the end, then the number, then the name, then
 * the number of an alias. Numbers are 32 bits, signed, and none is 0.
 */
export const compareNames = (x: string, y: string): number => {
  const [one, other] = [sortKey(x), sortKey(y)]
  return (
    compareBytes(one.stem, other.stem) ||
    one.number - other.number ||
    compareBytes(one.device, other.device) ||
    one.alias - other.alias ||
    compareBytes(x, y)
  )
}

const sortKey = (name: string) => {
  const [, device = '', alias = ''] = /^(.*?)(?::(\d+))?$/s.exec(name)!
  const digits = /\d*$/.exec(device)![0]
  return {
    device,
    stem: device.slice(0, device.length - digits.length),
    number: Number(digits) | 0,
    alias: Number(alias) | 0,
  }
}

/** latin1: by their bytes */
const compareBytes = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)
