import { ParseError, type Problem } from '../base/errors.ts'
import { eachLine, type Parsed } from '../base/text.ts'
import type { CounterGroup } from '../model/counters.ts'

/**
 * /proc/net/snmp and /proc/net/netstat: two lines to a group, `Tcp: names` and `Tcp: values`;
 * snmp_seq_show() and netstat_seq_show() in net/ipv4/proc.c. Groups in the order of the file. A name
 * without a value has null, and is told, as is a value without a name.
 */
export const parseSnmp = (text: string, file = 'net/snmp'): Parsed<CounterGroup> => {
  const rows: CounterGroup[] = []
  const problems: Problem[] = []
  let names: Titled | null = null
  eachLine(text, (from, to, line, ended) => {
    const at = `${file}:${line}`
    const titled = titledOf(text.slice(from, to))
    if (!ended) problems.push(new ParseError(at, CUT, text.slice(from, to)))
    else if (titled === null) {
      problems.push(new ParseError(at, 'no title with a colon', text.slice(from, to)))
    } else if (names === null || names.title !== titled.title) {
      if (names !== null) problems.push(unpaired(at, names))
      names = titled
      return
    } else rows.push(groupOf(names, titled.words, at, problems))
    names = null
  })
  const last: Titled | null = names
  if (last !== null) problems.push(unpaired(file, last))
  return { rows, problems }
}

/**
 * /proc/net/snmp6 and /proc/net/dev_snmp6/*: `Ip6InReceives  2`, a counter to a line; snmp6_seq_show()
 * in net/ipv6/proc.c. The group is what stands up to and including the first 6 (`Ip6`, `UdpLite6`).
 */
export const parseSnmp6 = (text: string, file = 'net/snmp6'): Parsed<CounterGroup> => {
  const rows: { group: string; counters: Map<string, bigint> }[] = []
  const problems: Problem[] = []
  eachLine(text, (from, to, line, ended) => {
    const whole = text.slice(from, to)
    const match = ended ? /^([A-Za-z]*6)(\S+)\s+(\S+)\s*$/.exec(whole) : null
    const value = match === null ? null : integer(match[3]!)
    if (match === null || value === null) {
      const expected = ended ? 'not a name with its 6 and a number' : CUT
      problems.push(new ParseError(`${file}:${line}`, expected, whole))
      return
    }
    const [, group = '', name = ''] = match
    if (rows.at(-1)?.group !== group) rows.push({ group, counters: new Map() })
    rows.at(-1)!.counters.set(name, value)
  })
  return { rows, problems }
}

const CUT = 'the file ends inside this line'

/** A line of words with a title. */
interface Titled {
  readonly title: string
  readonly words: readonly string[]
}

const titledOf = (line: string): Titled | null => {
  const colon = line.indexOf(':')
  if (colon < 1) return null
  return { title: line.slice(0, colon), words: line.slice(colon + 1).match(/\S+/g) ?? [] }
}

const unpaired = (at: string, { title }: Titled): ParseError =>
  new ParseError(at, `no line of values for ${title}`, '')

const integer = (word: string): bigint | null => (/^-?\d{1,20}$/.test(word) ? BigInt(word) : null)

const groupOf = (
  { title, words: names }: Titled,
  values: readonly string[],
  at: string,
  problems: Problem[],
): CounterGroup => {
  const counters = new Map<string, bigint | null>()
  for (const [i, name] of names.entries()) {
    const word = values[i]
    const value = word === undefined ? null : integer(word)
    if (word !== undefined && value === null)
      problems.push(new ParseError(at, `${title} ${name} is not a decimal integer`, word))
    if (counters.has(name))
      problems.push(new ParseError(at, `${title} names a counter twice`, name))
    else counters.set(name, value)
  }
  if (values.length !== names.length) {
    const problem = `${title} has ${names.length} names and ${values.length} values`
    problems.push(new ParseError(at, problem, values.join(' ')))
  }
  return { group: title, counters }
}
