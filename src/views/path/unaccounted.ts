import type { Finding } from '../../model/path.ts'
import type { Moves } from './evaluate.ts'
import { grouped } from './text.ts'

const IN = 'Ip InReceives'
/** Where a packet that IP received is counted again, be it delivered or dead. */
const ENDS = [
  'Ip InDelivers',
  'Ip ForwDatagrams',
  'Ip InHdrErrors',
  'Ip InAddrErrors',
  'Ip InDiscards',
  'Ip InUnknownProtos',
]
/** The same in files that are read a moment later, when more have come. */
const LATER_ENDS = [
  'IpExt InNoRoutes',
  'IpExt InTruncatedPkts',
  'TcpExt IPReversePathFilter',
  'nf_conntrack drop',
  'nf_conntrack insert_failed',
]
/** Packets are on their way while the file is printed. */
const SLACK = 8n
const PERCENT = 100n
const TENTH = 10n

/**
 * A netfilter rule that drops has no counter in /proc: all that shows is that IP received more than it
 * delivered, forwarded or refused. Fragments are many before and one after.
 */
export const unaccounted = (moves: Moves): Finding[] => {
  const received = moves.moved(IN)
  const fragments = moves.moved('Ip ReasmReqds') - moves.moved('Ip ReasmOKs')
  const later = moves.moved(...LATER_ENDS)
  const missing = received - fragments - moves.moved(...ENDS) - later
  if (missing <= SLACK || missing * PERCENT < received || missing * TENTH < later) return []
  return [
    {
      weight: 'info',
      counters: [...moves.counters(IN), ...moves.counters('Ip InDelivers')].map(counter => ({
        ...counter,
        weight: 'info',
      })),
      limits: [],
      advice:
        `Of ${grouped(received)} packets that IP received, ${grouped(missing)} were neither delivered nor forwarded nor counted as an error. ` +
        'A netfilter rule that drops has no counter here: nft list ruleset or iptables -nvL tells (martians and multicast that nobody joined end so too).',
    },
  ]
}
