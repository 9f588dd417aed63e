import { ipText } from '../../src/model/address.ts'
import type { InetDiag } from '../../src/netlink/inet-diag.ts'

/** A record that has been through JSON: bigints are strings of digits there. */
type Plain<T> = T extends bigint
  ? string
  : T extends object
    ? { readonly [Key in keyof T]: Plain<T[Key]> }
    : T
export type Record = Plain<InetDiag>
type Info = NonNullable<Record['tcpInfo']>

const STATES: Readonly<{ [state: string]: string }> = {
  ESTABLISHED: 'ESTAB',
  SYN_SENT: 'SYN-SENT',
  FIN_WAIT2: 'FIN-WAIT-2',
  CLOSE_WAIT: 'CLOSE-WAIT',
  TIME_WAIT: 'TIME-WAIT',
  CLOSE: 'UNCONN',
}
const NO_LIMIT = String(2n ** 64n - 1n)

/** One line of `ss -O -H -n -a -tinmoe`: the columns, and what stands behind them by name. */
export interface SsLine {
  readonly columns: string[]
  readonly cookie: string
  readonly words: string[]
}

export const parseSs = (text: string): SsLine[] =>
  text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const words = line.trim().split(/\s+/)
      const sk = words.find(word => word.startsWith('sk:'))!
      return {
        columns: words.slice(0, 5),
        cookie: BigInt(`0x${sk.slice(3)}`).toString(),
        // `send 12bps` and `pacing_rate 12bps` are one fact each
        words: words
          .slice(5)
          .join(' ')
          .replaceAll(/\b(send|pacing_rate|delivery_rate) /g, '$1:')
          .split(' '),
      }
    })

/** The columns as ss writes them. */
export const columnsOf = (socket: Record): string[] => [
  STATES[socket.state] ?? socket.state,
  String(socket.rqueue),
  String(socket.wqueue),
  endpoint(socket, socket.local),
  endpoint(socket, socket.remote),
]

const endpoint = (socket: Record, { ip, port }: Record['local']): string => {
  const text = ipText(ip)
  const anywhere = text === '::' && socket.v6only === false
  const address = ip.v === 4 ? text : anywhere ? '*' : `[${text}]`
  return `${address}:${port === 0 ? '*' : port}`
}

/** Everything ss prints behind the columns, except what moves with the clock. */
export const wordsOf = (socket: Record): string[] => {
  const { shutdown, memory, tcpInfo } = socket
  const words = [`ino:${socket.inode}`, `sk:${BigInt(socket.cookie).toString(16)}`]
  if (socket.uid) words.push(`uid:${socket.uid}`)
  if (socket.v6only !== null) words.push(`v6only:${socket.v6only ? 1 : 0}`)
  if (shutdown !== null) words.push(`${shutdown & 1 ? '-' : '<'}-${shutdown & 2 ? '-' : '>'}`)
  if (memory !== null) {
    const m = memory
    words.push(
      `skmem:(r${m.rmemAlloc},rb${m.rcvbuf},t${m.wmemAlloc},tb${m.sndbuf},f${m.forwardAlloc},` +
        `w${m.wmemQueued},o${m.optmem},bl${m.backlog},d${m.drops})`,
    )
  }
  if (socket.congestion !== null) words.push(socket.congestion)
  if (socket.congestionInfo?.kind === 'bbr') words.push(bbrOf(socket.congestionInfo))
  return tcpInfo === null ? words : [...words, ...infoOf(tcpInfo, socket.state)]
}

const bbrOf = (info: Extract<Record['congestionInfo'], { kind: 'bbr' }>): string =>
  `bbr:(bw:${BigInt(info.bandwidth) * 8n}bps,mrtt:${info.minRttUs / 1000}` +
  (info.pacingGain ? `,pacing_gain:${general(info.pacingGain / 256)}` : '') +
  (info.cwndGain ? `,cwnd_gain:${general(info.cwndGain / 256)}` : '') +
  ')'

const infoOf = (info: Info, state: string): string[] => {
  const words: string[] = []
  const some = (name: string, value: number | string | null): void => {
    if (value !== null && value !== 0 && value !== '0') words.push(`${name}:${value}`)
  }
  if (info.options & 1) words.push('ts')
  if (info.options & 2) words.push('sack')
  if (info.options & 4) words.push(`wscale:${info.sndWscale},${info.rcvWscale}`)
  if (info.rtoUs !== 3_000_000) some('rto', info.rtoUs / 1000)
  if (info.rttUs) some('rtt', `${general(info.rttUs / 1000)}/${general(info.rttvarUs / 1000)}`)
  some('ato', info.atoUs / 1000)
  some('mss', info.sndMss)
  some('pmtu', info.pmtu)
  some('rcvmss', info.rcvMss)
  some('advmss', info.advmss)
  some('cwnd', info.sndCwnd)
  if (info.sndSsthresh < 0xffff) some('ssthresh', info.sndSsthresh)
  some('backoff', info.backoff)
  counters(info, some)
  rates(info, some)
  if (info.appLimited) words.push('app_limited')
  if (state !== 'LISTEN') some('unacked', info.unacked)
  if (state !== 'LISTEN') some('sacked', info.sacked)
  if (info.retrans || info.totalRetrans) some('retrans', `${info.retrans}/${info.totalRetrans}`)
  some('lost', info.lost)
  if (info.reordering !== 3) some('reordering', info.reordering)
  return words
}

type Some = (name: string, value: number | string | null) => void

const counters = (info: Info, some: Some): void => {
  some('bytes_sent', info.bytesSent)
  some('bytes_retrans', info.bytesRetrans)
  some('bytes_acked', info.bytesAcked)
  some('bytes_received', info.bytesReceived)
  some('segs_out', info.segsOut)
  some('segs_in', info.segsIn)
  some('data_segs_in', info.dataSegsIn)
  some('data_segs_out', info.dataSegsOut)
  some('delivered', info.delivered)
  some('delivered_ce', info.deliveredCe)
  some('dsack_dups', info.dsackDups)
  some('reord_seen', info.reordSeen)
  some('rcv_rtt', general(info.rcvRttUs / 1000))
  some('rcv_space', info.rcvSpace)
  some('rcv_ssthresh', info.rcvSsthresh)
  some('notsent', info.notsentBytes)
  if (info.minRttUs !== 0xffffffff) some('minrtt', general((info.minRttUs ?? 0) / 1000))
  some('rcv_ooopack', info.rcvOoopack)
  some('snd_wnd', info.sndWnd)
}

const rates = (info: Info, some: Some): void => {
  const bits = (bytes: string | null) => (bytes === null ? null : String(BigInt(bytes) * 8n))
  const rate = (name: string, bytes: string | null) => {
    if (bytes !== null && bytes !== '0' && bytes !== NO_LIMIT) some(name, `${bits(bytes)}bps`)
  }
  rate('pacing_rate', info.pacingRate)
  rate('delivery_rate', info.deliveryRate)
  if (info.rttUs > 0 && info.sndMss && info.sndCwnd) {
    some('send', `${((info.sndCwnd * info.sndMss * 8e6) / info.rttUs).toFixed(0)}bps`)
  }
  const busy = Number(info.busyUs)
  const limited = (name: string, us: number) => {
    if (us > 0) some(name, `${Math.floor(us / 1000)}ms(${((100 * us) / busy).toFixed(1)}%)`)
  }
  if (busy > 0) some('busy', `${Math.floor(busy / 1000)}ms`)
  limited('rwnd_limited', Number(info.rwndLimitedUs))
  limited('sndbuf_limited', Number(info.sndbufLimitedUs))
}

/** As printf's %g: six digits. */
const general = (number: number): string => String(Number(number.toPrecision(6)))

/** Moves with the clock, or needs what a test has not (a cgroup mount). */
export const MOVING = /^(timer|lastsnd|lastrcv|lastack|cgroup):/
