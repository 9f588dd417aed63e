import type { HostFs } from '../base/fs.ts'

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

/** A host without the file has no names: that is no error. */
const linesOf = (fs: HostFs, path: string): string[] => {
  try {
    return fs.text(path, 'utf8').split('\n')
  } catch {
    return []
  }
}
