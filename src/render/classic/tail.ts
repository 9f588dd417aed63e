import type { Long } from '../../model/lines.ts'
import type { ClassicNames } from './names.ts'
import type { ClassicOptions } from './options.ts'
import { plain, type Page } from './page.ts'

/** Who holds a socket, by its inode; latin1, not yet made plain. */
export interface Programs {
  /** `PID/name` of the first process that holds it */
  name(inode: number): string | null
  /** that process's security context */
  context(inode: number): string | null
}

const PROGRAM_WIDTH = 20
const CONTEXT_WIDTH = 50

/** Columns that -e, -p, -Z and -o add to the header of internet sockets. */
export const tailHeader = (options: ClassicOptions): string =>
  (options.extend > 0 ? ' User       Inode     ' : '') +
  ownerHeader(options) +
  (options.timers ? ' Timer' : '')

/** What -p and -Z add to either header. */
export const ownerHeader = (options: ClassicOptions): string =>
  (options.programs ? ` ${'PID/Program name'.padEnd(PROGRAM_WIDTH)}` : '') +
  (options.contexts ? ' Security Context'.padEnd(CONTEXT_WIDTH) : '')

/** What net-tools, having read less than that, prints from memory it never wrote. */
export const UNREAD = '?'

/** Writes the end of a row of internet sockets. */
export const tailOf = (
  page: Page,
  options: ClassicOptions,
  names: ClassicNames,
  programs: Programs,
): ((uid: number | null, inode: Long | null, timers: string) => void) => {
  const owner = ownerOf(page, options, programs)
  return (uid, inode, timers) => {
    if (options.extend > 0) {
      page.text(' ')
      page.left(userText(uid, options, names), 10)
      page.text(' ')
      const from = page.end
      if (inode === null) page.text(UNREAD)
      else page.decimal(inode)
      page.pad(from, 10)
    }
    owner(inode)
    if (options.timers) page.text(` ${timers}`)
    page.newline()
  }
}

/** Writes what -p and -Z add to a row. */
export const ownerOf = (
  page: Page,
  options: ClassicOptions,
  programs: Programs,
): ((inode: Long | null) => void) => {
  const cell = (text: string | null, width: number): void => {
    page.text(' ')
    page.left(plain(text ?? '-'), width)
  }
  return inode => {
    const known = typeof inode === 'number' ? inode : -1
    if (options.programs) cell(programs.name(known), PROGRAM_WIDTH)
    if (options.contexts) cell(programs.context(known), CONTEXT_WIDTH)
  }
}

/** A uid that has no name is printed as the signed number that net-tools takes it for. */
const userText = (uid: number | null, options: ClassicOptions, names: ClassicNames): string => {
  if (uid === null) return UNREAD
  const name = options.numericUsers ? null : names.user(uid >>> 0)
  return name === null ? String(uid) : plain(name)
}
