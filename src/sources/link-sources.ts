import { netlinkLinks } from './links-netlink.ts'
import { procLinks } from './links-proc.ts'
import type { LinkSource } from './links.ts'
import type { Host } from './source.ts'

export type { LinkSource } from './links.ts'

/** Where the interfaces come from, the fullest first. */
export const linkSources = (host: Host): LinkSource[] => [netlinkLinks(host), procLinks(host)]
