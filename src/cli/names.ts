import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { HostFs } from '../base/fs.ts'
import {
  cgroupMount,
  deviceIndices,
  hostAddresses,
  localPortRange,
  servicePorts,
} from '../join/names.ts'
import { ipv4, ipv6, parseIp, type Ip } from '../model/address.ts'
import type { Names } from '../model/table.ts'
import type { Io } from './terminal.ts'

/** The names of a host, each kind read when the first of it is asked for. */
export const namesOf = (fs: HostFs): Names => {
  const ports = once(() => servicePorts(fs))
  const hosts = once(() => hostAddresses(fs))
  const devices = once(() => deviceIndices(fs))
  return {
    port: service => ports().get(service) ?? null,
    hosts: name => hosts().get(name.toLowerCase()) ?? null,
    devices,
    cgroup: path => cgroupOf(fs, path),
    localPorts: () => localPortRange(fs),
  }
}

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly is: T } | null = null
  return () => (made ??= { is: make() }).is
}

/**
 * Of cgroup v2 the id is the inode of the directory: cgroup_id() in kernel/cgroup/cgroup.c. The path may
 * be given from the mount on, as /proc/PID/cgroup has it, or from the root, as ss takes it.
 */
const cgroupOf = (fs: HostFs, path: string): bigint | null => {
  const mount = cgroupMount(fs)
  if (mount === null) return null
  try {
    const below = `${path}/`.startsWith(`${mount}/`) ? path.slice(mount.length) : path
    return statSync(join(fs.root, mount, below), { bigint: true }).ino
  } catch {
    return null
  }
}

/** Stands for the addresses of a host that are not known yet. */
const SOME: readonly Ip[] = [ipv4(0), ipv6(0, 0, 0, 0)]

/**
 * The names of a host, and the hosts that `parse` asks for which are not in its /etc/hosts, from the
 * resolver of this system; a captured tree has none.
 */
export const namesFor = async (
  io: Io,
  fs: HostFs,
  parse: (names: Names) => unknown,
): Promise<Names> => {
  const names = namesOf(fs)
  const asked = new Set<string>()
  const hosts = (name: string): readonly Ip[] => {
    const known = names.hosts(name)
    if (known === null) asked.add(name)
    return known ?? SOME
  }
  parse({ ...names, hosts })
  const found = new Map<string, readonly Ip[]>()
  for (const name of fs.root === '/' ? asked : []) {
    const addresses = (await io.lookup(name)).map(parseIp).filter(ip => ip !== null)
    if (addresses.length > 0) found.set(name, addresses)
  }
  return { ...names, hosts: name => names.hosts(name) ?? found.get(name) ?? null }
}
