import { errnoOf } from '../../base/errors.ts'
import { ipv4 } from '../../model/address.ts'
import { hasFlag, type Interface } from '../../model/interface.ts'
import type { DevLine } from '../../model/lines.ts'
import { devLines } from '../../proc/dev-lines.ts'
import { parseIfInet6, type IfInet6Row } from '../../proc/if-inet6.ts'
import { longInterface, type LongInterface } from '../../render/classic/ifconfig.ts'
import {
  compareNames,
  interfaceRow,
  INTERFACES_HEADER,
  INTERFACES_TITLE,
} from '../../render/classic/interfaces.ts'
import { choose } from '../../sources/index.ts'
import { linkSources } from '../../sources/link-sources.ts'
import type { ClassicHost, Mode } from './mode.ts'
import { errorText, fileOrNone } from './support.ts'

/** Exit code where an interface went away before it could be looked at. */
const VANISHED = 1

/**
 * -i: interfaces that are up, or with -a all, and with -e in the form of ifconfig. net-tools asks the
 * kernel through ioctls; here rtnetlink answers, and below `--root` the files of /sys and /proc, which
 * know no aliases.
 */
export const interfaces: Mode = async (host, options) => {
  const lines = devFile(host)
  const links = choose(linkSources(host), null, host.tell).interfaces(() => {})
  const inet6 = inet6Of(host)
  const counted = new Map(lines.map(({ name, counters }) => [name, counters]))
  const names = new Set([...counted.keys(), ...links.flatMap(labelsOf)])
  let vanished: string | null = null
  await host.print(page => {
    if (host.pass === 0) page.text(INTERFACES_TITLE)
    if (options.extend === 0) page.text(INTERFACES_HEADER)
    for (const name of [...names].sort(compareNames)) {
      const link = links.find(each => each.name === name.split(':')[0])
      if (link === undefined) {
        vanished = name
        break
      }
      const row = rowOf(name, link, counted.get(name) ?? null, inet6)
      if (!options.all && row.flags !== null && !hasFlag(row.flags, 'UP')) continue
      if (options.extend > 0) longInterface(page, row)
      else interfaceRow(page, row)
    }
  })
  if (vanished === null) return 0
  host.err(`${vanished}: error fetching interface information: Device not found`)
  host.err('missing interface information: No such device')
  return VANISHED
}

/** Names that an address has been given: that of its interface, or of an alias. */
const labelsOf = ({ addresses }: Interface): string[] =>
  addresses.flatMap(({ label }) => (label === null ? [] : [label]))

const FLAG_BITS = 0xffff

const rowOf = (
  name: string,
  link: Interface,
  counters: DevLine['counters'] | null,
  inet6: readonly IfInet6Row[],
): LongInterface => {
  const address = link.addresses.find(
    ({ ip, label }) => ip.v === 4 && (label ?? link.name) === name,
  )
  return {
    name,
    flags: link.flags === null ? null : link.flags & FLAG_BITS,
    mtu: link.mtu ?? 0,
    counters,
    inet:
      address === undefined
        ? null
        : {
            ip: address.ip,
            netmask: ipv4(address.prefix === 0 ? 0 : (-1 << (32 - address.prefix)) >>> 0),
            broadcast: address.broadcast ?? ipv4(0),
            destination: address.peer ?? address.ip,
          },
    inet6: inet6.filter(row => row.interface === name),
    type: link.type ?? -1,
    hardware: link.hardware ?? new Uint8Array(0),
    txQueueLength: link.txQueueLength,
    map: link.map,
  }
}

const devFile = (host: ClassicHost): DevLine[] => {
  try {
    return devLines(host.fs.binary('proc/net/dev'))
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    host.err(`Warning: cannot open /proc/net/dev (${errorText(code)}). Limited output.`)
    return []
  }
}

const inet6Of = (host: ClassicHost): readonly IfInet6Row[] => {
  const bytes = fileOrNone(host, 'proc/net/if_inet6')
  return bytes === null ? [] : parseIfInet6(Buffer.from(bytes).toString('latin1')).rows
}
