import { hostFs } from '../../src/base/fs.ts'
import { walkersHere } from '../../src/cli/walk-thread.ts'
import type { Host, OwnerSource } from '../../src/sources/index.ts'
import { bpfOwners } from '../../src/sources/owners-bpf.ts'
import { pinOwners } from '../../src/sources/owners-pin.ts'
import { procOwners } from '../../src/sources/owners-proc.ts'
import { openSys } from '../../src/sys/index.ts'

// What owners.ts measures: one list of owners from the source that is named (`SOURCE PID`), in a process of
// its own, the loading of the program into the kernel included, but not that of the FFI: a run has it open
// from its sockets (1.7 ms). Prints how many descriptors, and the milliseconds that passed and that were
// computed.

const host: Host = {
  fs: hostFs('/'),
  littleEndian: true,
  euid: 0,
  elevated: null,
  tell: () => {},
  trace: null,
}
const sources: { readonly [name: string]: () => OwnerSource } = {
  pin: () => pinOwners(host),
  bpf: () => bpfOwners(host, openSys),
  'bpf, one pid': () => bpfOwners(host, openSys, [Number(process.argv[3])]),
  'walk, 2 cores': () => procOwners({ ...host, walkers: walkersHere }, openSys),
  'walk, FFI': () => procOwners(host, openSys),
  'walk, node:fs': () => procOwners(host),
}

openSys()
let found = 0
const begin = performance.now()
const before = process.cpuUsage()
const source = sources[process.argv[2]!]!()
source.open()
source.fds(
  () => found++,
  () => true,
)
const ms = performance.now() - begin
const { user, system } = process.cpuUsage(before)
console.log(JSON.stringify({ found, ms, cpu: (user + system) / 1000 }))
