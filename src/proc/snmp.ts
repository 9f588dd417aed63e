import { ParseError } from '../base/errors.ts'
import { parseLines, type Parsed } from '../base/text.ts'
import { long } from './long.ts'

/** The counters of one group (`Ip`, `Tcp`, `TcpExt`, ...), by the kernel's names and in its order. */
export interface SnmpGroup {
  readonly group: string
  /** unsigned longs; Tcp MaxConn alone may be -1 */
  readonly counters: ReadonlyMap<string, bigint>
}

/**
 * /proc/net/snmp and /proc/net/netstat: two lines for each group, `Tcp: names` and `Tcp: values`;
 * snmp_seq_show() and netstat_seq_show() in net/ipv4/proc.c. Which counters there are depends on the
 * kernel, so each value goes by its name. A group whose lines do not match each other is told, whole.
 */
export const parseSnmp = (text: string, file = 'net/snmp'): Parsed<SnmpGroup> => {
  let names: readonly string[] | null = null
  let at = ''
  const parsed = parseLines<SnmpGroup>(text, file, 0, f => {
    const heads = names
    const group = f.word(0, 'group')
    if (heads === null) {
      names = Array.from({ length: f.count }, (_, i) => f.word(i, 'name'))
      at = f.at
      return null
    }
    names = null
    if (heads[0] !== group) throw new ParseError(f.at, `no values of ${heads[0]}`, group)
    if (heads.length !== f.count) {
      const problem = `${group} has ${heads.length - 1} names`
      throw new ParseError(f.at, problem, `${f.count - 1} values`)
    }
    const counters = heads.slice(1).map((name, i): [string, bigint] => [name, long(f, i + 1, name)])
    return { group, counters: new Map(counters) }
  })
  if (names !== null) parsed.problems.push(new ParseError(at, 'names without values', names[0]!))
  return parsed
}

/** One line of /proc/net/snmp6: `Ip6InReceives 2`. */
export interface Snmp6Row {
  readonly name: string
  readonly value: bigint
}

/** /proc/net/snmp6 and /proc/net/dev_snmp6/IFACE; snmp6_seq_show() in net/ipv6/proc.c. */
export const parseSnmp6 = (text: string, file = 'net/snmp6'): Parsed<Snmp6Row> =>
  parseLines(text, file, 0, f => {
    const name = f.word(0, 'name')
    return { name, value: long(f, 1, name) }
  })
