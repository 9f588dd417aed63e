import { linkOf } from '../base/fs.ts'
import {
  isListening,
  type Family,
  type InetProto,
  type Socket,
  type Want,
} from '../model/socket.ts'
import type { Host } from './source.ts'

export const INET_PROTOS: readonly InetProto[] = ['tcp', 'udp', 'udplite', 'raw']
export const INET_FAMILIES: readonly Family[] = ['inet', 'inet6']

/** The network namespace that /proc/net and sock_diag speak of: that of the reader. Its number is a u32. */
export const netnsOf = ({ fs }: Host): number | null => {
  const match = /^net:\[(\d{1,10})\]$/.exec(linkOf(fs, 'proc/self/ns/net') ?? '')
  const number = Number(match?.[1])
  return number === number >>> 0 ? number : null
}

/** Does the run show this socket, as far as a source can tell? */
export const isWanted = (socket: Socket, want: Want): boolean => {
  if (socket.kind === 'unix' && want.unixTypes !== null) {
    if (socket.type === null || !want.unixTypes.has(socket.type)) return false
  }
  return want.rows === 'all' || isListening(socket) === (want.rows === 'listening')
}
