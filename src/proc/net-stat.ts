import { ParseError } from '../base/errors.ts'
import { parseLines, type Parsed } from '../base/text.ts'

/** One CPU's row: u32 counters by the names of the header. */
export interface NetStatRow {
  /** number of the row; rows are of possible CPUs, also of those that are offline */
  readonly cpu: number
  readonly counters: ReadonlyMap<string, number>
}

/**
 * /proc/net/stat/{nf_conntrack,arp_cache,ndisc_cache}: a header, then a row of hex per possible CPU;
 * ct_cpu_seq_show() in net/netfilter/nf_conntrack_standalone.c, neigh_stat_seq_show() in
 * net/core/neighbour.c. `entries` is the same in every row: it counts what there is now, for all CPUs.
 */
export const parseNetStat = (text: string, file: string): Parsed<NetStatRow> => {
  let names: readonly string[] | null = null
  let cpu = 0
  return parseLines(text, file, 0, f => {
    if (names === null) {
      names = Array.from({ length: f.count }, (_, i) => f.word(i, 'name'))
      return null
    }
    const row = cpu++
    if (f.count !== names.length) {
      throw new ParseError(f.at, `the header has ${names.length} columns`, `${f.count} columns`)
    }
    return { cpu: row, counters: new Map(names.map((name, i) => [name, f.hex(i, name)])) }
  })
}
