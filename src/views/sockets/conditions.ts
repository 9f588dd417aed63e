import type { Refusal } from '../../base/errors.ts'
import { didYouMean } from '../../base/nearest.ts'
import { compilePattern } from '../../base/pattern.ts'
import { ANY_END, NO_END, type End, type Known } from '../../model/coarse.ts'
import type { Endpoint } from '../../model/socket.ts'
import type { Condition, Names } from '../../model/table.ts'
import { leafOf } from '../../model/tree.ts'
import { hostSpecs, inNets, WHOLE6, type HostSpec, type Network } from './host.ts'
import type { SocketRow } from './row.ts'

/** `src HOST`, `dst HOST`; of unix sockets `src unix:GLOB`, or a path as it is. */
export const endCondition = (
  text: string,
  end: End,
  names: Names,
): Condition<SocketRow> | Refusal => {
  const glob = /^unix:(.*)$/is.exec(text)?.[1] ?? (/^[/@]/.test(text) ? text : null)
  if (glob !== null) return end === 'local' ? pathCondition(glob) : NO_PEER_PATH
  const specs = hostSpecs(text, names)
  return 'expected' in specs ? specs : specCondition(specs, end)
}

const NO_PEER_PATH: Refusal = {
  expected: 'an address, as the kernel does not tell the path of a peer: src unix:GLOB',
}

/** `local.address = 10.0.0.0/8`: the same without ports. */
export const addressCondition = (
  text: string,
  end: End,
  names: Names,
): Condition<SocketRow> | Refusal => {
  const specs = hostSpecs(text, names)
  if ('expected' in specs) return specs
  return specs.some(({ ports }) => ports !== null)
    ? { expected: 'an IP address or a network, without a port' }
    : specCondition(specs, end)
}

const specCondition = (specs: readonly HostSpec[], end: End): Condition<SocketRow> => ({
  holds: row => (row.kind === 'inet' ? specs.some(spec => fits(row[end], spec)) : null),
  known: { kind: 'any', of: specs.map(spec => knownOf(spec, end)) },
})

const fits = ({ ip, port }: Endpoint, spec: HostSpec): boolean =>
  inNets(ip, spec) &&
  (spec.ports === null || spec.ports.some(({ from, to }) => port >= from && port <= to))

const knownOf = ({ nets, unmapped, ports }: HostSpec, end: End): Known => {
  const net = ({ ip, bits }: Network) => leafOf({ kind: 'net', end, ip, bits } as const)
  return {
    kind: 'all',
    of: [
      nets === null ? ANY_END : { kind: 'any', of: nets.map(net) },
      unmapped ? { kind: 'not', of: net(WHOLE6) } : ANY_END,
      ports === null
        ? ANY_END
        : { kind: 'any', of: ports.map(({ from, to }) => portKnown(end, from, to)) },
    ],
  }
}

const MOST_PORT = 65535

/** What is known of a port from here to there, whatever is asked for. */
export const portKnown = (end: End, from: number, to: number): Known =>
  leafOf({ kind: 'port', end, from: Math.max(0, from), to: Math.min(MOST_PORT, to) })

/** As fnmatch(3) with FNM_CASEFOLD, which ss takes: `*` and `?` match slashes too. */
const pathCondition = (glob: string): Condition<SocketRow> | Refusal => {
  const pattern = compilePattern(`(?i)^${globPattern(glob === '' ? '*' : glob)}$`)
  if (!('test' in pattern)) return { expected: 'a pattern of a path: * ? [a-z] \\' }
  return {
    // whoever asks for a path means no inet socket
    holds: row => row.kind === 'unix' && pattern.test(row.path ?? ''),
    known: NO_END,
    key: 'local.path',
  }
}

const globPattern = (glob: string): string =>
  glob.replaceAll(/\\(.)|(\*)|(\?)|\[([!^]?)(\]?[^\]]*)\]|([\\^$.+(){}|[\]])/gs, (...found) => {
    const [whole, escaped, star, any, negated, set] = found as (string | undefined)[]
    if (escaped !== undefined) return /\w/.test(escaped) ? escaped : `\\${escaped}`
    if (star !== undefined) return '.*'
    if (any !== undefined) return '.'
    if (set === undefined) return `\\${whole}`
    return `[${negated === '' ? '' : '^'}${set.replaceAll(/[[\]\\^]/g, '\\$&')}]`
  })

/** ss's `fwmark VALUE[/MASK]`. */
export const markCondition = (text: string): Condition<SocketRow> | Refusal => {
  const match = /^(0x[\da-f]{1,8}|\d{1,10})(?:\/(0x[\da-f]{1,8}|\d{1,10}))?$/i.exec(text)
  if (match === null) return { expected: 'a mark, or a mark and a mask: 0x10/0xff' }
  const wanted = Number(match[1])
  const mask = Number(match[2] ?? 0xffffffff)
  return {
    holds: row => {
      const mark = row.kind === 'inet' ? (row.info?.mark ?? null) : null
      return mark === null ? null : (mark & mask) >>> 0 === wanted
    },
  }
}

/** ss's `autobound`: the local port is one that the kernel would choose; of a unix socket the name. */
export const autobound = (names: Names): Condition<SocketRow> | Refusal => {
  const ports = names.localPorts()
  if (ports === null) return { expected: 'a host that tells its net.ipv4.ip_local_port_range' }
  const { from, to } = ports
  return {
    holds: row =>
      row.kind === 'unix'
        ? row.path === null || /^@[\da-f]{5}$/.test(row.path)
        : row.local.port >= from && row.local.port <= to,
    known: portKnown('local', from, to),
  }
}

/** A host may have a thousand devices, and an error is one line. */
const MOST_TOLD = 10

/** The index of a device by its name, as text. */
export const deviceWord = (word: string, names: Names): { readonly is: string } | Refusal => {
  if (/^\d{1,9}$/.test(word)) return { is: word }
  const devices = names.devices()
  const index = devices.get(word)
  if (index !== undefined) return { is: String(index) }
  const all = [...devices.keys()]
  const guess = didYouMean(word, all) || `: ${all.slice(0, MOST_TOLD).join(' ')}`
  return { expected: `a network device or its index${guess}` }
}

/** The id of a cgroup by its path below the mount, as text. */
export const cgroupWord = (word: string, names: Names): { readonly is: string } | Refusal => {
  if (/^\d{1,19}$/.test(word)) return { is: word }
  const id = word.startsWith('/') ? names.cgroup(word) : null
  return id === null
    ? { expected: 'the path of a cgroup (/system.slice) or its id' }
    : { is: `${id}` }
}
