import { ICMP, ICMP_KINDS, ICMP_LOSSES, IP, IP_LOSSES, UDP, UDP_LOSSES } from './ip.ts'
import { MPTCP } from './mptcp.ts'
import { TCP, TCP_EXT, TCP_EXT_LOSSES, TCP_LOSSES } from './tcp.ts'

interface Glossary {
  readonly means: Readonly<Record<string, string>>
  /** names of what counts losses, parted by blanks */
  readonly losses: string
}

const ip: Glossary = { means: IP, losses: IP_LOSSES }
const icmp: Glossary = { means: ICMP, losses: ICMP_LOSSES }
const udp: Glossary = { means: UDP, losses: UDP_LOSSES }

const GLOSSARIES: Readonly<Record<string, Glossary>> = {
  Ip: ip,
  IpExt: ip,
  Ip6: ip,
  Icmp: icmp,
  IcmpMsg: icmp,
  Icmp6: icmp,
  Udp: udp,
  Udp6: udp,
  UdpLite: udp,
  UdpLite6: udp,
  Tcp: { means: TCP, losses: TCP_LOSSES },
  TcpExt: { means: TCP_EXT, losses: TCP_EXT_LOSSES },
  MPTcpExt: { means: MPTCP, losses: '' },
}

const own = (record: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

const glossaryOf = (protocol: string): Glossary | undefined =>
  Object.hasOwn(GLOSSARIES, protocol) ? GLOSSARIES[protocol] : undefined

/** What a counter says, in plain words; null: one of a newer kernel. */
export const meaningOf = (protocol: string, name: string): string | null => {
  const glossary = glossaryOf(protocol)
  if (glossary === undefined) return null
  return own(glossary.means, name) ?? (glossary === icmp ? icmpMeaning(name) : null)
}

/** Does it count what should have passed and did not? */
export const isLoss = (protocol: string, name: string): boolean =>
  glossaryOf(protocol)?.losses.split(' ').includes(name) === true

/** `InEchos`, `OutType143` */
const icmpMeaning = (name: string): string | null => {
  const [, way, kind = ''] = /^(In|Out)(.+)$/.exec(name) ?? []
  if (way === undefined) return null
  const type = /^Type(\d+)$/.exec(kind)?.[1]
  const what = type === undefined ? own(ICMP_KINDS, kind) : `type ${type}`
  return what === undefined ? null : `${way === 'In' ? 'received' : 'sent'}: ${what}`
}
