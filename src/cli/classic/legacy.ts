import type { Mode } from './mode.ts'
import { sectionFile } from './support.ts'

/** A family of which no kernel of today has more than the name. */
export const legacySection =
  (file: string, what: string): Mode =>
  (host, options) => {
    const read = sectionFile(host, { ...options, implied: false }, `proc/net/${file}`, what)
    return typeof read === 'number' ? read : 0
  }

/** Not built into Debian's net-tools: listed for nobody, refused to those who ask. */
export const bluetoothSection: Mode = host => {
  host.err("netstat: feature `AF BLUETOOTH' not supported.")
  host.err("Please recompile `net-tools' with newer kernel source or full configuration.")
  return 1
}
