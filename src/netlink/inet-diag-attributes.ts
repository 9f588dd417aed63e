import { HOST_LITTLE } from '../base/bytes.ts'
import type { CongestionInfo } from '../model/socket-memory.ts'
import type { Attributes } from './attribute.ts'
import type { InetDetail } from './inet-detail.ts'
import { decodeMemory } from './sock-diag.ts'
import { decodeTcpInfo } from './tcp-info.ts'

/** INET_DIAG_* attributes of answers: the second enum of include/uapi/linux/inet_diag.h. */
export const INET_DIAG = {
  MEMINFO: 1,
  INFO: 2,
  VEGASINFO: 3,
  CONG: 4,
  TOS: 5,
  TCLASS: 6,
  SKMEMINFO: 7,
  SHUTDOWN: 8,
  DCTCPINFO: 9,
  PROTOCOL: 10,
  SKV6ONLY: 11,
  LOCALS: 12,
  PEERS: 13,
  PAD: 14,
  MARK: 15,
  BBRINFO: 16,
  CLASS_ID: 17,
  MD5SIG: 18,
  ULP_INFO: 19,
  SK_BPF_STORAGES: 20,
  CGROUP_ID: 21,
  SOCKOPT: 22,
} as const

/** within ULP_INFO */
const INET_ULP_INFO_NAME = 1

type Filling = { -readonly [Key in keyof InetDetail]: InetDetail[Key] }

/** Of a message without attributes. */
export const NO_DETAIL: InetDetail = {
  protocol: null,
  shutdown: null,
  v6only: null,
  tos: null,
  tclass: null,
  mark: null,
  classId: null,
  cgroupId: null,
  ulp: null,
  congestion: null,
  congestionInfo: null,
  memory: null,
  tcpInfo: null,
}

/** What the attributes tell; unknown ones are of a newer kernel, and skipped. */
export const readInetDetail = (attributes: Attributes): InetDetail => {
  const detail: Filling = { ...NO_DETAIL }
  while (attributes.next()) {
    switch (attributes.type) {
      case INET_DIAG.SHUTDOWN:
        detail.shutdown = attributes.u8()
        break
      case INET_DIAG.CGROUP_ID:
        detail.cgroupId = attributes.u64()
        break
      case INET_DIAG.SKV6ONLY:
        detail.v6only = attributes.u8() !== 0
        break
      case INET_DIAG.MARK:
        detail.mark = attributes.u32()
        break
      case INET_DIAG.SKMEMINFO:
        detail.memory = decodeMemory(attributes)
        break
      case INET_DIAG.INFO:
        // TIME_WAIT and requests have none, for which the kernel sends an empty one
        if (attributes.length > 0) {
          detail.tcpInfo = decodeTcpInfo(attributes.view, attributes.at, attributes.length)
        }
        break
      default:
        fillRarer(detail, attributes)
    }
  }
  return detail
}

const fillRarer = (detail: Filling, attributes: Attributes): void => {
  switch (attributes.type) {
    case INET_DIAG.PROTOCOL:
      detail.protocol = attributes.u8()
      break
    case INET_DIAG.TOS:
      detail.tos = attributes.u8()
      break
    case INET_DIAG.TCLASS:
      detail.tclass = attributes.u8()
      break
    case INET_DIAG.CLASS_ID:
      detail.classId = attributes.u32()
      break
    case INET_DIAG.ULP_INFO:
      detail.ulp = ulpName(attributes)
      break
    case INET_DIAG.CONG:
      detail.congestion = attributes.text()
      break
    case INET_DIAG.VEGASINFO:
      detail.congestionInfo = vegas(attributes)
      break
    case INET_DIAG.DCTCPINFO:
      detail.congestionInfo = dctcp(attributes)
      break
    case INET_DIAG.BBRINFO:
      detail.congestionInfo = bbr(attributes)
      break
    default:
    // SOCKOPT, MD5SIG and BPF storage are not shown; what is unknown is of a newer kernel
  }
}

const ulpName = (attributes: Attributes): string | null => {
  const inner = attributes.inner()
  while (inner.next()) if (inner.type === INET_ULP_INFO_NAME) return inner.text()
  return null
}

/** struct tcpvegas_info; westwood and illinois send it too */
const vegas = (attributes: Attributes): CongestionInfo => {
  attributes.need(16)
  const { view, at } = attributes
  return {
    kind: 'vegas',
    enabled: view.getUint32(at, HOST_LITTLE) !== 0,
    rttCount: view.getUint32(at + 4, HOST_LITTLE),
    rttUs: view.getUint32(at + 8, HOST_LITTLE),
    minRttUs: view.getUint32(at + 12, HOST_LITTLE),
  }
}

/** struct tcp_dctcp_info */
const dctcp = (attributes: Attributes): CongestionInfo => {
  attributes.need(16)
  const { view, at } = attributes
  return {
    kind: 'dctcp',
    enabled: view.getUint16(at, HOST_LITTLE) !== 0,
    ceState: view.getUint16(at + 2, HOST_LITTLE),
    alpha: view.getUint32(at + 4, HOST_LITTLE),
    ackedBytesEcn: view.getUint32(at + 8, HOST_LITTLE),
    ackedBytesTotal: view.getUint32(at + 12, HOST_LITTLE),
  }
}

/** struct tcp_bbr_info; the bandwidth is split low word first, whatever the byte order */
const bbr = (attributes: Attributes): CongestionInfo => {
  attributes.need(20)
  const { view, at } = attributes
  const low = view.getUint32(at, HOST_LITTLE)
  const high = view.getUint32(at + 4, HOST_LITTLE)
  return {
    kind: 'bbr',
    bandwidth: (BigInt(high) << 32n) | BigInt(low),
    minRttUs: view.getUint32(at + 8, HOST_LITTLE),
    pacingGain: view.getUint32(at + 12, HOST_LITTLE),
    cwndGain: view.getUint32(at + 16, HOST_LITTLE),
  }
}
