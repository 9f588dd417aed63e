import type { InetSocket } from '../../model/socket.ts'
import type { TcpInfo } from '../../model/tcp-info.ts'
import { bitRateText, bytesText, durationText } from '../../model/units.ts'

/** ~0: the kernel sets no limit */
const NO_LIMIT = 0xffffffffffffffffn
const SLOW_START = 0x7fffffff
const NO_MIN_RTT = 0xffffffff

type Items = (string | false | null | undefined)[]

/** `cubic, rtt 85 us (var 30 us, min 20 us), cwnd 10, ...`: what a person asks first, zeros left out. */
export const infoText = ({ info }: InetSocket): string => {
  if (info === null) return '?'
  const { tcp } = info
  const items: Items = [
    info.congestion,
    ...(tcp === null ? [] : [...times(tcp), ...windows(tcp), ...volumes(tcp), ...losses(tcp)]),
    ...(tcp === null ? [] : rates(tcp)),
    info.ulp !== null && `carries ${info.ulp}`,
    info.shutdown === 1 && 'receives no more',
    info.shutdown === 2 && 'sends no more',
    info.shutdown === 3 && 'shut down both ways',
  ]
  return items.filter(Boolean).join(', ')
}

const times = (tcp: TcpInfo): Items => {
  const least = tcp.minRttUs !== null && tcp.minRttUs !== NO_MIN_RTT && tcp.minRttUs > 0
  const spread = [
    `var ${durationText(tcp.rttvarUs)}`,
    ...(least ? [`min ${durationText(tcp.minRttUs!)}`] : []),
  ]
  return [
    tcp.rttUs > 0 && `rtt ${durationText(tcp.rttUs)} (${spread.join(' ')})`,
    `rto ${durationText(tcp.rtoUs)}`,
  ]
}

const windows = (tcp: TcpInfo): Items => [
  `cwnd ${tcp.sndCwnd}`,
  tcp.sndSsthresh < SLOW_START && `ssthresh ${tcp.sndSsthresh}`,
  `mss ${tcp.sndMss}`,
  tcp.pmtu > 0 && `pmtu ${tcp.pmtu}`,
  tcp.unacked > 0 && `${tcp.unacked} unacked`,
]

const volumes = (tcp: TcpInfo): Items => [
  tcp.bytesSent !== null && `sent ${bytesText(tcp.bytesSent)} in ${tcp.segsOut} segments`,
  tcp.bytesReceived !== null && `received ${bytesText(tcp.bytesReceived)} in ${tcp.segsIn}`,
  tcp.notsentBytes !== null && tcp.notsentBytes > 0 && `${bytesText(tcp.notsentBytes)} not sent`,
  `last sent ${ago(tcp.lastDataSentMs)}`,
  `received ${ago(tcp.lastDataRecvMs)}`,
]

const ago = (ms: number): string => `${durationText(ms * 1000)} ago`

const losses = (tcp: TcpInfo): Items => [
  tcp.totalRetrans > 0 && `${tcp.totalRetrans} retransmitted`,
  tcp.lost > 0 && `${tcp.lost} lost`,
  tcp.totalRto !== null && tcp.totalRto > 0 && `${tcp.totalRto} timeouts`,
  tcp.rcvOoopack !== null && tcp.rcvOoopack > 0 && `${tcp.rcvOoopack} out of order`,
]

const rates = (tcp: TcpInfo): Items => {
  const limited = (name: string, us: bigint | null): string | null =>
    us === null || us === 0n ? null : `${name} ${durationText(us)}`
  return [
    tcp.deliveryRate !== null &&
      tcp.deliveryRate > 0n &&
      `delivers ${bitRateText(tcp.deliveryRate)}`,
    tcp.pacingRate !== null && tcp.pacingRate < NO_LIMIT && `paced ${bitRateText(tcp.pacingRate)}`,
    tcp.appLimited === true && 'limited by the sender',
    limited('waited for the window of the peer', tcp.rwndLimitedUs),
    limited('waited for the send buffer', tcp.sndbufLimitedUs),
  ]
}
