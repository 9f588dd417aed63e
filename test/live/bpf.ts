import { Unavailable } from '../../src/base/errors.ts'
import { hostFs } from '../../src/base/fs.ts'
import type { Host } from '../../src/sources/index.ts'
import { bpfOwners } from '../../src/sources/owners-bpf.ts'
import { openSys } from '../../src/sys/index.ts'
import { whyNoWorld } from './world.ts'

/** The running host, read by root. */
export const liveHost: Host = {
  fs: hostFs('/'),
  littleEndian: true,
  euid: 0,
  elevated: null,
  tell: () => {},
  trace: null,
}

/** Why no iterator can be loaded here, in brackets; '' where it can. */
export const whyNoBpf = (...tools: readonly string[]): string => {
  const why = whyNoWorld(...tools)
  if (why !== '') return why
  try {
    bpfOwners(liveHost, openSys).open()
    return ''
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return ` (skipped: ${error.message})`
  }
}
