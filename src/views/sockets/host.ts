import type { Refusal } from '../../base/errors.ts'
import { boundsOf, piecesOf, type Bounds } from '../../base/list.ts'
import { inNet, ipv4, ipv6, parseIp, type Ip } from '../../model/address.ts'
import type { Names } from '../../model/table.ts'
import { portWord } from './ports.ts'

/** Addresses that agree in their leading bits, counted within the family of `ip`. */
export interface Network {
  readonly ip: Ip
  readonly bits: number
}

/** One of the ends that `src` or `dst` names. */
export interface HostSpec {
  /** null: any address */
  readonly nets: readonly Network[] | null
  /** `inet:` takes no v4-mapped address, which 0.0.0.0/0 does */
  readonly unmapped: boolean
  /** null: any port */
  readonly ports: readonly Bounds<number>[] | null
}

const WHOLE4: Network = { ip: ipv4(0), bits: 0 }
export const WHOLE6: Network = { ip: ipv6(0, 0, 0, 0), bits: 0 }
const FAMILIES: { readonly [name: string]: Network } = { inet: WHOLE4, inet6: WHOLE6 }
const EXPECTED = 'an address, a network (10.0.0.0/8), a host, :PORT, or an address and :PORT'

const BRACKETED = 'an IPv6 address, in brackets where a port follows: [::1]:22'

/** Is the address in one of these networks? A v4 network also holds v4-mapped addresses. */
export const inNets = (ip: Ip, { nets, unmapped }: HostSpec): boolean =>
  (nets === null || nets.some(net => inNet(ip, net.ip, net.bits))) && !(unmapped && ip.v === 6)

/**
 * ss's HOST, or several with commas: `[FAMILY:]ADDRESS[/BITS][:PORTS]`, `[::1]:22`, `10/8`, `:80,443`,
 * `*:22`, a name. An IPv6 address stands as it is, and with a port in brackets.
 */
export const hostSpecs = (text: string, names: Names): HostSpec[] | Refusal => {
  const specs: HostSpec[] = []
  // of the last one, which :80,443 goes on with
  let ports: Bounds<number>[] | null = null
  for (const { text: word, at } of piecesOf(text)) {
    const more: boolean = ports !== null && /^:?[\w-]+$/.test(word)
    const read: Bounds<number> | HostSpec | Refusal = more
      ? portsOf(word, names)
      : specOf(word, names)
    if ('expected' in read) return { expected: read.expected, at: at + (read.at ?? 0) }
    if ('from' in read) {
      ports!.push(read)
      continue
    }
    ports = read.ports === null ? null : [...read.ports]
    specs.push({ ...read, ports })
  }
  return specs
}

const specOf = (word: string, names: Names): HostSpec | Refusal => {
  const prefix = /^(inet6?|link|netlink|vsock|tipc|xdp):/i.exec(word)
  if (prefix === null) return endOf(word, null, names)
  const family = Object.hasOwn(FAMILIES, prefix[1]!.toLowerCase()) ? prefix[1]!.toLowerCase() : null
  if (family === null) return { expected: 'inet:, inet6: or unix:, as no other family is read' }
  const rest = word.slice(prefix[0].length)
  const read = rest === '' ? ANY : endOf(rest, family, names)
  if ('expected' in read) return { ...read, at: prefix[0].length + (read.at ?? 0) }
  return { ...read, unmapped: family === 'inet', nets: read.nets ?? [FAMILIES[family]!] }
}

const ANY: HostSpec = { nets: null, unmapped: false, ports: null }

const endOf = (word: string, family: string | null, names: Names): HostSpec | Refusal => {
  const { host, port } = split(word)
  const all = netsOf(host, names)
  if (all !== null && 'expected' in all) return all
  const version = family === 'inet6' ? 6 : 4
  const nets = family === null ? all : (all?.filter(({ ip }) => ip.v === version) ?? null)
  if (nets?.length === 0) return { expected: `an address of ${family}` }
  if (port === '' || port === '*') return { ...ANY, nets }
  const ports = portsOf(port, names)
  if ('expected' in ports) return { ...ports, at: word.length - port.length }
  return { ...ANY, nets, ports: [ports] }
}

/** Host and port, either of them perhaps empty; the brackets of an address stay. */
const split = (word: string): { host: string; port: string } => {
  const colon = word.lastIndexOf(':')
  const bare = word.includes('::') || word.split(':').length > 2
  const bracketed = word.lastIndexOf(']')
  if (colon < 0 || colon < bracketed || (bare && bracketed < 0)) return { host: word, port: '' }
  return { host: word.slice(0, colon), port: word.slice(colon + 1) }
}

const portsOf = (word: string, names: Names): Bounds<number> | Refusal =>
  boundsOf(word, text => {
    const read = portWord(text, names)
    return 'expected' in read ? read : { is: Number(read.is) }
  })

/** null: any address */
const netsOf = (host: string, names: Names): readonly Network[] | null | Refusal => {
  if (host === '' || host === '*') return null
  const [, address = '', bits] = /^\[?([^\]/]*)\]?(?:\/(\d{1,3})\]?)?$/.exec(host) ?? []
  if (host.startsWith('[') !== host.includes(']')) return { expected: BRACKETED }
  if (address === '') return { expected: EXPECTED }
  // 10/8 and 193.233.7/24
  const short = bits !== undefined && /^\d{1,3}(\.\d{1,3}){0,2}$/.test(address)
  const ip = parseIp(short ? `${address}${'.0'.repeat(4 - address.split('.').length)}` : address)
  if (ip === null) return bits === undefined ? namedHosts(host, names) : { expected: EXPECTED }
  const most = ip.v === 4 ? 32 : 128
  if (Number(bits ?? most) > most)
    return { expected: `at most ${most} bits`, at: host.indexOf('/') + 1 }
  return [{ ip, bits: Number(bits ?? most) }]
}

const namedHosts = (name: string, names: Names): readonly Network[] | Refusal => {
  if (name.includes(':') || name.startsWith('[')) return { expected: BRACKETED }
  if (!/^[\w.-]*[a-z][\w.-]*$/i.test(name)) return { expected: EXPECTED }
  const found = names.hosts(name)
  if (found === null) return { expected: `a host that has an address; nobody knows ${name}` }
  return found.map(ip => ({ ip, bits: ip.v === 4 ? 32 : 128 }))
}
