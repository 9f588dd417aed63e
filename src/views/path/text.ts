import { ipText } from '../../model/address.ts'
import type { Counter, Limit, SocketLoss, Stage, Verdict } from '../../model/path.ts'
import type { Endpoint } from '../../model/socket.ts'
import type { Tone } from '../../model/table.ts'

export const VERDICT_TONES: { readonly [verdict in Verdict]: Tone } = {
  ok: 'plain',
  info: 'warn',
  loss: 'loss',
}

/** `1,204`: thousands apart, for eyes. */
export const grouped = (value: number | bigint): string =>
  String(value).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')

/** `980/s`; a slow one shows its first digit that is not 0. */
export const rateText = (rate: number): string =>
  `${rate >= 10 ? grouped(Math.round(rate)) : String(Number(rate.toPrecision(2)))}/s`

/** Per second, or where there is no time, what was counted ever. */
const moveText = ({ rate, delta, total }: Counter): string => {
  if (rate !== null) return rate === 0 ? '0' : `+${rateText(rate)}`
  return delta === null ? `${grouped(total)}` : `+${grouped(delta)}`
}

/** Where a counter belongs, in words: `cpu 1`, `eth0`. */
const placeText = ({ cpu, interface: device }: Counter): string =>
  device ?? (cpu === null ? '' : `cpu ${cpu}`)

/** Groups whose names another one of the same stage has too. */
const NAMESAKES = new Set(['UdpLite', 'Icmp', 'arp_cache', 'ndisc_cache'])

const nameText = ({ group, name }: Counter): string =>
  NAMESAKES.has(group) ? `${group} ${name}` : name

/** `cpu 1 dropped +312/s` */
const counterText = (counter: Counter): string =>
  [placeText(counter), nameText(counter), moveText(counter)].filter(word => word !== '').join(' ')

/** One text for each; those that stand still and have one name are said once. */
export const counterTexts = (counters: readonly Counter[]): string[] => [
  ...new Set(
    counters.map(each => (moveText(each) === '0' ? `${nameText(each)} 0` : counterText(each))),
  ),
]

export const limitText = ({ name, value }: Limit): string =>
  `${name} ${typeof value === 'number' ? grouped(value) : (value ?? '?')}`

/** What the findings of a stage say, one after the other; null: nothing. */
export const adviceText = ({ findings, known }: Stage): string | null =>
  known ? findings.flatMap(({ advice }) => advice ?? []).join(' ') || null : UNKNOWN

const UNKNOWN = 'Nothing that can be read here counts what this stage loses.'

const endText = ({ ip, port }: Endpoint): string =>
  `${ip.v === 6 ? `[${ipText(ip)}]` : ipText(ip)}:${port === 0 ? '*' : port}`

/** `udp 0.0.0.0:514 rsyslogd (812)` */
export const socketText = ({ socket }: SocketLoss): string => {
  const { proto, family, local, owners } = socket
  const who =
    owners === null
      ? '?'
      : owners.map(({ comm, pid }) => `${comm ?? '?'} (${pid})`).join(', ') || '-'
  return `${proto}${family === 'inet6' ? '6' : ''} ${endText(local)} ${who}`
}
