import { parseIp, type Ip } from '../model/address.ts'

/** What the trie of IPv4 routes tells of this host's own addresses. */
export interface HostAddresses {
  /** each once, in the order of the file */
  readonly local: readonly Ip[]
  /** numbers of broadcast addresses */
  readonly broadcast: ReadonlySet<number>
}

/** `     |-- 192.0.2.2`, and under it `        /32 host LOCAL` */
const LEAF = /^ +\|-- (\d+\.\d+\.\d+\.\d+)$/
const ALIAS = /^ +\/32 \S+ (LOCAL|BROADCAST)\b/

/**
 * /proc/net/fib_trie, the one file of /proc with the IPv4 addresses of this host: leaves with their
 * routes; fib_trie_seq_show() in net/ipv4/fib_trie.c. The file is a drawing that kernels draw
 * differently, so what is not understood is passed over.
 */
export const parseFibTrie = (text: string): HostAddresses => {
  const local = new Map<number, Ip>()
  const broadcast = new Set<number>()
  let leaf: Ip | null = null
  for (const line of text.split('\n')) {
    const found = LEAF.exec(line)
    if (found !== null) leaf = parseIp(found[1]!)
    const kind = leaf === null ? undefined : ALIAS.exec(line)?.[1]
    if (kind === 'LOCAL') local.set(leaf!.d, leaf!)
    else if (kind === 'BROADCAST') broadcast.add(leaf!.d)
  }
  return { local: [...local.values()], broadcast }
}
