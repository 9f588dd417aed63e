import { signed, type UnixLine } from '../../model/lines.ts'
import type { ClassicOptions } from './options.ts'
import { plain, type Page } from './page.ts'
import { ownerHeader, ownerOf, UNREAD, type Programs } from './tail.ts'
import { suffixOf } from './title.ts'

const LISTENS = 0x10000

/** include/linux/net.h */
const FLAGS = [
  [LISTENS, 'ACC '],
  [0x20000, 'W '],
  [0x40000, 'N '],
] as const

const TYPES = [undefined, 'STREAM', 'DGRAM', 'RAW', 'RDM', 'SEQPACKET']

const UNCONNECTED = 1
const STATES = ['FREE', '', 'CONNECTING', 'CONNECTED', 'DISCONNECTING']

export const unixTitle = (options: ClassicOptions): string =>
  `Active UNIX domain sockets ${suffixOf(options)}\n` +
  `Proto RefCnt Flags       Type       State         I-Node  ${ownerHeader(options)} Path\n`

/** Writes each line that is to be shown: eachUnixLine() calls what this returns. */
export const unixRows = (
  page: Page,
  options: ClassicOptions,
  programs: Programs,
): ((line: UnixLine) => void) => {
  const owner = ownerOf(page, options, programs)
  return line => {
    const flags = Number(BigInt.asUintN(32, BigInt(line.flags)))
    const listens = line.state === UNCONNECTED && (flags & LISTENS) !== 0
    if (!options.all && listens !== options.listening) return
    column(page, line.protocol === 0 ? 'unix' : '??', 5)
    column(page, String(signed(line.refs)), 6)
    column(page, flagsText(flags), 11)
    column(page, TYPES[line.type] ?? 'UNKNOWN', 10)
    column(page, listens ? 'LISTENING' : (STATES[line.state] ?? 'UNKNOWN'), 13)
    page.left(line.inode === null ? UNREAD : String(line.inode), 8)
    owner(line.inode)
    page.text(` ${plain(line.path)}`)
    page.newline()
  }
}

/** `%-*s ` */
const column = (page: Page, text: string, width: number): void => {
  page.left(text, width)
  page.text(' ')
}

const flagsText = (flags: number): string =>
  `[ ${FLAGS.map(([bit, name]) => ((flags & bit) === 0 ? '' : name)).join('')}]`
