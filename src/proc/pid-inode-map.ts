import { ParseError, type Problem } from '../base/errors.ts'
import type { Parsed } from '../base/text.ts'

/** A process, and the inode of each file it has open, be it a socket or not, as often as it has it open. */
export interface PidInodes {
  readonly pid: number
  readonly comm: string
  readonly inodes: readonly number[]
}

/**
 * /proc/pid_inode_map, one line for each process: `579 sshd 14647 14648 14648 `; printed by the kernel
 * module pid_inode_map of github.com/mattsta/netmatt, not by the kernel.
 *
 * Names are as their processes chose them: `tmux: server`, `worker 12`. A zombie has no files and no
 * line feed, so the next process stands on its line: `98 sh 99 sshd 14647 `. Both are read from the
 * right: numbers are inodes, words before them a name, the number before those a pid. That gives a
 * name with a number in it a wrong pid or a part of it, so a caller must compare the name with /proc.
 */
export const parsePidInodeMap = (text: string, file = '/proc/pid_inode_map'): Parsed<PidInodes> => {
  const rows: PidInodes[] = []
  const problems: Problem[] = []
  let line = 0
  for (const whole of text.split('\n')) {
    line++
    if (whole === '') continue
    const row = parseLine(whole)
    if (row === null) problems.push(new ParseError(`${file}:${line}`, 'no pid and name', whole))
    else rows.push(row)
  }
  return { rows, problems }
}

const parseLine = (line: string): PidInodes | null => {
  const words = (line.endsWith(' ') ? line.slice(0, -1) : line).split(' ')
  let inodesAt = words.length
  // the first word is a pid and the second at least a part of a name
  while (inodesAt > 2 && isNumber(words[inodesAt - 1]!)) inodesAt--
  let nameAt = inodesAt - 1
  while (nameAt > 1 && !isNumber(words[nameAt - 1]!)) nameAt--
  const pid = words[nameAt - 1]
  if (nameAt < 1 || pid === undefined || !isNumber(pid)) return null
  return {
    pid: Number(pid),
    comm: words.slice(nameAt, inodesAt).join(' '),
    inodes: words.slice(inodesAt).map(Number),
  }
}

/** Decimal, and few enough digits to be exact. */
const isNumber = (word: string): boolean => /^(?:0|[1-9]\d{0,14})$/.test(word)
