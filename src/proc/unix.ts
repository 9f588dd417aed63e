import { ParseError, type Problem } from '../base/errors.ts'
import { eachLine, type Parsed } from '../base/text.ts'

/** One row of /proc/net/unix. */
export interface UnixRow {
  readonly refs: number
  readonly protocol: number
  /** 0x10000: listening (SO_ACCEPTCON); 0x20000: waiting for data, 0x40000: no space (both historic) */
  readonly flags: number
  /** include/linux/net.h: 1 stream, 2 dgram, 3 raw, 4 rdm, 5 seqpacket */
  readonly type: number
  /** include/uapi/linux/net.h socket_state: 1 unconnected, 2 connecting, 3 connected, 4 disconnecting */
  readonly state: number
  readonly inode: number
  /** bytes as printed, one per character: blanks kept, each NUL of an abstract name an `@`; null: unnamed */
  readonly path: string | null
}

const ROW =
  /^\S+: ([0-9A-Fa-f]{8}) ([0-9A-Fa-f]{8}) ([0-9A-Fa-f]{8}) ([0-9A-Fa-f]{4}) ([0-9A-Fa-f]{2}) +(\d{1,15})(?: ([^]*))?$/

/** the last of enum socket_state, include/uapi/linux/net.h */
const SS_DISCONNECTING = 4

/** sizeof sun_path, include/uapi/linux/un.h */
const LONGEST_PATH = 108

/**
 * /proc/net/unix, decoded as latin1; printed by unix_seq_show() in net/unix/af_unix.c. The path is the rest of the line
 * and may hold blanks. It may hold newlines too, which the kernel prints as they are: a line that
 * looks like no row goes on with the path before it, as far as a path can be long.
 */
export const parseUnix = (text: string, file = 'net/unix'): Parsed<UnixRow> => {
  const rows: UnixRow[] = []
  const problems: Problem[] = []
  eachLine(text, (from, to, line, ended) => {
    if (line === 1) return
    const whole = text.slice(from, to)
    if (!ended) {
      problems.push(new ParseError(`${file}:${line}`, 'the file ends inside this line', whole))
      return
    }
    const match = ROW.exec(whole)
    const last = rows.at(-1)
    if (match !== null) {
      const row = readRow(match)
      if (row.state <= SS_DISCONNECTING) rows.push(row)
      else problems.push(new ParseError(`${file}:${line}`, 'St is not a socket state', match[5]!))
    } else if (last?.path != null && last.path.length + 1 + whole.length <= LONGEST_PATH) {
      rows[rows.length - 1] = { ...last, path: `${last.path}\n${whole}` }
    } else problems.push(new ParseError(`${file}:${line}`, 'not a row of seven fields', whole))
  })
  return { rows, problems }
}

const readRow = (match: RegExpExecArray): UnixRow => {
  const hex = (i: number): number => Number.parseInt(match[i]!, 16)
  return {
    refs: hex(1),
    protocol: hex(2),
    flags: hex(3),
    type: hex(4),
    state: hex(5),
    inode: Number(match[6]),
    path: match[7] ?? null,
  }
}
