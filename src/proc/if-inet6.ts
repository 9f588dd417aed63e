import { parseLines, type Parsed } from '../base/text.ts'
import type { Ip } from '../model/address.ts'
import { address6 } from './address.ts'

/** One row of /proc/net/if_inet6: an IPv6 address of an interface. */
export interface IfInet6Row {
  readonly interface: string
  readonly index: number
  readonly ip: Ip
  readonly prefix: number
  /** IPV6_ADDR_LOOPBACK 0x10, LINKLOCAL 0x20, SITELOCAL 0x40, else 0 (global); include/net/ipv6.h */
  readonly scope: number
  /** the low byte of IFA_F_* of include/uapi/linux/if_addr.h */
  readonly flags: number
}

/** /proc/net/if_inet6, no header, a line for each address; if6_seq_show() in net/ipv6/addrconf.c. */
export const parseIfInet6 = (text: string, file = 'net/if_inet6'): Parsed<IfInet6Row> =>
  parseLines(text, file, 0, f => ({
    ip: address6(f, 0, 'address', false),
    index: f.hex(1, 'index'),
    prefix: f.hex(2, 'prefix length'),
    scope: f.hex(3, 'scope'),
    flags: f.hex(4, 'flags'),
    interface: f.word(5, 'device'),
  }))
