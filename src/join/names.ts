import type { HostFs } from '../base/fs.ts'
import { parseIfInet6 } from '../proc/if-inet6.ts'
import { ipText, parseIp, type Ip } from '../model/address.ts'

/** User names by uid, from /etc/passwd; the first entry of a uid counts, as for getpwuid(3). */
export const userNames = (fs: HostFs, encoding: Encoding = 'utf8'): ReadonlyMap<number, string> => {
  const names = new Map<number, string>()
  for (const line of linesOf(fs, 'etc/passwd', encoding)) {
    const [name, , uid] = line.split(':')
    if (name && uid !== undefined && /^\d+$/.test(uid) && !names.has(Number(uid))) {
      names.set(Number(uid), name)
    }
  }
  return names
}

/** Ports by service name and alias, from /etc/services; the first entry of a name counts. */
export const servicePorts = (fs: HostFs): ReadonlyMap<string, number> => {
  const ports = new Map<string, number>()
  for (const line of linesOf(fs, 'etc/services')) {
    const [name, portAndProto, ...aliases] = wordsOf(line)
    const port = Number(/^(\d{1,5})\/\w/.exec(portAndProto ?? '')?.[1] ?? NaN)
    if (!name || !(port <= 65535)) continue
    for (const known of [name, ...aliases]) if (!ports.has(known)) ports.set(known, port)
  }
  return ports
}

/** Addresses by host name and alias, from /etc/hosts. */
export const hostAddresses = (fs: HostFs): ReadonlyMap<string, readonly Ip[]> => {
  const hosts = new Map<string, Ip[]>()
  for (const line of linesOf(fs, 'etc/hosts')) {
    const [address, ...names] = wordsOf(line)
    const ip = parseIp(address ?? '')
    if (ip === null) continue
    for (const name of names.map(word => word.toLowerCase())) {
      hosts.set(name, [...(hosts.get(name) ?? []), ip])
    }
  }
  return hosts
}

/**
 * Indices of the network devices by name, from /proc/net/igmp: unlike /sys/class/net it is always that
 * of the reader's own network namespace. igmp_mc_seq_show() in net/ipv4/igmp.c.
 */
export const deviceIndices = (fs: HostFs): ReadonlyMap<string, number> => {
  const devices = new Map<string, number>()
  for (const line of linesOf(fs, 'proc/net/igmp')) {
    const match = /^(\d{1,9})\t(\S{1,15})\s*:/.exec(line)
    if (match !== null) devices.set(match[2]!, Number(match[1]))
  }
  return devices
}

/** The ports that are chosen where nobody names one: /proc/sys/net/ipv4/ip_local_port_range. */
export const localPortRange = (fs: HostFs): { from: number; to: number } | null => {
  const [line = ''] = linesOf(fs, 'proc/sys/net/ipv4/ip_local_port_range')
  const match = /^(\d{1,5})\s+(\d{1,5})$/.exec(line.trim())
  return match === null ? null : { from: Number(match[1]), to: Number(match[2]) }
}

/** Where cgroup v2 is mounted; null: nowhere. */
export const cgroupMount = (fs: HostFs): string | null => {
  const mounts = linesOf(fs, 'proc/mounts').map(line => line.split(' '))
  return mounts.find(([, , type]) => type === 'cgroup2')?.[1] ?? null
}
type Encoding = Parameters<HostFs['text']>[1]

const wordsOf = (line: string): string[] => line.replace(/#.*/, '').trim().split(/\s+/)

/** A host without the file has no names: that is no error. */
const linesOf = (fs: HostFs, path: string, encoding: Encoding = 'utf8'): string[] => {
  try {
    return fs.text(path, encoding).split('\n')
  } catch {
    return []
  }
}

/** Names by port number, in latin1. */
export interface ServiceNames {
  readonly tcp: ReadonlyMap<number, string>
  readonly udp: ReadonlyMap<number, string>
}

/** A port as strtoul(3) with base 0 reads it, up to the slash. */
const PORT = /^\+?(0x[\da-f]+|0[0-7]*|[1-9]\d*)\/(tcp|udp)$/i

/** From /etc/services as net-tools does it: the last entry of a port counts, and no alias. */
export const serviceNames = (fs: HostFs): ServiceNames => {
  const names = { tcp: new Map<number, string>(), udp: new Map<number, string>() }
  for (const line of linesOf(fs, 'etc/services', 'latin1')) {
    const [name, portAndProto] = wordsOf(line)
    const [, port, proto] = PORT.exec(portAndProto ?? '') ?? []
    if (!name || (proto !== 'tcp' && proto !== 'udp')) continue
    const number = Number(port!.replace(/^0(?=[0-7])/, '0o'))
    if (number <= 0xffffffff) names[proto].set(number & 0xffff, name)
  }
  return names
}

/** Names of IP protocols by number, from /etc/protocols, in latin1; the last entry counts. */
export const protocolNames = (fs: HostFs): ReadonlyMap<number, string> => {
  const names = new Map<number, string>()
  for (const line of linesOf(fs, 'etc/protocols', 'latin1')) {
    const [name, number] = wordsOf(line)
    if (name && /^\d{1,10}$/.test(number ?? '')) names.set(Number(number) & 0xffff, name)
  }
  return names
}

/** Names of IPv4 networks by number, from /etc/networks, in latin1: `127.0` is 127.0.0.0. */
export const networkNames = (fs: HostFs): ReadonlyMap<number, string> => {
  const names = new Map<number, string>()
  for (const line of linesOf(fs, 'etc/networks', 'latin1')) {
    const [name, number = ''] = wordsOf(line)
    const parts = number.split('.')
    const ip = parseIp([...parts, '0', '0', '0'].slice(0, Math.max(4, parts.length)).join('.'))
    if (name && ip?.v === 4 && !names.has(ip.d)) names.set(ip.d, name)
  }
  return names
}

/**
 * Interfaces by the text of a link-local address of theirs, from /proc/net/if_inet6; where two have the
 * same one it names neither.
 */
export const linkLocalDevices = (fs: HostFs): ReadonlyMap<string, string> => {
  const devices = new Map<string, string>()
  const several = new Set<string>()
  const { rows } = parseIfInet6(linesOf(fs, 'proc/net/if_inet6').join('\n'))
  for (const { ip, interface: device, scope } of rows) {
    if (scope !== LINK_LOCAL) continue
    const text = ipText(ip)
    if (devices.has(text)) several.add(text)
    devices.set(text, device)
  }
  for (const text of several) devices.delete(text)
  return devices
}

/** IPV6_ADDR_LINKLOCAL, include/net/ipv6.h */
const LINK_LOCAL = 0x20

/** Names by the text of their address (ipText), from /etc/hosts, in latin1; the first line counts. */
export const hostNames = (fs: HostFs): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  for (const line of linesOf(fs, 'etc/hosts', 'latin1')) {
    const [address = '', name = ''] = wordsOf(line)
    const ip = parseIp(address)
    if (ip !== null && !names.has(ipText(ip))) names.set(ipText(ip), name)
  }
  return names
}
