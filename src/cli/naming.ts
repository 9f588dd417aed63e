import type { HostFs } from '../base/fs.ts'
import { hostNames, linkLocalDevices, serviceNames } from '../join/names.ts'
import { ipText, type Scope } from '../model/address.ts'
import { scopeOf } from '../model/scope.ts'
import type { Table } from '../model/table.ts'
import { named, type EndNames, type NameWish } from '../views/sockets/named.ts'
import type { SocketRow } from '../views/sockets/row.ts'
import type { Io } from './terminal.ts'

/** Questions to servers of names that are open at the same time. */
const AT_ONCE = 64
/** All waiting for names together: what has none by then is shown as the number it is. */
const PATIENCE_MS = 1000
/** Addresses remembered; a list that is watched for days meets many. */
const MOST_KNOWN = 10_000

/** Puts names to the ends of sockets. */
export interface Naming {
  /** The table with names, of hosts those that are known once there is no patience left. */
  named(table: Table<unknown>): Promise<Table<unknown>>
  /** No question stays open. */
  close(): void
}

const NO_NAMES: Naming = { named: table => Promise.resolve(table), close: () => {} }

/** Names by the files of a host and, of the running one, by its servers; only for the rows of a table. */
export const namingOf = (io: Io, fs: HostFs, wish: NameWish): Naming => {
  if (!wish.hosts && !wish.services) return NO_NAMES
  const hosts = hostsOf(io, fs)
  const services = serviceNames(fs)
  const devices = linkLocalDevices(fs)
  const names: EndNames = {
    host: ip => hosts.nameOf(ipText(ip)),
    service: (proto, port) =>
      proto === 'raw' ? null : (services[proto === 'tcp' ? 'tcp' : 'udp'].get(port) ?? null),
    device: ip => devices.get(ipText(ip)) ?? null,
  }
  return {
    named: async table => {
      // options see to it that rows have ends
      const sockets = table as Table<SocketRow>
      if (wish.hosts) await hosts.ask(addressesOf(sockets.rows))
      return named(sockets, wish, names) as Table<unknown>
    },
    close: hosts.close,
  }
}

/** Those that a server of names could know. */
const addressesOf = (rows: readonly SocketRow[]): string[] => {
  const ends = rows.flatMap(row => (row.kind === 'inet' ? [row.local.ip, row.remote.ip] : []))
  return ends.filter(ip => !NAMELESS.has(scopeOf(ip))).map(ipText)
}

const NAMELESS: ReadonlySet<Scope> = new Set(['any', 'link-local', 'multicast'])

interface Hosts {
  nameOf(address: string): string | null
  ask(addresses: readonly string[]): Promise<void>
  close(): void
}

const hostsOf = (io: Io, fs: HostFs): Hosts => {
  const filed = hostNames(fs)
  const servers = fs.root === '/' ? io.nameServers() : null
  const known = new Map<string, string | null>()
  const waiting: string[] = []
  const open = new Set<Promise<void>>()
  let patienceMs = PATIENCE_MS
  const next = (): void => {
    while (servers !== null && open.size < AT_ONCE && waiting.length > 0) {
      const address = waiting.shift()!
      const answer = servers.nameOf(address).then(name => {
        known.set(address, name)
        open.delete(answer)
        next()
      })
      open.add(answer)
    }
  }
  const allAnswered = async (): Promise<void> => {
    while (open.size > 0) await Promise.all(open)
  }
  return {
    nameOf: address => filed.get(address) ?? known.get(address) ?? null,
    ask: async addresses => {
      if (known.size > MOST_KNOWN) known.clear()
      for (const address of addresses) {
        if (filed.has(address) || known.has(address)) continue
        // until the answer comes
        known.set(address, null)
        waiting.push(address)
      }
      next()
      if (open.size === 0 || patienceMs <= 0) return
      const before = io.clock()
      await io.within(patienceMs, allAnswered())
      patienceMs -= (io.clock() - before) * 1000
    },
    close: () => {
      waiting.length = 0
      servers?.cancel()
    },
  }
}
