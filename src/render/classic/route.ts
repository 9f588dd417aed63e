import { ipText, ipv4 } from '../../model/address.ts'
import type { RouteCacheLine, RouteLine } from '../../model/lines.ts'
import { ROUTE_FLAGS } from '../../model/route.ts'
import { namedHost } from './address.ts'
import type { ClassicNames } from './names.ts'
import type { ClassicOptions } from './options.ts'
import { plain, type Page } from './page.ts'

/** Columns of an address, which is cut there. */
const ADDRESS_WIDTH = 15

/**
 * Which columns are shown, by how often -e was given: that of net-tools' own counter from 1, of which
 * it swaps the first two and keeps two bits. `none`: the title alone.
 */
export type RouteForm = 'metric' | 'mss' | 'all' | 'none'

const FORMS: readonly RouteForm[] = ['none', 'metric', 'mss', 'all']

export const routeForm = ({ extend }: ClassicOptions): RouteForm =>
  extend < 2 ? FORMS[2 - extend]! : FORMS[(extend + 1) % FORMS.length]!

const TAILS: { readonly [form in RouteForm]: string } = {
  metric: 'Flags Metric Ref    Use Iface\n',
  mss: 'Flags   MSS Window  irtt Iface\n',
  all: 'Flags Metric Ref    Use Iface    MSS   Window irtt',
  none: '',
}

const headerOf = (addresses: string, form: RouteForm, more: string): string =>
  form === 'none' ? '' : addresses + TAILS[form] + (form === 'all' ? `${more}\n` : '')

export const routeHeader = (form: RouteForm): string =>
  `Kernel IP routing table\n${headerOf('Destination     Gateway         Genmask         ', form, '')}`

export const cacheTitle = 'Kernel IP routing cache\n'

export const cacheHeader = (form: RouteForm): string =>
  headerOf(
    'Source          Destination     Gateway         ',
    form,
    '  TOS HHRef HHUptod     SpecDst',
  )

const address = (text: string): string => text.slice(0, ADDRESS_WIDTH).padEnd(ADDRESS_WIDTH)

const left = (value: number | string, width: number): string => String(value).padEnd(width)
const right = (value: number, width: number): string => String(value).padStart(width)

const { GATEWAY, REJECT, HOST } = ROUTE_FLAGS

/** In the order in which they are printed; two letters stand for two flags each. */
const LETTERS: readonly (readonly [flag: number, letter: string])[] = [
  [HOST, 'H'],
  [ROUTE_FLAGS.REINSTATE, 'R'],
  [ROUTE_FLAGS.DYNAMIC, 'D'],
  [ROUTE_FLAGS.MODIFIED, 'M'],
  [ROUTE_FLAGS.DEFAULT, 'd'],
  [ROUTE_FLAGS.ALLONLINK, 'a'],
  [ROUTE_FLAGS.ADDRCONF, 'c'],
  [ROUTE_FLAGS.NONEXTHOP, 'o'],
  [ROUTE_FLAGS.EXPIRES, 'e'],
  [ROUTE_FLAGS.CACHE, 'c'],
  [ROUTE_FLAGS.FLOW, 'f'],
  [ROUTE_FLAGS.POLICY, 'p'],
  [ROUTE_FLAGS.LOCAL, 'l'],
  [ROUTE_FLAGS.MTU, 'u'],
  [ROUTE_FLAGS.WINDOW, 'w'],
  [ROUTE_FLAGS.IRTT, 'i'],
  [ROUTE_FLAGS.NOTCACHED, 'n'],
]

/** RTCF_* of include/uapi/linux/in_route.h, of which some are RTF_* of another meaning. */
const CACHE_LETTERS: readonly (readonly [flag: number, letter: string])[] = [
  [ROUTE_FLAGS.REINSTATE, 'R'],
  [ROUTE_FLAGS.DYNAMIC, 'D'],
  [ROUTE_FLAGS.MODIFIED, 'M'],
  [0x1, '-'],
  [0x4, 'o'],
  [0x1_0000, 'n'],
  [0x2_0000, 'd'],
  [0x8_0000, 't'],
  [0x20_0000, 'f'],
  [0x40_0000, 'q'],
  [0x80_0000, 'Ns'],
  [0x100_0000, 'r'],
  [0x400_0000, 'i'],
  [0x800_0000, 'Nd'],
  [0x1000_0000, 'b'],
  [0x2000_0000, 'm'],
  [0x4000_0000, '#'],
  [0x8000_0000, 'l'],
]

/** A rejecting route has a `!` in place of the letters before it. */
const flagsText = (flags: number, before: string, letters: typeof LETTERS): string =>
  ((flags & REJECT) === 0 ? before : '!') +
  letters.map(([flag, letter]) => ((flags & flag) === 0 ? '' : letter)).join('')

/** Are addresses printed as numbers? */
const isNumeric = ({ numericHosts, symbolic }: ClassicOptions): boolean => numericHosts || symbolic

/** Writes each route: eachRouteLine() calls what this returns. */
export const routeRows = (
  page: Page,
  options: ClassicOptions,
  names: ClassicNames,
): ((line: RouteLine) => void) => {
  const form = routeForm(options)
  const numeric = isNumeric(options)
  const host = (word: number): string => {
    if (numeric || word === 0) return ipText(ipv4(word))
    const name = names.host(ipv4(word))
    return name === null ? ipText(ipv4(word)) : plain(name)
  }
  const network = ({ destination, mask, flags }: RouteLine): string => {
    if (numeric || destination === 0) {
      return !numeric && mask === 0 ? 'default' : ipText(ipv4(destination))
    }
    if ((flags & HOST) !== 0 || (destination & ~mask) !== 0) return host(destination)
    const name = names.network(ipv4(destination))
    return name === null ? ipText(ipv4(destination)) : plain(name)
  }
  return line => {
    const { flags, gateway, mask } = line
    if (form === 'none') return
    const reject = (flags & REJECT) !== 0
    const via = reject ? '-' : host(gateway)
    const letters = flagsText(flags, (flags & GATEWAY) === 0 ? 'U' : 'UG', LETTERS)
    const ends = [network(line), via, ipText(ipv4(mask))].map(address).join(' ')
    const tail = reject ? rejectTail(line, form) : tailOf(line, form)
    page.text(`${ends} ${left(letters, 5)} ${tail}\n`)
  }
}

const tailOf = (line: RouteLine, form: Exclude<RouteForm, 'none'>): string => {
  const { metric, refs, use, mss, window, irtt } = line
  const device = plain(line.device)
  switch (form) {
    case 'metric':
      return `${left(metric, 6)} ${left(refs, 2)} ${right(use, 7)} ${device}`
    case 'mss':
      return `${right(mss, 5)} ${left(window, 5)} ${right(irtt, 6)} ${device}`
    case 'all':
      return (
        `${left(metric, 6)} ${left(refs, 3)} ${right(use, 6)} ${left(device.slice(0, 6), 6)}   ` +
        `${left(mss, 5)} ${left(window, 6)} ${irtt}`
      )
  }
}

const rejectTail = ({ metric, use }: RouteLine, form: Exclude<RouteForm, 'none'>): string => {
  if (form === 'mss') return '    - -          - -'
  const start = `${left(metric, 6)} -  ${right(use, 7)} -`
  return form === 'metric' ? start : `${start}        -     -      -`
}

/** Writes each line of the route cache. */
export const cacheRows = (
  page: Page,
  options: ClassicOptions,
  names: ClassicNames,
): ((line: RouteCacheLine) => void) => {
  const form = routeForm(options)
  const numeric = isNumeric(options)
  const host = (word: number): string => {
    const ip = ipv4(word)
    return numeric ? ipText(ip) : namedHost(ip, names)
  }
  return line => {
    if (form === 'none') return
    const { destination, gateway, mask: source, flags, tos } = line
    const letters = flagsText(flags, (flags & GATEWAY) === 0 ? '' : 'G', CACHE_LETTERS)
    const ends = [source, destination, gateway].map(word => address(host(word))).join(' ')
    page.text(`${ends} ${left(letters, 5)} `)
    if (form === 'all') {
      const start = tailOf({ ...line, irtt: 0 }, form).slice(0, -1)
      const known = `${left(tos, 3)} ${left(line.hardwareRefs, 3)}   ${left(line.hardwareUpToDate, 3)}`
      const specific = host(line.specific).slice(0, ADDRESS_WIDTH).padStart(ADDRESS_WIDTH)
      page.text(`${start}${left(line.irtt, 5)} ${known} ${specific}\n`)
    } else page.text(`${tailOf(line, form)}\n`)
  }
}
