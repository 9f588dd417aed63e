import type { HostFs } from '../../base/fs.ts'
import {
  hostNames,
  networkNames,
  protocolNames,
  serviceNames,
  userNames,
} from '../../join/names.ts'
import { ipText } from '../../model/address.ts'
import type { ClassicNames } from '../../render/classic/names.ts'

/** Names as net-tools finds them; those of hosts have to be waited for. */
export interface HostNames extends ClassicNames {
  /** Looks up all hosts asked for since the last time; were there any? */
  resolve(): Promise<boolean>
}

/** Of the running host through its resolver, of a captured one (`--root`) from its files alone. */
export const namesOf = (
  fs: HostFs,
  reverse: (address: string) => Promise<string | null>,
): HostNames => {
  const services = once(() => serviceNames(fs))
  const protocols = once(() => protocolNames(fs))
  const networks = once(() => networkNames(fs))
  const users = once(() => userNames(fs, 'latin1'))
  const hosts = once(() => hostNames(fs))
  const lookUp = fs.root === '/' ? reverse : async (text: string) => hosts().get(text) ?? null
  const known = new Map<string, string | null>()
  const pending = new Set<string>()
  return {
    host: ip => {
      const text = ipText(ip)
      const name = known.get(text)
      if (name === undefined) pending.add(text)
      return name ?? null
    },
    network: ip => networks().get(ip.d) ?? null,
    service: (port, proto) => services()[proto].get(port) ?? null,
    protocol: number => protocols().get(number) ?? null,
    user: uid => users().get(uid) ?? null,
    resolve: async () => {
      if (pending.size === 0) return false
      const asked = [...pending]
      pending.clear()
      const found = await Promise.all(asked.map(lookUp))
      for (const [i, text] of asked.entries()) known.set(text, found[i] ?? null)
      return true
    },
  }
}

const once = <T>(read: () => T): (() => T) => {
  let held: { readonly value: T } | null = null
  return () => (held ??= { value: read() }).value
}
