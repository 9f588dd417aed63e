import type { LegacyFamily } from '../../render/classic/legacy.ts'
import type { Mode } from './mode.ts'
import { noSupport, sectionFile } from './support.ts'

/** A table of its own, of a family that few kernels have. */
export const legacySection =
  ({ file, what, title, header, row, problem }: LegacyFamily): Mode =>
  async (host, options) => {
    // nothing but its own name brings it in, so that its absence always matters
    const read = sectionFile(host, { ...options, implied: false }, `proc/net/${file}`, what)
    if (typeof read === 'number') return read
    const lines = Buffer.from(read)
      .toString('latin1')
      .split('\n')
      .slice(header ? 1 : 0)
    await host.print(page => {
      page.text(title)
      for (const line of lines) if (line !== '') page.text(row(line, options.all) ?? problem)
    })
    return 0
  }

/** IPX has left Linux with 4.18. */
export const ipxSection: Mode = (host, { sections, verbose }) => {
  const named = sections.size > 0
  if (named || verbose) noSupport(host, 'AF IPX')
  return named ? 1 : 0
}

/** Not built into Debian's net-tools: listed for nobody, refused to those who ask. */
export const bluetoothSection: Mode = host => {
  host.err("netstat: feature `AF BLUETOOTH' not supported.")
  host.err("Please recompile `net-tools' with newer kernel source or full configuration.")
  return 1
}
