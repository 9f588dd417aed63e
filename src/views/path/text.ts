import type { Counter, Finding, Limit, SocketLoss } from '../../model/path.ts'
import { ipText } from '../../model/address.ts'
import type { Endpoint } from '../../model/socket.ts'

/** `1,204`: thousands apart, for eyes. */
export const grouped = (value: number | bigint): string =>
  String(value).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')

/** `+980/s`; below ten with one digit behind the point, so that a slow one is not 0. */
export const rateText = (rate: number): string =>
  `+${rate >= 10 ? grouped(Math.round(rate)) : String(Number(rate.toFixed(1)))}/s`

/** Per second, or where there is no time, what was counted ever. */
export const moveText = ({ rate, delta, total }: Counter): string => {
  if (rate !== null) return rateText(rate)
  return delta === null ? grouped(total) : `+${grouped(delta)}`
}

/** Where a counter belongs, in words: `cpu 1`, `eth0`. */
export const placeText = ({ cpu, interface: device }: Counter): string =>
  device ?? (cpu === null ? '' : `cpu ${cpu}`)

/** `cpu 1 dropped +312/s` */
export const counterText = (counter: Counter): string =>
  [placeText(counter), counter.name, moveText(counter)].filter(word => word !== '').join(' ')

export const countersText = (counters: readonly Counter[]): string =>
  counters.map(counterText).join(', ')

export const limitText = ({ name, value }: Limit): string =>
  `${name} ${typeof value === 'number' ? grouped(value) : (value ?? '?')}`

export const limitsText = (limits: readonly Limit[]): string => limits.map(limitText).join(', ')

/** What the findings of a stage say, one sentence each; null: nothing. */
export const adviceText = (findings: readonly Finding[]): string | null =>
  findings.flatMap(({ advice }) => advice ?? []).join(' ') || null

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
