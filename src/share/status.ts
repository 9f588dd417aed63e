import type { HostFs } from '../base/fs.ts'
import { groupName } from './group.ts'
import { DIRECTORY, inspect, isCurrent, PINS, type Entry } from './place.ts'

/** What the two pins give, and what they cannot; also the text of `share --help`. */
export const DISCLOSES: readonly string[] = [
  'A reader of owners learns the uid, pid and name of every process with sockets,',
  'and the descriptors and inodes of those, in every network namespace; hidepid',
  'does not apply to it. A reader of owners-self learns the same, but only of',
  'processes of his own uid with sockets of his own network namespace. Neither',
  'gives addresses of other namespaces, memory, or command lines.',
  'It ends with "tsnetstat share off", and with a reboot.',
]

/** What is shared with whom, in lines for a person; `shared` is false where nothing is. */
export const shareStatus = (fs: HostFs): { shared: boolean; lines: readonly string[] } => {
  const place = inspect(fs)
  if (place.kind === 'free') return { shared: false, lines: ['nothing is shared'] }
  if (place.kind === 'foreign') {
    return { shared: false, lines: [`nothing is shared: ${DIRECTORY} is ${place.what}, not ours`] }
  }
  const lines = place.entries.map(entry => `${DIRECTORY}/${entry.name}: ${describe(fs, entry)}`)
  const shared = place.entries.some(entry => isPin(entry) && entry.version !== 'foreign')
  return shared
    ? { shared, lines: [...lines, ...DISCLOSES] }
    : { shared, lines: ['nothing is shared', ...lines] }
}

const isPin = ({ name }: Entry): boolean => PINS.some(pin => pin === name)

const describe = (fs: HostFs, entry: Entry): string => {
  if (!isPin(entry) || entry.version === 'foreign') return 'not of tsnetstat'
  const who = `readable by ${readersOf(fs, entry)}`
  if (isCurrent(entry) || entry.version === 'unreadable') return who
  return `${who}; of another version (${entry.version}): "tsnetstat share on" renews it`
}

const readersOf = (fs: HostFs, { mode, gid }: Entry): string => {
  if ((mode & 0o004) !== 0) return 'everyone'
  return (mode & 0o040) === 0 ? 'root' : `root and the group ${groupName(fs, gid)}`
}
