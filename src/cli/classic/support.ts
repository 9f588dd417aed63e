import type { ClassicHost } from './mode.ts'

/** This kernel has no such family, which was asked for by name: net-tools ends here. */
export const noSupport = (host: ClassicHost, what: string): number => {
  host.err(`netstat: no support for \`${what}' on this system.`)
  return 1
}
