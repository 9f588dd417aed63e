/** ARPHRD_* of include/uapi/linux/if_arp.h, as iproute2 spells them. */
const TYPES: Readonly<Record<number, string>> = {
  0: 'netrom',
  1: 'ether',
  2: 'eether',
  3: 'ax25',
  6: 'ieee802',
  7: 'arcnet',
  24: 'ieee1394',
  27: 'eui64',
  32: 'infiniband',
  256: 'slip',
  280: 'can',
  512: 'ppp',
  513: 'hdlc',
  519: 'rawip',
  768: 'ipip',
  769: 'tunnel6',
  772: 'loopback',
  774: 'fddi',
  776: 'sit',
  778: 'gre',
  801: 'ieee802.11',
  803: 'ieee802.11/radiotap',
  804: 'ieee802.15.4',
  823: 'gre6',
  824: 'netlink',
  825: '6lowpan',
  826: 'vsockmon',
  65534: 'none',
}

/** The name of a link type, `ether`; of one without a name here its number. */
export const hardwareName = (type: number): string => TYPES[type] ?? String(type)

/** `02:fc:00:00:00:01` */
export const hardwareText = (address: Uint8Array): string =>
  Array.from(address, byte => byte.toString(16).padStart(2, '0')).join(':')
