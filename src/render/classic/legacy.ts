import { plain } from './page.ts'

/** A family of amateur radio or of the public data networks, which net-tools lists in a table of its own. */
export interface LegacyFamily {
  /** below /proc/net */
  readonly file: string
  readonly what: string
  readonly title: string
  /** does the file begin with a line of names? */
  readonly header: boolean
  /** what is printed of a line; '': nothing, null: it is broken */
  row(line: string, all: boolean): string | null
  /** how net-tools tells of a broken line */
  readonly problem: string
}

const pad = (text: string, width: number): string => plain(text).padEnd(width)
const digits = (text: string, width: number): string => String(Number(text)).padStart(width, '0')

const stateName = (states: readonly string[], state: string): string =>
  (states[Number(state)] ?? 'UNKNOWN').padEnd(11)

/** ` 3 1 2 ...`: state, what is to be sent and to be received next; of those behind the others the queues */
const tailOf = (states: readonly string[], width: number, fields: readonly string[]): string => {
  const [state = '', sent = '', received = '', sendQueue = '0', receiveQueue = '0'] = fields
  const sequence = `${digits(received, width)}/${digits(sent, width)}`
  const queues = `${pad(sendQueue, 6)}  ${pad(receiveQueue, 6)}`
  return `${stateName(states, state)}  ${sequence}  ${queues}\n`
}

const AX25_STATES = ['LISTENING', 'SABM SENT', 'DISC SENT', 'ESTABLISHED', 'RECOVERY']
const NETROM_STATES = ['LISTENING', 'CONN SENT', 'DISC SENT', 'ESTABLISHED']
const X25_STATES = ['LISTENING', 'SABM_SENT', 'DISC_SENT', 'ESTABLISHED', 'RECOVERY']

/** device, source, destination and its digipeaters, state, vs, vr; behind 14 more the queues, if there is a socket */
const AX25 = /^\S+ (\S+) (\S+) ([^\s,]+)\S* (\d+) (\d+) (\d+)(?:(?: \d+){14} (\d+) (\d+))?/

/** user, destination and source in columns; device, both ends' numbers, state, vs, vr; behind others the queues */
const NETROM =
  /^(.{9}).(.{9}).(.{9}).\s*(\S+)\s+\w+\/\w+ \w+\/\w+\s+(\d+)\s+(\d+)\s+(\d+)\s+\d+(?:\s+\d+\/\d+){5}\s+\d+\s+(\d+)\s+(\d+)/

/** destination and source in columns; device, channel, state, vs, vr; behind six more the queues */
const X25 = /^(.{10}).(.{9})..\s*(\S+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)(?:\s+\d+){6}\s+(\d+)\s+(\d+)/

/** In the order of net-tools. What prints the files: ax25_info_show(), x25_seq_socket_show(), nr_info_show(), rose_info_show(). */
export const LEGACY = {
  ax25: {
    file: 'ax25',
    what: 'AF AX25',
    title:
      'Active AX.25 sockets\nDest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q\n',
    header: false,
    row: line => {
      const match = AX25.exec(line)
      if (match === null) return null
      const [, device = '', source = '', destination = '', ...rest] = match
      return `${pad(destination, 9)}  ${pad(source, 9)}  ${pad(device, 6)}  ${tailOf(AX25_STATES, 3, rest)}`
    },
    problem: 'problem reading data from /proc/net/ax25\n',
  },
  x25: {
    file: 'x25',
    what: 'AF X25',
    title:
      'Active X.25 sockets\nDest         Source          Device  LCI  State        Vr/Vs  Send-Q  Recv-Q\n',
    header: true,
    row: (line, all) => {
      const match = X25.exec(line)
      if (match === null) return null
      const [, destination = '', source = '', device = '', channel = '', ...rest] = match
      if (!all && Number(channel) === 0) return ''
      const ends = `${pad(destination.trimEnd(), 15)} ${pad(source.trimEnd(), 15)}`
      return `${ends} ${pad(device, 7)} ${pad(digits(channel, 1), 3)}  ${tailOf(X25_STATES, 2, rest)}`
    },
    problem: '',
  },
  netrom: {
    file: 'nr',
    what: 'AF NETROM',
    title:
      'Active NET/ROM sockets\nUser       Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q\n',
    header: true,
    row: line => {
      const match = NETROM.exec(line)
      if (match === null) return null
      const [, user = '', destination = '', source = '', device = '', ...rest] = match
      const ends = [user, destination, source].map(end => pad(end, 9)).join('  ')
      return `${ends}  ${pad(device, 6)}  ${tailOf(NETROM_STATES, 3, rest)}`
    },
    problem: 'Problem reading data from /proc/net/nr\n',
  },
  rose: {
    file: 'rose',
    what: 'AF ROSE',
    title:
      'Active ROSE sockets\ndest_addr   dest_call  src_addr    src_call  dev   lci neigh   state\n',
    header: true,
    row: line => {
      const words = line.trim().split(/\s+/)
      if (words.length < 8) return null
      const [address = '', call = '', ownAddress = '', ownCall = '', device = ''] = words
      const [channel = '', neighbour = '', state = ''] = words.slice(5)
      const peer = `${pad(address, 10)}  ${pad(call, 9)}`
      const own = `${pad(ownAddress, 10)}  ${pad(ownCall, 9)} ${pad(device, 5)}`
      const numbers = `${String(Number(channel)).padStart(3)} ${String(Number(neighbour)).padStart(5)}`
      return `${peer}  ${own} ${numbers}   ${stateName(NETROM_STATES, state).trimEnd()}\n`
    },
    problem: 'Problem reading data from /proc/net/rose\n',
  },
} as const satisfies { readonly [family: string]: LegacyFamily }
