import { errnoOf } from '../../base/errors.ts'
import type { ClassicOptions } from '../../render/classic/options.ts'
import type { ClassicHost } from './mode.ts'

/** What strerror(3) says of the errors that opening a file can meet. */
const ERRORS: { readonly [code: string]: string } = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  ENOTDIR: 'Not a directory',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  ENFILE: 'Too many open files in system',
  ENOMEM: 'Cannot allocate memory',
  EIO: 'Input/output error',
}

export const errorText = (code: string): string => ERRORS[code] ?? code

/** This kernel has no such family, which was asked for by name: net-tools ends here. */
export const noSupport = (host: ClassicHost, what: string): number => {
  host.err(`netstat: no support for \`${what}' on this system.`)
  return 1
}

/** Where -1 comes out of main(). */
const BROKEN = 255

/** A file of a section; where it cannot be read, the exit code that follows. */
export const sectionFile = (
  host: ClassicHost,
  options: ClassicOptions,
  path: string,
  what: string,
): Uint8Array | number => {
  try {
    return host.fs.binary(path)
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    if (code !== 'ENOENT' && code !== 'EACCES') {
      host.err(`/${path}: ${errorText(code)}`)
      return BROKEN
    }
    const named = options.sections.size > 0
    if (options.implied) return 0
    if (named || options.verbose) noSupport(host, what)
    return named ? 1 : 0
  }
}

/** The same of IPv6, which nobody misses. */
export const fileOrNone = (host: ClassicHost, path: string): Uint8Array | null => {
  try {
    return host.fs.binary(path)
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

/** The same of one whose reading was begun ahead. */
export const bytesOrNone = async (
  read: ReturnType<ClassicHost['ahead']>,
): Promise<Uint8Array | null> => {
  try {
    return await read()
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}
