import {
  ADDRESS_ATTRIBUTES,
  INET_ATTRIBUTES,
  INET_REQUEST_ATTRIBUTES,
  LINK_ATTRIBUTES,
  QDISC_ATTRIBUTES,
  UNIX_ATTRIBUTES,
  type AttributeNames,
  type LayoutName,
} from './layout.ts'
import { AF_UNIX, SOCK_DESTROY, SOCK_DIAG_BY_FAMILY, TCPDIAG_GETSOCK } from './sock-diag.ts'

/** How a payload is built, for annotated dumps: a struct, something else, then attributes. */
export interface Shape {
  readonly layout: LayoutName | null
  readonly attributes: AttributeNames | null
  /** bytes between the two */
  readonly skip: number
}

/** What the messages of one netlink protocol are called, and how they are built. */
export interface Protocol {
  readonly types: Readonly<Record<number, string>>
  /** null: not known; `family` is the first byte of the payload */
  shape(type: number, request: boolean, family: number): Shape | null
}

const shape = (layout: LayoutName, attributes: AttributeNames): Shape => ({
  layout,
  attributes,
  skip: 0,
})

export const SOCK_DIAG: Protocol = {
  types: {
    [TCPDIAG_GETSOCK]: 'TCPDIAG_GETSOCK',
    [SOCK_DIAG_BY_FAMILY]: 'SOCK_DIAG_BY_FAMILY',
    [SOCK_DESTROY]: 'SOCK_DESTROY',
  },
  shape: (type, request, family) => {
    if (type === TCPDIAG_GETSOCK && request) return shape('inetReq', INET_REQUEST_ATTRIBUTES)
    if (type !== SOCK_DIAG_BY_FAMILY && type !== SOCK_DESTROY && type !== TCPDIAG_GETSOCK) {
      return null
    }
    if (family === AF_UNIX) {
      return request ? shape('unixReq', {}) : shape('unixMsg', UNIX_ATTRIBUTES)
    }
    return request ? shape('inetReqV2', INET_REQUEST_ATTRIBUTES) : shape('inetMsg', INET_ATTRIBUTES)
  },
}

/** include/uapi/linux/rtnetlink.h */
export const RTM = {
  NEWLINK: 16,
  GETLINK: 18,
  NEWADDR: 20,
  GETADDR: 22,
  NEWQDISC: 36,
  GETQDISC: 38,
} as const

export const ROUTE: Protocol = {
  types: Object.fromEntries(Object.entries(RTM).map(([name, type]) => [type, `RTM_${name}`])),
  shape: type => {
    switch (type) {
      case RTM.NEWLINK:
      case RTM.GETLINK:
        return shape('linkMsg', LINK_ATTRIBUTES)
      case RTM.NEWADDR:
      case RTM.GETADDR:
        return shape('addressMsg', ADDRESS_ATTRIBUTES)
      case RTM.NEWQDISC:
      case RTM.GETQDISC:
        return shape('qdiscMsg', QDISC_ATTRIBUTES)
      default:
        return null
    }
  },
}
