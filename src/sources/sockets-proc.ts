import { errnoOf, Failure, Unavailable, type Report } from '../base/errors.ts'
import { InetRecords } from '../model/inet-record.ts'
import type { Family, InetProto, Socket, Want } from '../model/socket.ts'
import { parseInet } from '../proc/inet.ts'
import { parseUnix } from '../proc/unix.ts'
import { readShared } from './shared-read.ts'
import type { Host, SocketSource } from './source.ts'
import { INET_FAMILIES, INET_PROTOS, isWanted, netnsOf } from './common.ts'
import { dropRepeated, unseenUnix } from './repeated.ts'
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

/** A file of /proc that is wanted. */
interface Wanted {
  readonly file: string
  /** its protocol was asked for by name */
  readonly named: boolean
  take(bytes: Uint8Array): Take
}

/** All files that are wanted and there, read before a line of them is looked at: so they are of one moment. */
const filesOf = (host: Host, want: Want, report: Report): Take[] => {
  const files = wantedFiles(host, want, report)
  const read = pathReader(host, want, files)
  const takes = files.flatMap(({ file, named, take }) => {
    const bytes = bytesOf(read, file, named, report)
    return bytes === null ? [] : [take(bytes)]
  })
  if (takes.length === 0 && want.named.size === 0 && want.families.has('inet')) {
    throw new Failure(
      `none of the files of ${host.fs.root}/proc/net could be read`.replace('//', '/'),
    )
  }
  return takes
}

/** With a second thread, where one is ready to walk for owners. */
const pathReader = (
  { fs, walkers }: Host,
  want: Want,
  files: readonly Wanted[],
): ((path: string) => Uint8Array) => {
  const helpers = want.owners ? walkers?.() : undefined
  const paths = files.map(({ file }) => `proc/${file}`)
  return (helpers && readShared(helpers, fs, paths)) ?? (path => fs.binary(path))
}

const wantedFiles = (host: Host, want: Want, report: Report): Wanted[] => {
  const files = INET_PROTOS.filter(name => want.protos.has(name)).flatMap(proto =>
    INET_FAMILIES.filter(name => want.families.has(name)).map(family =>
      inetFile(proto, family, host.littleEndian, want, report),
    ),
  )
  if (!want.protos.has('unix')) return files
  const take = (bytes: Uint8Array): Take => {
    return netns => {
      const { rows, problems } = parseUnix(Buffer.from(bytes).toString('latin1'))
      problems.forEach(report)
      return rows.map(row => unixSocket(row, netns)).filter(unseenUnix(want))
    }
  }
  return [...files, { file: 'net/unix', named: want.named.has('unix'), take }]
}

const inetFile = (
  proto: InetProto,
  family: Family,
  littleEndian: boolean,
  want: Want,
  report: Report,
): Wanted => {
  const v6 = family === 'inet6'
  const file = `net/${proto}${v6 ? '6' : ''}`
  const format = { family: v6 ? 6 : 4, tcp: proto === 'tcp', littleEndian } as const
  const take = (bytes: Uint8Array): Take => {
    return netns => {
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
    }
  }
  return { file, named: want.named.has(proto) && !v6, take }
}

/** The file; null where this kernel has none, told only if its protocol was asked for by name. */
const bytesOf = (
  read: (path: string) => Uint8Array,
  file: string,
  named: boolean,
  report: Report,
): Uint8Array | null => {
  try {
    return read(`proc/${file}`)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === null) throw error
    if (errno !== 'ENOENT') report({ at: `/proc/${file}`, problem: `cannot be read (${errno})` })
    else if (named)
      report({ at: `/proc/${file}`, problem: 'not there: this kernel has no such sockets' })
    return null
  }
}
