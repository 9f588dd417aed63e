import type { Section } from '../../render/classic/options.ts'

interface ClassicFamily {
  /** what `-r` and `-s` call it */
  readonly name: string
  /** what the command line may call it */
  readonly aliases: readonly string[]
  /** what is listed of it; none for inet and inet6, which have protocols, and for what net-tools never lists */
  readonly section?: Section
}

export const FAMILIES: readonly ClassicFamily[] = [
  { name: 'inet', aliases: ['inet', 'ip', 'tcpip'] },
  { name: 'inet6', aliases: ['inet6', 'ip6'] },
  { name: 'unix', aliases: ['unix'], section: 'unix' },
  { name: 'ax25', aliases: ['ax25'], section: 'ax25' },
  { name: 'x25', aliases: ['x25'], section: 'x25' },
  { name: 'ipx', aliases: ['ipx'], section: 'ipx' },
  { name: 'netrom', aliases: ['netrom'], section: 'netrom' },
  { name: 'rose', aliases: ['rose'], section: 'rose' },
  { name: 'ddp', aliases: ['ddp', 'appletalk'] },
  { name: 'ec', aliases: ['econet'] },
  { name: 'ash', aliases: ['ash'] },
  { name: 'bluetooth', aliases: ['bluetooth'], section: 'bluetooth' },
]
