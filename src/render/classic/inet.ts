import type { Ip } from '../../model/address.ts'
import { signed, type InetLine, type Long } from '../../model/lines.ts'
import { joinEnd, namedHost, numericHost, portNamer } from './address.ts'
import type { ClassicNames } from './names.ts'
import type { ClassicOptions } from './options.ts'
import type { Page } from './page.ts'
import { tailOf, type Programs } from './tail.ts'
import { timerText } from './timer.ts'

/** What net-tools calls the protocol in a row. */
export type InetLabel = 'tcp' | 'tcp6' | 'udp' | 'udp6' | 'udpl' | 'udpl6' | 'raw' | 'raw6'

export type InetKind = 'tcp' | 'udp' | 'raw'

/** TCP's states by number, include/net/tcp_states.h, as net-tools knows them. */
export const TCP_STATES = [
  '',
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
]

/** of a datagram socket: 1 connected, 7 not */
const UDP_STATES: readonly (string | undefined)[] = TCP_STATES.map((name, state) =>
  state === 1 ? name : state === 7 ? '' : undefined,
)

const END_WIDTH = 23
const STATE_WIDTH = 11
const QUEUE_WIDTH = 6
const LABEL_WIDTH = 6

/** Writes each line of one file that is to be shown: eachInetLine() calls what this returns. */
export const inetRows = (
  page: Page,
  label: InetLabel,
  kind: InetKind,
  options: ClassicOptions,
  names: ClassicNames,
  programs: Programs,
): ((line: InetLine) => void) => {
  const writeEnd = endWriter(page, kind, options, names)
  const tail = tailOf(page, options, names, programs)
  const start = label.padEnd(LABEL_WIDTH)
  const idle = `${start}${queueText(0)}${queueText(0)}`
  return line => {
    if (!isShown(line, kind, options)) return
    const { rxQueue, txQueue } = line
    const quiet = rxQueue === 0 && txQueue === 0
    page.text(quiet ? idle : `${start}${queueText(rxQueue)}${queueText(txQueue)}`)
    writeEnd(line.local, line.localPort)
    writeEnd(line.remote, line.remotePort)
    page.left(stateText(line.state, kind), STATE_WIDTH)
    tail(line.uid, line.inode, options.timers ? timerText(line, kind) : '')
  }
}

/** To net-tools a server is what has no peer: no remote port with tcp, no remote address otherwise. */
const isShown = (line: InetLine, kind: InetKind, options: ClassicOptions): boolean =>
  options.all ||
  (kind === 'tcp' ? line.remotePort === 0 : isNull(line.remote)) === options.listening

const isNull = (ip: Ip): boolean =>
  ip.d === 0 && (ip.v === 4 || (ip.a === 0 && ip.b === 0 && ip.c === 0))

const stateText = (state: number, kind: InetKind): string => {
  if (kind === 'raw') return String(state)
  return (kind === 'tcp' ? TCP_STATES : UDP_STATES)[state] ?? 'UNKNOWN'
}

/** `%6ld ` */
const queueText = (value: Long): string => `${String(signed(value)).padStart(QUEUE_WIDTH)} `

const endWriter = (
  page: Page,
  kind: InetKind,
  options: ClassicOptions,
  names: ClassicNames,
): ((ip: Ip, port: number) => void) => {
  const portText = portNamer(kind, options, names)
  return (ip, port) => {
    const from = page.end
    // the most frequent kind of end fits, and needs no text made of it
    if (ip.v === 4 && options.numericHosts && options.numericPorts) {
      page.dottedEnd(ip.d, port & 0xffff)
    } else {
      const host = options.numericHosts ? numericHost(ip) : namedHost(ip, names)
      page.text(joinEnd(host, portText(port), options.wide))
    }
    page.blanks(Math.max(from + END_WIDTH - page.end, 0) + 1)
  }
}
