import { ipText } from '../../src/model/address.ts'
import type { Endpoint, Socket } from '../../src/model/socket.ts'
import { ssEnd, unixInode } from './peers.ts'

/** One line per socket, the same whoever tells of it: ss leaves protocol and state out where all are alike. */
export const socketName = (socket: Socket): string => {
  if (socket.kind === 'unix') return `unix ${socket.inode}`
  const end = ({ ip, port }: Endpoint): string => `${ipText(ip)} ${port}`
  return `${end(socket.local)} ${end(socket.remote)} ${socket.inode}`
}

/** The same of the output of `ss -Hane` and whatever tables and filter. */
export const ssNames = (text: string): string[] =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [local, remote] = line.split(/\s+/).filter(word => /:(\d+|\*)$/.test(word))
      const inode = / ino:(\d+)/.exec(line)?.[1] ?? '0'
      const unix = remote === undefined || /^(?!.* ino:).* \* \d+ *$/.test(line)
      return unix ? `unix ${unixInode(line)}` : `${ssEnd(local!)} ${ssEnd(remote)} ${inode}`
    })
    .sort()
