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

const MOST_U32 = 0xffffffff

/** The network namespace that /proc/net and sock_diag speak of: that of the reader. Its number is a u32. */
export const netnsOf = (host: Host): number | null => {
  try {
    const match = /^net:\[(\d{1,10})\]$/.exec(host.fs.readlink('proc/self/ns/net'))
    return match === null || Number(match[1]) > MOST_U32 ? null : Number(match[1])
  } catch {
    return null
  }
}

/** Does the run show this socket, as far as a source can tell? */
export const isWanted = (socket: Socket, want: Want): boolean => {
  if (socket.kind === 'unix' && want.unixTypes !== null) {
    if (socket.type === null || !want.unixTypes.has(socket.type)) return false
  }
  return want.rows === 'all' || isListening(socket) === (want.rows === 'listening')
}
