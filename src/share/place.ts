import { closeSync, constants, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { errnoOf } from '../base/errors.ts'
import type { HostFs } from '../base/fs.ts'
import { MARK, VERSION } from '../bpf/record.ts'
import { PIN_DIRECTORY, type PinName } from '../sources/owners-pin.ts'

export const DIRECTORY = `/${PIN_DIRECTORY}`
export const PINS: readonly PinName[] = ['owners', 'owners-self']
/** The mount's source, which tells ours from a bpf file system that somebody else mounted here. */
export const SOURCE = 'tsnetstat'
/** What a pin is called until its mode is right; it stays behind only where that was interrupted. */
export const unfinished = (name: PinName): string => `${name}-new`

// the kernel's own, in every bpf file system (CONFIG_BPF_PRELOAD); they cannot be removed
const PRELOADED = new Set(['maps.debug', 'progs.debug'])

/** What is at the directory: nothing, our mount, or what is not ours to touch. */
export type Place =
  | { readonly kind: 'free' }
  | { readonly kind: 'ours'; readonly entries: readonly Entry[] }
  | { readonly kind: 'foreign'; readonly what: string }

export interface Entry {
  readonly name: string
  readonly mode: number
  readonly gid: number
  /** of its records; 'foreign': it gives none; 'unreadable': this user may not look */
  readonly version: number | 'foreign' | 'unreadable'
}

export const inspect = (fs: HostFs): Place => {
  const mount = topMount(fs.text('proc/self/mountinfo', 'utf8'), DIRECTORY)
  if (mount === null) return inspectDirectory()
  if (mount.type !== 'bpf' || mount.source !== SOURCE) {
    return { kind: 'foreign', what: `a mount of ${mount.source} (${mount.type})` }
  }
  const names = readdirSync(DIRECTORY).filter(name => !PRELOADED.has(name))
  return { kind: 'ours', entries: names.sort().map(entryOf) }
}

/** An empty directory of root may be mounted over; what else is there belongs to somebody. */
const inspectDirectory = (): Place => {
  try {
    const found = lstatSync(DIRECTORY)
    if (!found.isDirectory()) return { kind: 'foreign', what: 'not a directory' }
    if (found.uid !== 0) return { kind: 'foreign', what: `a directory of uid ${found.uid}` }
    const inside = readdirSync(DIRECTORY)
    return inside.length === 0
      ? { kind: 'free' }
      : { kind: 'foreign', what: `a directory that is not empty (${inside[0]})` }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { kind: 'free' }
    throw error
  }
}

const entryOf = (name: string): Entry => {
  const { mode, gid } = lstatSync(`${DIRECTORY}/${name}`)
  return { name, mode: mode & 0o7777, gid, version: versionOf(`${DIRECTORY}/${name}`) }
}

const versionOf = (path: string): Entry['version'] => {
  let fd: number
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  } catch (error) {
    return errnoOf(error) === 'EACCES' ? 'unreadable' : 'foreign'
  }
  try {
    const words = new Uint32Array(2)
    const got = readSync(fd, words, 0, words.byteLength, null)
    return got === words.byteLength && words[0] === MARK.preamble ? words[1]! : 'foreign'
  } catch {
    return 'foreign'
  } finally {
    closeSync(fd)
  }
}

export const isCurrent = (entry: Entry): boolean => entry.version === VERSION

/** The last mount at a path hides those below it. Columns: proc_pid_mountinfo(5). */
export const topMount = (
  mountinfo: string,
  path: string,
): { readonly type: string; readonly source: string } | null => {
  let top = null
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ')
    const [type, source] = after?.split(' ') ?? []
    if (unescape(before?.split(' ')[4] ?? '') !== path) continue
    top = { type: type ?? '', source: unescape(source ?? '') }
  }
  return top
}

/** mangle_path() writes blanks, backslashes and the like as three octal digits. */
const unescape = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
