import { ipv4, ipv6, parseIp, type Ip } from '../model/address.ts'
import type { SctpLine } from '../model/lines.ts'
import { netLines } from './net-lines.ts'

/** ENDPT SOCK STY SST HBKT LPORT UID INODE */
const ENDPOINT = /^\s*(?:\S+\s+){3}(\S+)\s+\S+\s+(\S+)\s+(\S+)\s+(\S+)[\t\n]*([^\t\n]*)/

/** ASSOC SOCK STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> RADDRS */
const ASSOCIATION =
  /^\s*(?:\S+\s+){3}(\S+)\s+(?:\S+\s+){3}(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)[-<>\t\n]*([^-<>\t\n]*)[-<>\t\n]*([^-<>\t\n]*)/

/** Where inet_addr(3) finds no address. */
const NO_ADDRESS = ipv4(0xffffffff)

/**
 * /proc/net/sctp/eps and assocs, line by line as net-tools reads them; printed by
 * sctp_eps_seq_show() and sctp_assocs_seq_show() in net/sctp/proc.c. The first line is a header.
 */
export const eachSctpLine = (
  bytes: Uint8Array,
  associations: boolean,
  visit: (line: SctpLine) => void,
  bogus: () => void,
): void => {
  const text = Buffer.from(bytes).toString('latin1')
  netLines(bytes, (from, to, line) => {
    if (line === 0) return
    const row = text.slice(from, to)
    const read = associations ? readAssociation(row) : readEndpoint(row)
    if (read === null) bogus()
    else visit(read)
  })
}

const readEndpoint = (text: string): SctpLine | null => {
  const match = ENDPOINT.exec(text)
  if (match === null) return null
  const [, state, port, uid, inode, local] = match
  return {
    state: int(state!),
    localPort: int(port!),
    local: addressesOf(local!),
    peer: null,
    uid: int(uid!),
    inode: Number.parseInt(inode!, 10) || 0,
  }
}

const readAssociation = (text: string): SctpLine | null => {
  const match = ASSOCIATION.exec(text)
  if (match === null) return null
  const [, state, txQueue, rxQueue, uid, inode, localPort, port, local, peer] = match
  return {
    state: int(state!),
    localPort: int(localPort!),
    local: addressesOf(local!),
    peer: {
      port: int(port!),
      addresses: addressesOf(peer!),
      txQueue: int(txQueue!),
      rxQueue: int(rxQueue!),
    },
    uid: int(uid!),
    inode: Number.parseInt(inode!, 10) || 0,
  }
}

/** As atoi(3), which takes what digits there are. */
const int = (text: string): number => Number.parseInt(text, 10) | 0

/** Parted by blanks; `*` marks the primary one. */
const addressesOf = (list: string): Ip[] =>
  list
    .split(/\s+/)
    .filter(word => word !== '')
    .map(word => {
      const text = word.replace(/^\*/, '')
      return parseIp(text) ?? (text.includes(':') ? ipv6(0, 0, 0, 0) : NO_ADDRESS)
    })
