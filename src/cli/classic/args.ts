import type { ClassicOptions, ModeName, Section } from '../../render/classic/options.ts'
import { FAMILIES } from './families.ts'
import { getopt } from './getopt.ts'
import { FAMILY, OPTIONS, OWN_ROOT } from './table.ts'

/** What a command line comes to. */
type Asked =
  | { readonly is: 'run'; readonly options: ClassicOptions; readonly root: string }
  /** --help and --version are obeyed where they stand, and so is what is wrong */
  | { readonly is: 'help' | 'version' | 'usage' | 'refusal' }

export interface Reading {
  /** for stderr, before all else; never with the name of the program where net-tools has none */
  readonly says: readonly string[]
  readonly asked: Asked
}

/** Longest list of families, with its end: net-tools keeps it in 256 bytes. */
const FAMILY_ROOM = 256

const INET: readonly Section[] = ['tcp', 'sctp', 'udp', 'udplite', 'raw']

const SECTION_OF: { readonly [key: string]: Section } = {
  t: 'tcp',
  S: 'sctp',
  u: 'udp',
  U: 'udplite',
  w: 'raw',
  g: 'igmp',
  '2': 'bluetooth',
  f: 'bluetooth',
}

const MODES: { readonly [key: string]: ModeName } = {
  r: 'route',
  i: 'interfaces',
  s: 'statistics',
  M: 'masquerade',
}

/** Options that stand for a family. */
const FAMILY_OF: { readonly [key: string]: string } = { '4': 'inet', '6': 'inet6', x: 'unix' }

/**
 * The words behind the program's name, obeyed one by one as net-tools does. `selinux`: is SELinux on
 * below this root? `permute`: see getopt().
 */
export const classicArgs = (
  words: readonly string[],
  permute: boolean,
  selinux: (root: string) => boolean,
): Reading => {
  const says: string[] = []
  const counts = new Map<string, number>()
  const sections = new Set<Section>()
  const families: string[] = []
  const stop = (is: 'help' | 'version' | 'usage' | 'refusal'): Reading => ({ says, asked: { is } })
  const count = (key: string): number => counts.get(key) ?? 0
  let root = '/'
  for (const found of getopt(words, OPTIONS, permute)) {
    if ('complaint' in found) {
      says.push(`netstat: ${found.complaint}`)
      return stop('usage')
    }
    const { key, argument, name } = found
    counts.set(key, count(key) + 1)
    const section = SECTION_OF[key]
    if (section !== undefined) sections.add(section)
    const family = key === FAMILY ? name : key === 'A' ? argument : FAMILY_OF[key]
    if (key === 'V') return stop('version')
    if (key === 'h') return stop('help')
    if (key === '?') return stop('usage')
    if (key === OWN_ROOT) root = argument
    // a check in net-tools counts one family less than there are
    else if (name === 'tcpip') says.push("netstat.c: Internal Error `longopts 1 range'.")
    else if (family !== undefined) {
      const unknown = addFamilies(family, families, sections, says)
      if (unknown) return stop('refusal')
    } else if (key === 'Z' && !selinux(root)) {
      says.push('SELinux is not enabled on this machine.')
      return stop('refusal')
    }
  }
  const modes = Object.keys(MODES)
  if (modes.reduce((sum, key) => sum + count(key), 0) > 1) return stop('usage')
  const mode = MODES[modes.find(key => count(key) > 0) ?? ''] ?? 'list'
  return { says, asked: { is: 'run', options: optionsOf(mode, sections, families, count), root } }
}

/** Takes `inet6,unix`; was one of them unknown? */
const addFamilies = (
  list: string,
  families: string[],
  sections: Set<Section>,
  says: string[],
): boolean => {
  for (const alias of list.slice(0, FAMILY_ROOM - 1).split(',')) {
    const family = FAMILIES.find(({ aliases }) => aliases.includes(alias))
    if (family === undefined) {
      says.push(`Unknown address family \`${alias}'.`)
      return true
    }
    if (families.join().length + family.name.length + 1 >= FAMILY_ROOM) {
      says.push('Too much address family arguments.')
      return false
    }
    families.push(family.name)
    if (family.section !== undefined) sections.add(family.section)
  }
  return false
}

/** A family alone means all its protocols, a protocol alone both families. */
const optionsOf = (
  mode: ModeName,
  named: ReadonlySet<Section>,
  families: readonly string[],
  count: (key: string) => number,
): ClassicOptions => {
  const v4 = families.includes('inet')
  const v6 = families.includes('inet6')
  const has = (key: string): boolean => count(key) > 0
  const implied = (v4 || v6 || mode === 'statistics') && !INET.some(section => named.has(section))
  const sections = new Set(implied ? [...named, ...INET] : named)
  return {
    mode,
    sections,
    implied,
    inet: v4 || !v6,
    inet6: v6 || !v4,
    families,
    all: has('a'),
    listening: has('l'),
    extend: count('e'),
    programs: has('p') || has('Z'),
    contexts: has('Z'),
    timers: has('o'),
    wide: has('W'),
    numericHosts: has('n') || has('numeric-hosts'),
    numericPorts: has('n') || has('numeric-ports'),
    numericUsers: has('n') || has('numeric-users'),
    symbolic: has('N'),
    verbose: has('v'),
    continuous: has('c'),
    fib: has('F'),
    cache: has('C'),
  }
}
