import { ipText, parseIp } from '../../src/model/address.ts'

/** One socket as any of the tools tells it, in words that can be compared. */
export interface Seen {
  readonly proto: string
  readonly state: string
  /** canonical address:port, or a path */
  readonly local: string
  readonly remote: string
  readonly recvQ: number | null
  readonly sendQ: number | null
  readonly inode: number | null
  readonly uid: number | null
}

/** `pid/fd` pairs by inode. */
export type Owners = Map<number, string[]>

const words = (line: string): string[] => line.trim().split(/\s+/)

/** netstat drops ::ffff: of a mapped address and writes v6 without brackets; glibc dots some tails. */
const netstatEnd = (text: string, proto: string): string => {
  const colon = text.lastIndexOf(':')
  const host = text.slice(0, colon)
  const port = text.slice(colon + 1)
  const mapped = proto.endsWith('6') && !host.includes(':')
  return `${ipText(parseIp(mapped ? `::ffff:${host}` : host)!)} ${port === '*' ? 0 : port}`
}

const RAW_STATES: { readonly [number: string]: string } = { '7': 'UNCONN', '1': 'ESTABLISHED' }

/** Rows of `netstat -tuwUanWe` (numeric, wide, with user and inode). */
export const fromNetstat = (text: string): Seen[] =>
  text
    .split('\n')
    .filter(line => /^(tcp|udp|raw)/.test(line))
    .map(line => {
      const [name = '', recvQ, sendQ, local = '', remote = '', ...rest] = words(line)
      const proto = name.replace('udpl', 'udplite')
      const hasState = rest.length > 2
      const state = hasState ? rest[0]! : 'UNCONN'
      const [uid, inode] = hasState ? rest.slice(1) : rest
      return {
        proto,
        state: RAW_STATES[state] ?? state,
        local: netstatEnd(local, proto),
        remote: netstatEnd(remote, proto),
        recvQ: Number(recvQ),
        sendQ: Number(sendQ),
        inode: Number(inode),
        uid: Number(uid),
      }
    })

const SS_STATES: { readonly [name: string]: string } = {
  ESTAB: 'ESTABLISHED',
  'SYN-SENT': 'SYN_SENT',
  'SYN-RECV': 'SYN_RECV',
  'FIN-WAIT-1': 'FIN_WAIT1',
  'FIN-WAIT-2': 'FIN_WAIT2',
  'TIME-WAIT': 'TIME_WAIT',
  'CLOSE-WAIT': 'CLOSE_WAIT',
  'LAST-ACK': 'LAST_ACK',
}

/** `*` is the dual-stack wildcard; an address may carry a device after `%`. */
export const ssEnd = (text: string): string => {
  const colon = text.lastIndexOf(':')
  const host = text
    .slice(0, colon)
    .replace(/%[^:\]]*/, '')
    .replace(/^\[|\]$/g, '')
  const port = text.slice(colon + 1)
  const address = host === '*' ? '::' : ipText(parseIp(host)!)
  return `${address} ${port === '*' ? 0 : port}`
}

/** tcp and udp rows of `ss -Htuane`: udplite and raw rows lack inode and state there. */
export const fromSs = (text: string): Seen[] =>
  text
    .split('\n')
    .filter(line => /^(tcp|udp) /.test(line))
    .map(line => {
      const [proto = '', state = '', recvQ, sendQ, local = '', remote = ''] = words(line)
      const six = /^(\[|\*)/.test(local)
      return {
        proto: `${proto}${six ? '6' : ''}`,
        state: SS_STATES[state] ?? state,
        local: ssEnd(local),
        remote: ssEnd(remote),
        recvQ: Number(recvQ),
        sendQ: Number(sendQ),
        inode: Number(/ ino:(\d+)/.exec(line)?.[1] ?? 0),
        uid: Number(/ uid:(\d+)/.exec(line)?.[1] ?? 0),
      }
    })

/** `PATH INODE * PEER`: the path may hold blanks, and is `*` where there is none. */
export const unixInode = (line: string): string | undefined =>
  /^.*\s(\d+)\s+\*\s+\d+(?=\s|$)/.exec(line)?.[1]

/** Unix rows of `ss -Hxane`, by inode: type and state. */
export const unixFromSs = (text: string): Map<number, string> =>
  new Map(
    text
      .split('\n')
      .filter(line => line.startsWith('u_'))
      .map(line => {
        const [type, state] = words(line)
        const inode = unixInode(line)
        return [Number(inode), `${type} ${SS_STATES[state!] ?? state}`] as const
      }),
  )

/** Who ss says holds what: `users:(("name",pid=1,fd=3),...)` on lines with `ino:`, or of unix sockets. */
export const ownersFromSs = (text: string): Owners => {
  const owners: Owners = new Map()
  for (const line of text.split('\n')) {
    const inode = line.startsWith('u_') ? unixInode(line) : / ino:(\d+)/.exec(line)?.[1]
    const pairs = [...line.matchAll(/pid=(\d+),fd=(\d+)/g)].map(match => `${match[1]}/${match[2]}`)
    if (inode !== undefined && pairs.length > 0) owners.set(Number(inode), pairs.sort())
  }
  return owners
}

const LSOF_INODE: { readonly [type: string]: string } = {
  IPv4: 'd',
  IPv6: 'd',
  unix: 'i',
  raw: 'i',
  raw6: 'i',
}

/**
 * From `lsof -nP -F pftdi`: a file's type `t` says which of its fields is a socket's inode. Descriptor
 * 12345 is `*345` there.
 */
export const ownersFromLsof = (text: string): Owners => {
  const owners: Owners = new Map()
  const last: { [field: string]: string } = {}
  for (const line of text.split('\n')) {
    const field = line.slice(0, 1)
    const value = line.slice(1)
    last[field] = value
    if (field === 't' || field !== LSOF_INODE[last['t'] ?? ''] || !/^\*?\d+$/.test(last['f'] ?? ''))
      continue
    const all = owners.get(Number(value)) ?? []
    owners.set(Number(value), [...all, `${last['p']}/${last['f']}`].sort())
  }
  return owners
}
