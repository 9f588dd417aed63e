import { HOST_LITTLE } from '../base/bytes.ts'
import { ParseError } from '../base/errors.ts'
import type { TcpInfo } from '../model/tcp-info.ts'
import { AGES, u32, type Filling } from './tcp-info-ages.ts'

/** sizeof(struct tcp_info) before its first extension, from Linux 2.6.10 to 3.14 */
const OLDEST = 104

/**
 * struct tcp_info of include/uapi/linux/tcp.h at `at`. The kernel only ever appends fields, so its
 * length tells its age: what it does not reach stays null. More than is known here is ignored.
 */
export const decodeTcpInfo = (view: DataView, at: number, length: number): TcpInfo => {
  if (length < OLDEST) {
    const problem = `tcp_info needs ${OLDEST} bytes at offset ${at}`
    throw new ParseError(`tcp_info:${at}`, problem, `${length} bytes`)
  }
  // a copy of one literal, so that all records have one shape
  const info: Filling = { ...EMPTY }
  state(info, view, at)
  segments(info, view, at)
  times(info, view, at)
  for (const [end, fill] of AGES) {
    if (length < end) break
    fill(info, view, at)
  }
  return info
}

const state = (info: Filling, view: DataView, at: number): void => {
  info.state = view.getUint8(at)
  info.caState = view.getUint8(at + 1)
  info.retransmits = view.getUint8(at + 2)
  info.probes = view.getUint8(at + 3)
  info.backoff = view.getUint8(at + 4)
  info.options = view.getUint8(at + 5)
  // two bit fields of four bits: the compiler fills a byte from the end that the host begins with
  const scales = view.getUint8(at + 6)
  info.sndWscale = HOST_LITTLE ? scales & 15 : scales >> 4
  info.rcvWscale = HOST_LITTLE ? scales >> 4 : scales & 15
}

const segments = (info: Filling, view: DataView, at: number): void => {
  info.sndMss = u32(view, at + 16)
  info.rcvMss = u32(view, at + 20)
  info.unacked = u32(view, at + 24)
  info.sacked = u32(view, at + 28)
  info.lost = u32(view, at + 32)
  info.retrans = u32(view, at + 36)
  info.fackets = u32(view, at + 40)
  info.pmtu = u32(view, at + 60)
  info.rcvSsthresh = u32(view, at + 64)
  info.sndSsthresh = u32(view, at + 76)
  info.sndCwnd = u32(view, at + 80)
  info.advmss = u32(view, at + 84)
  info.reordering = u32(view, at + 88)
  info.rcvSpace = u32(view, at + 96)
  info.totalRetrans = u32(view, at + 100)
}

const times = (info: Filling, view: DataView, at: number): void => {
  info.rtoUs = u32(view, at + 8)
  info.atoUs = u32(view, at + 12)
  info.lastDataSentMs = u32(view, at + 44)
  // tcpi_last_ack_sent, at 48, is never filled
  info.lastDataRecvMs = u32(view, at + 52)
  info.lastAckRecvMs = u32(view, at + 56)
  info.rttUs = u32(view, at + 68)
  info.rttvarUs = u32(view, at + 72)
  info.rcvRttUs = u32(view, at + 92)
}

const EMPTY: TcpInfo = {
  state: 0,
  caState: 0,
  retransmits: 0,
  probes: 0,
  backoff: 0,
  options: 0,
  sndWscale: 0,
  rcvWscale: 0,
  appLimited: null,
  fastopenClientFail: null,
  rtoUs: 0,
  atoUs: 0,
  sndMss: 0,
  rcvMss: 0,
  unacked: 0,
  sacked: 0,
  lost: 0,
  retrans: 0,
  fackets: 0,
  lastDataSentMs: 0,
  lastDataRecvMs: 0,
  lastAckRecvMs: 0,
  pmtu: 0,
  rcvSsthresh: 0,
  rttUs: 0,
  rttvarUs: 0,
  sndSsthresh: 0,
  sndCwnd: 0,
  advmss: 0,
  reordering: 0,
  rcvRttUs: 0,
  rcvSpace: 0,
  totalRetrans: 0,
  pacingRate: null,
  maxPacingRate: null,
  bytesAcked: null,
  bytesReceived: null,
  segsOut: null,
  segsIn: null,
  notsentBytes: null,
  minRttUs: null,
  dataSegsIn: null,
  dataSegsOut: null,
  deliveryRate: null,
  busyUs: null,
  rwndLimitedUs: null,
  sndbufLimitedUs: null,
  delivered: null,
  deliveredCe: null,
  bytesSent: null,
  bytesRetrans: null,
  dsackDups: null,
  reordSeen: null,
  rcvOoopack: null,
  sndWnd: null,
  rcvWnd: null,
  rehash: null,
  totalRto: null,
  totalRtoRecoveries: null,
  totalRtoTimeMs: null,
  receivedCe: null,
  deliveredE1Bytes: null,
  deliveredE0Bytes: null,
  deliveredCeBytes: null,
  receivedE1Bytes: null,
  receivedE0Bytes: null,
  receivedCeBytes: null,
  accecnFailMode: null,
  accecnOptSeen: null,
}
