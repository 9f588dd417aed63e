import type { HostFs } from '../base/fs.ts'
import { parseIp, type Ip } from '../model/address.ts'

/** User names by uid, from /etc/passwd; the first entry of a uid counts, as for getpwuid(3). */
export const userNames = (fs: HostFs): ReadonlyMap<number, string> => {
  const names = new Map<number, string>()
  for (const line of linesOf(fs, 'etc/passwd')) {
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
    const [name, portAndProto, ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/)
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
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
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

/** A host without the file has no names: that is no error. */
const linesOf = (fs: HostFs, path: string): string[] => {
  try {
    return fs.text(path, 'utf8').split('\n')
  } catch {
    return []
  }
}
