import { eachUnixLine } from '../../proc/unix-lines.ts'
import { unixRows, unixTitle } from '../../render/classic/unix.ts'
import type { Mode } from './mode.ts'
import { sectionFile } from './support.ts'

/** Unix sockets, under a title of their own. */
export const unixSection: Mode = async (host, options) => {
  const programs = host.programs()
  await host.print(page => page.text(unixTitle(options)))
  const read = sectionFile(host, options, 'proc/net/unix', 'AF UNIX')
  if (typeof read === 'number') return read
  await host.print(page => {
    const bogus = (): void => page.warn('warning, got bogus unix line.')
    eachUnixLine(read, unixRows(page, options, programs), bogus)
  })
  return 0
}
