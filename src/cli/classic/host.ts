import { readPrograms } from '../../sources/programs.ts'
import type { Host } from '../../sources/index.ts'
import { Page, plain } from '../../render/classic/page.ts'
import type { ClassicOptions } from '../../render/classic/options.ts'
import type { Programs } from '../../render/classic/tail.ts'
import type { Io } from '../terminal.ts'
import type { ClassicHost } from './mode.ts'
import type { HostNames } from './names.ts'

/** One pass of `-c`, or the only one. */
export const classicHost = (
  io: Io,
  host: Host,
  options: ClassicOptions,
  names: HostNames,
  pass: number,
): ClassicHost => {
  const err = (line: string): void => io.err(plain(line))
  let programs: Programs | null = null
  return {
    ...host,
    pass,
    err,
    ahead: path => aheadOf(io, host, path),
    print: async lay => {
      let page = new Page()
      lay(page, names)
      if (await names.resolve()) {
        page = new Page()
        lay(page, names)
      }
      page.warnings.forEach(err)
      io.out(page.bytes())
    },
    programs: () => (programs ??= options.programs ? programsOf(host, options, err) : NOBODY),
  }
}

/** Only the kernel's own files: what stands in a captured tree may be a pipe that nobody writes to. */
const aheadOf = (io: Io, { fs }: Host, path: string): ReturnType<ClassicHost['ahead']> => {
  if (io.readBeside === null || fs.root !== '/') return () => fs.binary(path)
  const reading = io.readBeside(`/${path}`)
  // that it fails is told to who asks for it
  reading.catch(() => {})
  return () => reading
}

const NOBODY: Programs = { name: () => null, context: () => null }

const programsOf = (host: Host, options: ClassicOptions, err: (line: string) => void): Programs => {
  const { names, contexts, denied } = readPrograms(host, options.contexts)
  if (denied && names.size === 0) {
    err(`(No info could be read for "-p": geteuid()=${host.euid} but you should be root.)`)
  } else if (denied) {
    err('(Not all processes could be identified, non-owned process info')
    err(' will not be shown, you would have to be root to see it all.)')
  }
  return {
    name: inode => names.get(inode) ?? null,
    context: inode => contexts.get(inode) ?? null,
  }
}
