import type { Report } from '../base/errors.ts'
import type { Parsed } from '../base/text.ts'
import { pageSizeOf, parseMemoryLimits, parseSockstat } from '../proc/sockstat.ts'
import type { Host } from './source.ts'

/** What all sockets of a protocol hold of kernel memory, against the limits of the whole machine. */
export interface ProtocolMemory {
  readonly protocol: 'tcp' | 'udp'
  readonly bytes: number
  /** from here on the kernel makes the protocol's sockets shrink */
  readonly pressureBytes: number
  /** here it refuses */
  readonly limitBytes: number
}

/** TCP and UDP, as far as /proc/net/sockstat and the sysctls tcp_mem and udp_mem tell. */
export const kernelMemory = (host: Host, report: Report): ProtocolMemory[] => {
  const read = <T>(path: string, parse: (text: string) => Parsed<T>): readonly T[] => {
    try {
      const { rows, problems } = parse(host.fs.text(`proc/${path}`, 'latin1'))
      problems.forEach(report)
      return rows
    } catch {
      return [] // a tree without the file has nothing to say
    }
  }
  const page = pageSize(host)
  if (page === null) return []
  const rows = read('net/sockstat', text => parseSockstat(text))
  return (['tcp', 'udp'] as const).flatMap(protocol => {
    const row = rows.find(each => each.protocol === protocol.toUpperCase())
    const pages = row?.counters.get('mem')
    const path = `sys/net/ipv4/${protocol}_mem`
    const [limits] = read(path, text => parseMemoryLimits(text, path))
    if (pages === undefined || limits === undefined) return []
    const [bytes, pressureBytes, limitBytes] = [pages, limits.pressure, limits.high].map(
      count => count * page,
    ) as [number, number, number]
    return [{ protocol, bytes, pressureBytes, limitBytes }]
  })
}

const pageSize = (host: Host): number | null => {
  try {
    return pageSizeOf(host.fs.text('proc/self/auxv', 'latin1'), host.littleEndian)
  } catch {
    return null
  }
}
