import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import { compareIp, ipv4, ipv6, type Ip } from '../model/address.ts'
import type { InterfaceAddress } from '../model/interface.ts'
import { Attributes } from './attribute.ts'
import type { Request } from './exchange.ts'
import { messageType, NLMSG_HDRLEN } from './message.ts'
import type { Parser } from './parser.ts'
import { AF_INET, AF_INET6 } from './sock-diag.ts'
import { RTM } from './protocol.ts'

/** enum of include/uapi/linux/if_addr.h */
const IFA = { ADDRESS: 1, LOCAL: 2, LABEL: 3, BROADCAST: 4 } as const

/** sizeof(struct ifaddrmsg) */
const IFADDRMSG = 8

/** An address and the interface that has it. */
export interface LinkAddress extends InterfaceAddress {
  readonly index: number
}

/** Every IPv4 and IPv6 address of the namespace: struct ifaddrmsg, all zero. */
export const linkAddressRequest = (): Request => ({
  what: 'rtnetlink addresses',
  type: RTM.GETADDR,
  payload: skb => void skb.put(IFADDRMSG),
})

/** Addresses of other families are passed over. */
export const linkAddressParser: Parser<LinkAddress> = (view, offset, length) => {
  if (messageType(view, offset) !== RTM.NEWADDR) return null
  const at = offset + NLMSG_HDRLEN
  if (length < NLMSG_HDRLEN + IFADDRMSG) {
    const problem = `ifaddrmsg needs ${IFADDRMSG} bytes at offset ${at}`
    throw new ParseError(`rtnetlink:${at}`, problem, `${length - NLMSG_HDRLEN} bytes`)
  }
  const family = view.getUint8(at)
  if (family !== AF_INET && family !== AF_INET6) return null
  const found: { address?: Ip; local?: Ip; label?: string; broadcast?: Ip } = {}
  const attributes = new Attributes(view).within(view, at + IFADDRMSG, offset + length)
  while (attributes.next()) {
    if (attributes.type === IFA.ADDRESS) found.address = address(attributes, family)
    else if (attributes.type === IFA.LOCAL) found.local = address(attributes, family)
    else if (attributes.type === IFA.LABEL) found.label = attributes.text()
    else if (attributes.type === IFA.BROADCAST) found.broadcast = address(attributes, family)
  }
  // of a point-to-point link ADDRESS is the other end; IPv6 has LOCAL only there
  const ip = found.local ?? found.address
  if (ip === undefined) {
    throw new ParseError(`rtnetlink:${at}`, 'an address without IFA_LOCAL and IFA_ADDRESS', '')
  }
  const peer = found.address
  return {
    index: view.getUint32(at + 4, HOST_LITTLE),
    ip,
    prefix: view.getUint8(at + 1),
    label: found.label ?? null,
    broadcast: found.broadcast ?? null,
    peer: peer === undefined || compareIp(peer, ip) === 0 ? null : peer,
  }
}

const address = (attributes: Attributes, family: number): Ip => {
  attributes.need(family === AF_INET ? 4 : 16)
  const { view, at } = attributes
  const word = (i: number): number => view.getUint32(at + i * 4, false)
  return family === AF_INET ? ipv4(word(0)) : ipv6(word(0), word(1), word(2), word(3))
}
