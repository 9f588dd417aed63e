import { Scan } from '../base/scan.ts'
import type { UnixLine } from '../model/lines.ts'
import { netLines } from './net-lines.ts'

const COLON = 58

/** Fields without which net-tools takes a line for broken: up to `St`. */
const FIELDS = 6

/**
 * /proc/net/unix, line by line as net-tools reads it: no line goes on with the path before it, and a
 * path ends at its first blank. See parseUnix() in unix.ts for who prints it.
 */
export const eachUnixLine = (
  bytes: Uint8Array,
  visit: (line: UnixLine) => void,
  bogus: () => void,
): void => {
  const scan = new Scan()
  const row: UnixLine = { refs: 0, protocol: 0, flags: 0, type: 0, state: 0, inode: null, path: '' }
  netLines(bytes, (from, to, line) => {
    if (line === 0) return
    scan.load(bytes, from, to)
    if (readLine(scan, row) < FIELDS) bogus()
    else visit(row)
  })
}

/** How many fields there were. */
const readLine = (scan: Scan, row: UnixLine): number => {
  row.inode = null
  row.path = ''
  if (!scan.takeHexLong()) return 0
  if (!scan.take(COLON) || !scan.takeHexLong()) return 1
  row.refs = scan.long
  if (!scan.takeHexLong()) return 2
  row.protocol = scan.long
  if (!scan.takeHexLong()) return 3
  row.flags = scan.long
  if (!scan.takeHexInt()) return 4
  row.type = scan.int
  if (!scan.takeHexInt()) return 5
  row.state = scan.int
  if (!scan.takeLong()) return 6
  row.inode = scan.long
  if (!scan.takeWord()) return 7
  row.path = scan.text()
  return 8
}
