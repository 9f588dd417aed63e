import { HOST_LITTLE } from '../base/bytes.ts'
import { errnoOf, ParseError, Unavailable } from '../base/errors.ts'
import type { Transport } from '../base/transport.ts'
import { ffiBytes, type Sys } from './index.ts'

/** include/linux/socket.h, include/uapi/asm-generic/socket.h */
const AF_NETLINK = 16
const SOCK_RAW = 3
const SOCK_CLOEXEC = 0o2000000
const MSG_TRUNC = 0x20
const MSG_DONTWAIT = 0x40
const SOL_SOCKET = 1
const SO_RCVBUF = 8
const SO_RCVBUFFORCE = 33

/** include/uapi/linux/netlink.h */
export const NETLINK_SOCK_DIAG = 4
const SOL_NETLINK = 270
const NETLINK_ADD_MEMBERSHIP = 1
const NETLINK_CAP_ACK = 10
const NETLINK_EXT_ACK = 11

/** sockaddr_nl: u16 family, u16 pad, u32 port id, u32 groups */
const SOCKADDR_NL = 12

// a dump's datagram is at most 32 KiB (netlink_dump() in net/netlink/af_netlink.c)
const BUFFER = 64 * 1024
// the kernel answers a request before sendto returns; this much silence means that it never will
const PATIENCE_MS = 10_000
// a burst of destroyed sockets must fit while a reader is busy
const EVENT_BUFFER = 4 * 1024 * 1024

/**
 * A netlink socket of the kernel. Throws Unavailable where this process can have none (seccomp, gVisor,
 * a kernel without the protocol). The bytes given to `send` must stand on an ArrayBuffer of their own.
 */
export const netlinkSocket = (sys: Sys, protocol: number = NETLINK_SOCK_DIAG): Transport => {
  const fd = openSocket(sys, protocol)
  const kernel = sockaddr()
  const sender = sockaddr()
  const senderPort = new DataView(sender.buffer)
  const buffer = ffiBytes(BUFFER)
  let open = true

  return {
    send: bytes => sys.sendto(fd, bytes, kernel),
    receive: (waitMs = PATIENCE_MS) => {
      for (;;) {
        const length = sys.recv(fd, buffer, MSG_TRUNC | MSG_DONTWAIT, sender)
        if (length === null) {
          if (!sys.readable(fd, waitMs)) return null
          continue
        }
        // another process with CAP_NET_ADMIN could send here too: only the kernel (port 0) is believed
        if (senderPort.getUint32(4, HOST_LITTLE) !== 0) continue
        if (length > BUFFER)
          throw new ParseError('netlink', 'datagram cut short', `${length} bytes`)
        return buffer.subarray(0, length)
      }
    },
    join: group => {
      enlarge(sys, fd)
      sys.setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group)
    },
    close: () => {
      // a second close must not close a descriptor that has meanwhile been given to someone else
      if (open) sys.close(fd)
      open = false
    },
  }
}

const openSocket = (sys: Sys, protocol: number): number => {
  let fd = -1
  try {
    fd = sys.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol)
    sys.bind(fd, sockaddr())
    askForDetail(sys, fd)
    return fd
  } catch (error) {
    if (fd >= 0) sys.close(fd)
    if (errnoOf(error) === null) throw error
    throw new Unavailable(`no netlink socket: ${(error as Error).message}`)
  }
}

/** Errors with the kernel's own words, and without a copy of the request. */
const askForDetail = (sys: Sys, fd: number): void => {
  for (const option of [NETLINK_CAP_ACK, NETLINK_EXT_ACK]) {
    try {
      sys.setsockopt(fd, SOL_NETLINK, option, 1)
    } catch {
      // before Linux 4.3 and 4.12: errors are then mere numbers
    }
  }
}

const enlarge = (sys: Sys, fd: number): void => {
  for (const option of [SO_RCVBUFFORCE, SO_RCVBUF]) {
    try {
      sys.setsockopt(fd, SOL_SOCKET, option, EVENT_BUFFER)
      return
    } catch {
      // FORCE needs CAP_NET_ADMIN; without it the system's own limit holds
    }
  }
}

const sockaddr = (): Uint8Array<ArrayBuffer> => {
  const bytes = ffiBytes(SOCKADDR_NL)
  new Uint16Array(bytes.buffer)[0] = AF_NETLINK
  return bytes
}
