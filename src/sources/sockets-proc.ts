import { errnoOf, Failure, Unavailable, type Report } from '../base/errors.ts'
import { InetRecords } from '../model/inet-record.ts'
import type { Socket, Want } from '../model/socket.ts'
import { parseInet } from '../proc/inet.ts'
import { parseUnix } from '../proc/unix.ts'
import type { Host, SocketSource } from './source.ts'
import { INET_FAMILIES, INET_PROTOS, isWanted, netnsOf } from './common.ts'
import { dropRepeated, unseenUnix } from './once.ts'
import { inetSocket, unixSocket } from './proc-rows.ts'

/** Sockets from /proc/net/{tcp,udp,udplite,raw}{,6} and /proc/net/unix. */
export const procSockets = (host: Host): SocketSource => ({
  name: 'proc',
  open: () => {
    try {
      host.fs.list('proc/net')
    } catch (error) {
      throw new Unavailable(`/proc/net: ${errnoOf(error) ?? String(error)}`)
    }
  },
  sockets: (want, report, read) => {
    const files = filesOf(host, want, report)
    read?.()
    return files.flatMap(take => take(netnsOf(host)))
  },
})

/** Makes sockets of a file that has been read. */
type Take = (netns: number | null) => Socket[]

/** All files that are wanted and there, read before a line of them is looked at: so they are of one moment. */
const filesOf = (host: Host, want: Want, report: Report): Take[] => {
  const files: Take[] = []
  const add = (file: string, named: boolean, take: (bytes: Uint8Array) => Take): void => {
    const bytes = bytesOf(host, file, named, report)
    if (bytes !== null) files.push(take(bytes))
  }
  for (const proto of INET_PROTOS.filter(name => want.protos.has(name))) {
    for (const family of INET_FAMILIES.filter(name => want.families.has(name))) {
      const v6 = family === 'inet6'
      const file = `net/${proto}${v6 ? '6' : ''}`
      const { littleEndian } = host
      const format = { family: v6 ? 6 : 4, tcp: proto === 'tcp', littleEndian } as const
      add(file, want.named.has(proto) && !v6, bytes => netns => {
        const all: Socket[] = []
        const records = new InetRecords(netns)
        const { problems } = parseInet(bytes, file, format, row => {
          const socket = inetSocket(records, row, proto, family, want.timer)
          if (isWanted(socket, want)) all.push(socket)
          else records.undo()
          return null
        })
        problems.forEach(report)
        dropRepeated(all, 0)
        return all
      })
    }
  }
  if (want.protos.has('unix')) {
    add('net/unix', want.named.has('unix'), bytes => netns => {
      const { rows, problems } = parseUnix(Buffer.from(bytes).toString('latin1'))
      problems.forEach(report)
      return rows.map(row => unixSocket(row, netns)).filter(unseenUnix(want))
    })
  }
  if (files.length === 0 && want.named.size === 0 && want.families.has('inet')) {
    throw new Failure(
      `none of the files of ${host.fs.root}/proc/net could be read`.replace('//', '/'),
    )
  }
  return files
}

/** The file; null where this kernel has none, told only if its protocol was asked for by name. */
const bytesOf = (host: Host, file: string, named: boolean, report: Report): Uint8Array | null => {
  try {
    return host.fs.binary(`proc/${file}`)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === null) throw error
    if (errno !== 'ENOENT') report({ at: `/proc/${file}`, problem: `cannot be read (${errno})` })
    else if (named)
      report({ at: `/proc/${file}`, problem: 'not there: this kernel has no such sockets' })
    return null
  }
}
