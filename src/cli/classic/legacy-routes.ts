import { errnoOf } from '../../base/errors.ts'
import type { Mode } from './mode.ts'
import { errorText } from './support.ts'

/** A family of which kernels of today have no routes. */
interface LegacyRoutes {
  /** of which one would do, below /proc/net */
  readonly files: readonly string[]
  /** what net-tools says where there is none, on standard output and error; `%` is why */
  readonly out?: string
  readonly err?: readonly string[]
}

const FAMILIES: { readonly [family: string]: LegacyRoutes } = {
  ax25: {
    files: ['ax25_route'],
    out: 'AX.25 not configured in this system.',
    err: ['/proc/net/ax25_route: %'],
  },
  netrom: {
    files: ['nr_nodes'],
    out: 'NET/ROM not configured in this system.',
    err: ['/proc/net/nr_nodes: %', '/proc/net/nr_neigh: Invalid argument'],
  },
  rose: {
    files: ['rose_nodes'],
    err: ['/proc/net/rose_nodes: %', 'ROSE not configured in this system.'],
  },
  x25: { files: ['x25/route', 'x25_routes'], out: 'X.25 not configured in this system.' },
  ipx: {
    files: ['ipx/route', 'ipx_route'],
    out: 'IPX routing not in file /proc/net/ipx/route or /proc/net/ipx_route found.',
    err: ['%'],
  },
  ddp: {
    files: ['atalk_route'],
    err: [
      'Error opening /proc/net/atalk_route: %',
      'DDP (AppleTalk) not configured on this system.',
    ],
  },
}

export const LEGACY_FAMILIES = Object.keys(FAMILIES)

const FAILED = 1

/** Says that this kernel has no routes of the family; where it has some, that they are not read here. */
export const legacyRoutes =
  (family: string): Mode =>
  async host => {
    const { files, out, err = [] } = FAMILIES[family]!
    let reason: string | null = null
    for (const file of files) {
      try {
        host.fs.binary(`proc/net/${file}`)
        host.err(`netstat: tsnetstat reads no routes of ${family}`)
        return FAILED
      } catch (error) {
        const code = errnoOf(error)
        if (code === null) throw error
        reason = errorText(code)
      }
    }
    for (const line of err) host.err(line.replace('%', reason ?? ''))
    if (out !== undefined) await host.print(page => page.text(`${out}\n`))
    return FAILED
  }
