import { ParseError, type Problem } from '../base/errors.ts'
import { eachLine, type Parsed } from '../base/text.ts'
import { DEV_COUNTERS, type DevCounters } from '../model/interface.ts'

/** One row of /proc/net/dev. */
export interface DevRow extends DevCounters {
  readonly name: string
}

const HEADER_LINES = 2

/**
 * /proc/net/dev, one row per interface; dev_seq_printf_stats() in net/core/net-procfs.c. A name may
 * hold anything but blanks, `/` and `:`; kernels before 2.2 listed aliases (`eth0:1`) as well. A row
 * that is short, or has a word that is no number, keeps its name and what can be read, and is told.
 */
export const parseDev = (text: string, file = 'net/dev'): Parsed<DevRow> => {
  const rows: DevRow[] = []
  const problems: Problem[] = []
  eachLine(text, (from, to, line, ended) => {
    if (line <= HEADER_LINES) return
    const at = `${file}:${line}`
    const whole = text.slice(from, to)
    // old kernels leave no blank between the colon and a wide number
    const colon = whole.lastIndexOf(':')
    const name = whole.slice(0, Math.max(colon, 0)).trim()
    if (!ended) problems.push(new ParseError(at, 'the file ends inside this line', whole))
    else if (name === '') problems.push(new ParseError(at, 'no name with a colon', whole))
    else rows.push(readRow(name, whole.slice(colon + 1).match(/\S+/g) ?? [], at, problems))
  })
  return { rows, problems }
}

const readRow = (
  name: string,
  words: readonly string[],
  at: string,
  problems: Problem[],
): DevRow => {
  const counters = DEV_COUNTERS.map((counter, i) => [counter, count(words[i])] as const)
  const bad = counters.findIndex(([, value]) => value === null)
  if (bad >= 0) {
    const problem = `${DEV_COUNTERS[bad]} of ${name} is not a count`
    problems.push(new ParseError(at, problem, words[bad] ?? ''))
  }
  return { name, ...(Object.fromEntries(counters) as unknown as DevCounters) }
}

const count = (word: string | undefined): bigint | null =>
  word !== undefined && /^\d{1,20}$/.test(word) ? BigInt(word) : null
