import { compareIp } from '../model/address.ts'
import type { InetRecord } from '../model/inet-record.ts'
import { HAS, WORD } from '../model/inet-words.ts'
import type { Socket, UnixSocket, Want } from '../model/socket.ts'
import { isWanted } from './common.ts'

/**
 * Drops from `all`, from the place `from` on, what one source has told twice. While a list is read, its
 * sockets live on: /proc comes a page at a time, and rows shift from one page into the next; a connection
 * that closes is met again as its own TIME_WAIT. The first sight counts.
 */
export const dropRepeated = (all: Socket[], from: number): void => {
  const sockets = all.slice(from) as InetRecord[]
  const [first] = sockets
  if (first === undefined) return
  // a cookie is one socket's all its life, handed on to its TIME_WAIT, and never another's
  const known = (first.words[first.at + WORD.has]! & HAS.cookie) !== 0
  if (!mayRepeat(sockets, known ? WORD.cookie : WORD.inode)) return
  const isNew = known ? newByCookie() : newByEnds()
  all.length = from
  for (const socket of sockets) if (isNew(socket)) all.push(socket)
}

/**
 * By numbers of two words, of which two that are equal stand side by side once all are in order. Without
 * a number (0: no inode) a socket may be any other's second sight.
 */
const mayRepeat = (sockets: readonly InetRecord[], word: number): boolean => {
  const numbers = new BigUint64Array(sockets.length)
  // the same memory: a bigint for each would cost more than the sorting
  const halves = new Uint32Array(numbers.buffer)
  for (let i = 0; i < sockets.length; i++) {
    const { words, at } = sockets[i]!
    halves[2 * i] = words[at + word]!
    halves[2 * i + 1] = words[at + word + 1]!
  }
  numbers.sort()
  if (halves[0] === 0 && halves[1] === 0) return true
  for (let i = 2; i < halves.length; i += 2) {
    if (halves[i] === halves[i - 2] && halves[i + 1] === halves[i - 1]) return true
  }
  return false
}

const newByCookie = (): ((socket: InetRecord) => boolean) => {
  const seen = new Set<bigint | null>()
  return ({ cookie }) => seen.size < seen.add(cookie).size
}

/** By open addressing: the next slot is tried where two sockets have the same one. */
const newByEnds = (): ((socket: InetRecord) => boolean) => {
  let slots: (InetRecord | null)[] = Array<null>(FIRST_SLOTS).fill(null)
  let count = 0
  const add = (socket: InetRecord): boolean => {
    const mask = slots.length - 1
    let slot = hashOf(socket) & mask
    for (let twin = slots[slot]!; twin !== null; twin = slots[slot]!) {
      if (isSame(twin, socket)) return false
      slot = (slot + 1) & mask
    }
    slots[slot] = socket
    return true
  }
  return socket => {
    if (!add(socket)) return false
    if (++count * 2 > slots.length) {
      const before = slots
      slots = Array<null>(before.length * 4).fill(null)
      for (const known of before) if (known !== null) add(known)
    }
    return true
  }
}

const FIRST_SLOTS = 1024

/** Is `y`, met later, the same socket as `x`? */
const isSame = (x: InetRecord, y: InetRecord): boolean => {
  if (x.proto !== y.proto || x.family !== y.family || !sameEnds(x, y)) return false
  if (x.inode === y.inode) return true
  // what is left of a connection has no file any more; a new one that took its place has
  return y.inode === 0 && x.proto === 'tcp' && x.remote.port !== 0
}

/** Of what differs most between the ends of sockets; of the addresses the last word, and of IPv6 the second. */
const hashOf = ({ local, remote }: InetRecord): number => {
  let hash = local.ip.d ^ local.ip.b ^ Math.imul(remote.ip.d ^ remote.ip.b, 0x9e3779b1)
  hash = Math.imul(hash, 0x85ebca6b) ^ ((local.port << 16) | remote.port)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}

const sameEnds = (x: InetRecord, y: InetRecord): boolean =>
  x.local.port === y.local.port &&
  x.remote.port === y.remote.port &&
  compareIp(x.local.ip, y.local.ip) === 0 &&
  compareIp(x.remote.ip, y.remote.ip) === 0

/** Is a unix socket wanted, and met for the first time? One without a file has nothing to be known by. */
export const unseenUnix = (want: Want): ((socket: UnixSocket) => boolean) => {
  const seen = new Set<number>()
  return socket => {
    if (!isWanted(socket, want) || seen.has(socket.inode)) return false
    if (socket.inode !== 0) seen.add(socket.inode)
    return true
  }
}
