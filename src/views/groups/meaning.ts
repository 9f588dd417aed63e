import { inNet, ipText, ipv4, type Ip } from '../../model/address.ts'

/** From IANA's ipv4-multicast-addresses and ipv6-multicast-addresses, those that hosts meet. */
const KNOWN: Readonly<Record<string, string>> = {
  '224.0.0.1': 'all hosts on the link',
  '224.0.0.2': 'all routers on the link',
  '224.0.0.4': 'DVMRP routers',
  '224.0.0.5': 'OSPF routers',
  '224.0.0.6': 'OSPF designated routers',
  '224.0.0.9': 'RIPv2 routers',
  '224.0.0.10': 'EIGRP routers',
  '224.0.0.12': 'DHCP servers and relays',
  '224.0.0.13': 'PIM routers',
  '224.0.0.18': 'VRRP',
  '224.0.0.22': 'IGMPv3 routers',
  '224.0.0.102': 'HSRPv2 and GLBP',
  '224.0.0.106': 'all snoopers',
  '224.0.0.107': 'PTP peer delay',
  '224.0.0.251': 'mDNS',
  '224.0.0.252': 'LLMNR',
  '224.0.1.1': 'NTP',
  '224.0.1.129': 'PTP',
  '224.0.1.187': 'CoAP',
  '239.255.255.250': 'SSDP (UPnP)',
  '239.255.255.253': 'SLP',
  'ff01::1': 'all nodes of this host',
  'ff01::2': 'all routers of this host',
  'ff02::1': 'all nodes on the link',
  'ff02::2': 'all routers on the link',
  'ff02::5': 'OSPF routers',
  'ff02::6': 'OSPF designated routers',
  'ff02::9': 'RIPng routers',
  'ff02::d': 'PIM routers',
  'ff02::12': 'VRRP',
  'ff02::16': 'MLDv2 routers',
  'ff02::6a': 'all snoopers',
  'ff02::6b': 'PTP peer delay',
  'ff02::c': 'SSDP (UPnP)',
  'ff02::f': 'UPnP',
  'ff02::fb': 'mDNS',
  'ff02::101': 'NTP',
  'ff02::1:2': 'DHCPv6 servers and relays',
  'ff02::1:3': 'LLMNR',
  'ff05::1': 'all nodes of the site',
  'ff05::2': 'all routers of the site',
  'ff05::1:3': 'DHCPv6 servers of the site',
  'ff05::c': 'SSDP (UPnP) of the site',
  'ff05::101': 'NTP of the site',
}

const SSM: Ip = ipv4(0xe8000000)

/** What a multicast address is for; null: anybody's. */
export const groupMeaning = (group: Ip): string | null => {
  const known = KNOWN[ipText(group)]
  if (known !== undefined) return known
  if (group.v === 4) return inNet(group, SSM, 8) ? 'source-specific multicast' : null
  // RFC 4291: ff02::1:ffXX:XXXX of each address that ends in those digits
  if (group.a === 0xff020000 && group.b === 0 && group.c === 1 && group.d >>> 24 === 0xff) {
    const low = (group.d & 0xffffff).toString(16).padStart(6, '0')
    return `neighbours look for …${low.slice(0, 2)}:${low.slice(2)}`
  }
  return null
}
