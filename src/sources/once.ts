import { compareIp } from '../model/address.ts'
import type { InetSocket, Socket, Want } from '../model/socket.ts'
import { isWanted } from './common.ts'

/**
 * Lets each wanted socket pass once, null for the others. While a list is read, its sockets live on:
 * /proc comes a page at a time, and rows shift from one page into the next; a connection that closes
 * is met again as its own TIME_WAIT. The first sight counts.
 */
export const unseen = (want: Want): ((socket: Socket) => Socket | null) => {
  // open addressing in a Map: the next number is tried where two sockets have the same hash
  const seen = new Map<number, Socket>()
  return socket => {
    if (!isWanted(socket, want)) return null
    // a unix socket without a file has nothing to be known by
    if (socket.inode === 0 && socket.kind === 'unix') return socket
    let hash = socket.kind === 'unix' ? socket.inode : hashOf(socket)
    for (let twin = seen.get(hash); twin !== undefined; twin = seen.get(++hash)) {
      if (isSame(twin, socket)) return null
    }
    seen.set(hash, socket)
    return socket
  }
}

/** Of the two ends: REUSEPORT twins share it, and few others do. */
const hashOf = ({ local, remote }: InetSocket): number => {
  let hash = local.ip.d ^ Math.imul(remote.ip.d, 0x9e3779b1)
  hash = Math.imul(hash ^ local.ip.b ^ remote.ip.b, 0x85ebca6b) ^ ((local.port << 16) | remote.port)
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
}

/** Is `y`, met later, the same socket as `x`? */
const isSame = (x: Socket, y: Socket): boolean => {
  if (x.kind === 'unix' || y.kind === 'unix') return x.kind === y.kind && x.inode === y.inode
  if (x.proto !== y.proto || x.family !== y.family || !sameEnds(x, y)) return false
  if (x.inode === y.inode) return true
  // what is left of a connection has no file any more; a new one that took its place has
  return x.proto === 'tcp' && x.remote.port !== 0 && y.inode === 0
}

const sameEnds = (x: InetSocket, y: InetSocket): boolean =>
  x.local.port === y.local.port &&
  x.remote.port === y.remote.port &&
  compareIp(x.local.ip, y.local.ip) === 0 &&
  compareIp(x.remote.ip, y.remote.ip) === 0
