import { always, input, nonzero, output, type Labels } from './label.ts'

const IP6: Labels = {
  FragCreates: nonzero('% fragments created'),
  FragFails: nonzero('% outgoing packets failed fragmentation'),
  FragOKs: nonzero('% outgoing packets fragmented ok'),
  InAddrErrors: nonzero('% with invalid addresses'),
  InDelivers: always('% incoming packets delivered'),
  InDiscards: always('% incoming packets discarded'),
  InHdrErrors: nonzero('% with invalid headers'),
  InMcastPkts: nonzero('% incoming multicast packets'),
  InNoRoutes: nonzero('% incoming packets with no route'),
  InReceives: always('% total packets received'),
  InTooBigErrors: nonzero('% with packets too big'),
  InTruncatedPkts: nonzero('% with truncated packets'),
  InUnknownProtos: nonzero('% with unknown protocol'),
  OutDiscards: nonzero('% outgoing packets dropped'),
  OutForwDatagrams: always('% forwarded'),
  OutMcastPkts: nonzero('% outgoing multicast packets'),
  OutNoRoutes: nonzero('% dropped because of missing route'),
  OutRequests: always('% requests sent out'),
  ReasmFails: nonzero('% packet reassemblies failed'),
  ReasmOKs: nonzero('% packets reassembled ok'),
  ReasmReqds: nonzero('% reassemblies required'),
  ReasmTimeout: nonzero('% fragments dropped after timeout'),
}

const ICMP6: Labels = {
  InDestUnreachs: input('destination unreachable: %'),
  InEchoReplies: input('echo replies: %'),
  InEchos: input('echo requests: %'),
  InErrors: always('% input ICMP message failed'),
  InGroupMembQueries: input('group member queries: %'),
  InGroupMembReductions: input('group member reductions: %'),
  InGroupMembResponses: input('group member responses: %'),
  InMsgs: always('% ICMP messages received'),
  InNeighborAdvertisements: input('neighbour advertisement: %'),
  InNeighborSolicits: input('neighbour solicits: %'),
  InParmProblems: input('parameter problem: %'),
  InPktTooBigs: input('packets too big: %'),
  InRedirects: input('redirects: %'),
  InRouterAdvertisements: input('router advertisement: %'),
  InRouterSolicits: input('router solicits: %'),
  InTimeExcds: input('received ICMPv6 time exceeded: %'),
  OutDestUnreachs: output('destination unreachable: %'),
  OutEchoReplies: output('echo replies: %'),
  OutEchos: output('echo requests: %'),
  OutGroupMembQueries: output('group member queries: %'),
  OutGroupMembReductions: output('group member reductions: %'),
  OutGroupMembResponses: output('group member responses: %'),
  OutMsgs: always('% ICMP messages sent'),
  OutNeighborAdvertisements: output('neighbor advertisements: %'),
  OutNeighborSolicits: output('neighbor solicits: %'),
  OutParmProblems: output('parameter problem: %'),
  OutPktTooBigs: output('packets too big: %'),
  OutRedirects: output('redirects: %'),
  OutRouterSolicits: output('router solicits: %'),
  OutTimeExcds: output('sent ICMPv6 time exceeded: %'),
}

const UDP6: Labels = {
  InDatagrams: always('% packets received'),
  InErrors: always('% packet receive errors'),
  NoPorts: always('% packets to unknown port received'),
  OutDatagrams: always('% packets sent'),
}

/** By what /proc/net/snmp6 puts before each counter. */
export const LABELS6: { readonly [title: string]: Labels } = {
  Ip6: IP6,
  Icmp6: ICMP6,
  Udp6: UDP6,
}
