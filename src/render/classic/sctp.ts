import type { Ip } from '../../model/address.ts'
import type { SctpLine } from '../../model/lines.ts'
import { namedHost, numericHost, portNamer } from './address.ts'
import { TCP_STATES } from './inet.ts'
import type { ClassicNames } from './names.ts'
import type { ClassicOptions } from './options.ts'
import type { Page } from './page.ts'
import { tailOf, type Programs } from './tail.ts'

const END_WIDTH = 23

/** Both ends' columns, and the blank between them. */
const ENDS_WIDTH = 2 * END_WIDTH + 1

/** What stands before the addresses. */
const MARGIN = 20

const STATE_WIDTH = 11
const QUEUE_WIDTH = 6

/** Longest name of a host. */
const LONGEST = 63

/** Writes each line of one of the two files: eachSctpLine() calls what this returns. */
export const sctpRows = (
  page: Page,
  options: ClassicOptions,
  names: ClassicNames,
  programs: Programs,
): ((line: SctpLine) => void) => {
  const portText = portNamer('sctp', options, names)
  const tail = tailOf(page, options, names, programs)
  const { numericHosts, numericPorts, numericUsers, symbolic } = options
  // any of these makes the addresses of this protocol numeric
  const numeric = numericHosts || numericPorts || numericUsers || symbolic
  const hostText = (ip: Ip): string =>
    (numeric ? numericHost(ip) : namedHost(ip, names)).slice(0, LONGEST)

  const end = (ip: Ip, port: number | null): string =>
    port === null ? hostText(ip) : `${hostText(ip)}:${portText(port)}`

  return line => {
    const rows =
      line.peer === null ? endpointRows(line, end) : associationRows(line, line.peer, end)
    for (const [i, row] of rows.entries()) {
      if (i > 0) page.newline()
      page.left(i > 0 ? '' : marginOf(line), MARGIN)
      page.left(row, ENDS_WIDTH)
      page.text(' ')
      page.left(i > 0 ? '' : (TCP_STATES[line.state] ?? `UNKNOWN(${line.state})`), STATE_WIDTH)
    }
    tail(line.uid, line.inode, '')
  }
}

type End = (ip: Ip, port: number | null) => string

const marginOf = ({ peer }: SctpLine): string => {
  if (peer === null) return 'sctp'
  const queue = (value: number): string => String(value >>> 0).padStart(QUEUE_WIDTH)
  return `sctp  ${queue(peer.rxQueue)} ${queue(peer.txQueue)} `
}

/** Every address of an endpoint with its port. */
const endpointRows = (line: SctpLine, end: End): string[] =>
  line.local.map(ip => end(ip, line.localPort))

/** The addresses of both ends side by side; only the first ones with their ports. */
const associationRows = (
  line: SctpLine,
  peer: NonNullable<SctpLine['peer']>,
  end: End,
): string[] => {
  const count = Math.max(line.local.length, peer.addresses.length)
  return Array.from({ length: count }, (_, i) => {
    const local = line.local[i]
    const remote = peer.addresses[i]
    const left = local === undefined ? '' : end(local, i === 0 ? line.localPort : null)
    const right = remote === undefined ? '' : end(remote, i === 0 ? peer.port : null)
    return `${left.padEnd(END_WIDTH)} ${right.padEnd(END_WIDTH)}`
  })
}
