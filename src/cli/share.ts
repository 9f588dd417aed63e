import { UsageError } from '../base/errors.ts'
import { hostFs } from '../base/fs.ts'
import { didYouMean } from '../base/nearest.ts'
import { printable } from '../render/format.ts'
import {
  DEFAULT_GROUP,
  shareHost,
  shareOff,
  shareOn,
  type Audience,
  type ShareHost,
} from '../share/share.ts'
import { DISCLOSES, shareStatus } from '../share/status.ts'
import type { Command } from './commands.ts'
import { elevatedCommand } from './terminal.ts'

/** What was asked for. */
export type Wish =
  | { readonly kind: 'on'; readonly audience: Audience }
  | { readonly kind: 'off' }
  | { readonly kind: 'status' }
  | { readonly kind: 'help' }

export const share: Command = (io, words) => {
  const wish = parseShare(words)
  const host = shareHost(hostFs('/'), io.euid, elevatedCommand(io))
  const lines = wish.kind === 'help' ? HELP : act(host, wish)
  for (const line of lines) io.out(`${printable(line)}\n`)
  return 0
}

/** Does it, and says how things stand then. */
const act = (host: ShareHost, wish: Exclude<Wish, { kind: 'help' }>): readonly string[] => {
  switch (wish.kind) {
    case 'on':
      shareOn(host, wish.audience)
      return shareStatus(host.fs).lines
    case 'off': {
      const { was, kept } = shareOff(host)
      const rest = kept.length === 0 ? '' : `; not of tsnetstat, so it stays: ${kept.join(', ')}`
      return [`${was ? 'nothing is shared any more' : 'nothing was shared'}${rest}`]
    }
    case 'status':
      return shareStatus(host.fs).lines
    default:
      return wish satisfies never
  }
}

// off first: that is what "of" is to be taken for
const VERBS = ['off', 'on', 'status'] as const
const SAID = 'on, off or status, or --help'
const AUDIENCES = ['--group', '--everyone']

/** The words behind `share`; throws UsageError. */
export const parseShare = (words: readonly string[]): Wish => {
  const [word, ...rest] = words
  if (word === 'help' || words.some(one => one === '-h' || one === '--help')) {
    return { kind: 'help' }
  }
  if (word === undefined) throw new UsageError(`share what? It takes ${SAID}`)
  const verb = VERBS.find(known => known === word)
  if (verb === undefined) {
    throw new UsageError(`share: no "${word}"${didYouMean(word, VERBS) || `; it takes ${SAID}`}`)
  }
  if (verb === 'on') return { kind: verb, audience: audienceOf(rest) }
  if (rest[0] !== undefined) {
    const where = AUDIENCES.includes(rest[0].split('=')[0]!) ? '; that is for share on' : ''
    throw new UsageError(`share ${verb} takes nothing more, got "${rest[0]}"${where}`)
  }
  return { kind: verb }
}

const audienceOf = (words: readonly string[]): Audience => {
  let audience: Audience | null = null
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (audience !== null && AUDIENCES.includes(word.split('=')[0]!)) {
      throw new UsageError('share on takes one of --group and --everyone, once')
    }
    if (word === '--everyone') audience = { kind: 'everyone' }
    else if (word === '--group') audience = groupOf(words[++i])
    else if (word.startsWith('--group=')) audience = groupOf(word.slice('--group='.length))
    else {
      const guess = didYouMean(word, AUDIENCES) || '; it takes --group NAME or --everyone'
      throw new UsageError(`share on: no "${word}"${guess}`)
    }
  }
  return audience ?? { kind: 'group', group: DEFAULT_GROUP }
}

const groupOf = (name: string | undefined): Audience => {
  if (name !== undefined && name !== '' && !name.startsWith('-'))
    return { kind: 'group', group: name }
  throw new UsageError('share on --group needs the name of a group')
}

const HELP: readonly string[] = [
  'tsnetstat share: who holds which socket, for users who are not root',
  '',
  `  sudo tsnetstat share on              for the members of the group ${DEFAULT_GROUP}`,
  '  sudo tsnetstat share on --group NAME',
  '                                       for those of another group',
  '  sudo tsnetstat share on --everyone   for every user',
  '  sudo tsnetstat share off             for nobody any more',
  '  tsnetstat share status               what is shared, and with whom',
  '',
  'On, a user who may read /run/tsnetstat/owners sees the owners of all sockets, as',
  'root does, with no privilege and no program left running: it is a file that the',
  'kernel answers. The group must exist: "groupadd --system tsnetstat" makes it.',
  'On again changes who may read; what somebody else put there is never touched.',
  '',
  ...DISCLOSES,
  '',
  'Exit codes: 0 done (or nothing to do), 1 failed, 2 wrong usage.',
]
