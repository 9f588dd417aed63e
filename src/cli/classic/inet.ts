import { eachInetLine } from '../../proc/inet-lines.ts'
import { inetRows, type InetKind, type InetLabel } from '../../render/classic/inet.ts'
import type { ClassicOptions } from '../../render/classic/options.ts'
import type { ClassicHost, Mode } from './mode.ts'
import { bytesOrNone, sectionFile } from './support.ts'

/**
 * The sockets of one protocol, IPv4 first. `file` is below /proc/net. The kernel looks through all its
 * connections for either file, and may do so for the second while the first is printed.
 */
export const inetSection =
  (file: string, kind: InetKind, label: InetLabel, label6: InetLabel): Mode =>
  async (host, options) => {
    let code = 0
    const file6 = options.inet6 ? host.ahead(`proc/net/${file}6`) : null
    if (options.inet) {
      const read = sectionFile(host, options, `proc/net/${file}`, `AF INET (${file})`)
      if (typeof read !== 'number') await printRows(host, options, read, kind, label)
      else if (read > 1) return read
      else code = read
    }
    if (file6 !== null) {
      const read = await bytesOrNone(file6)
      if (read !== null) await printRows(host, options, read, kind, label6)
    }
    return code
  }

const printRows = (
  host: ClassicHost,
  options: ClassicOptions,
  bytes: Uint8Array,
  kind: InetKind,
  label: InetLabel,
): Promise<void> =>
  host.print((page, names) => {
    const row = inetRows(page, label, kind, options, names, host.programs())
    const bogus = (): void => page.warn(`warning, got bogus ${kind} line.`)
    eachInetLine(bytes, kind === 'tcp', host.littleEndian, row, bogus)
  })
