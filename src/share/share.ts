import { chmodSync, chownSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { errnoName } from '../base/errno.ts'
import { errnoOf, Failure, Unavailable } from '../base/errors.ts'
import type { HostFs } from '../base/fs.ts'
import { cString } from '../bpf/call.ts'
import { attach, pin } from '../bpf/loader.ts'
import { PIN, PIN_SELF } from '../bpf/owners.generated.ts'
import type { PinName } from '../sources/owners-pin.ts'
import { openSys, type Sys } from '../sys/index.ts'
import { groupId } from './group.ts'
import { DIRECTORY, inspect, PINS, SOURCE, unfinished, type Entry, type Place } from './place.ts'

export interface ShareHost {
  readonly fs: HostFs
  readonly euid: number
  /** the command line that would do the same as root; null: it is root's, or nobody knows */
  readonly elevated: string | null
  /** asked for only where something is to be mounted or loaded */
  readonly sys: () => Sys
}

/** The running host. */
export const shareHost = (fs: HostFs, euid: number, elevated: string | null): ShareHost => ({
  fs,
  euid,
  elevated,
  sys: openSys,
})

/** Who may read the owners of all processes, besides root. */
export type Audience =
  { readonly kind: 'group'; readonly group: string } | { readonly kind: 'everyone' }

export const DEFAULT_GROUP = 'tsnetstat'

/** include/uapi/linux/mount.h */
const MS_NOSUID_NODEV_NOEXEC = 2 | 4 | 8
/** include/linux/fs.h */
const MNT_DETACH = 2
const UMOUNT_NOFOLLOW = 8

const IMAGES = { owners: PIN, 'owners-self': PIN_SELF }

/**
 * Mounts a bpf file system and pins both iterators in it. Where they are pinned already they are
 * replaced, each at one stroke: this is how the audience is changed, and an old version renewed.
 * Throws a Failure before anything has been changed, or after undoing what had been.
 */
export const shareOn = (host: ShareHost, audience: Audience): void => {
  needRoot(host, 'on')
  const gid = gidOf(host, audience)
  const place = inspect(host.fs)
  refuseForeign(place)
  const sys = host.sys()
  const links = attachAll(sys)
  try {
    if (place.kind === 'free') mount(sys)
    pinAt(sys, 'owners', links, audience.kind === 'everyone' ? 0o444 : 0o640, gid)
    pinAt(sys, 'owners-self', links, 0o444, 0)
  } catch (error) {
    if (place.kind === 'free') unmount(sys)
    else for (const name of PINS) rmSync(`${DIRECTORY}/${unfinished(name)}`, { force: true })
    throw failure('on', error)
  } finally {
    for (const link of links.values()) sys.close(link)
  }
}

/**
 * Removes the pins and their mount; who is reading reads to the end. `kept` are entries of others,
 * with which the mount stays. `was`: there was something to remove.
 */
export const shareOff = (host: ShareHost): { was: boolean; kept: readonly string[] } => {
  needRoot(host, 'off')
  const place = inspect(host.fs)
  if (place.kind === 'free') return { was: false, kept: [] }
  if (place.kind === 'foreign') throw new Failure(foreign(place.what))
  const ours = new Set<string>(PINS.flatMap(name => [name, unfinished(name)]))
  const isOurs = ({ name, version }: Entry): boolean => ours.has(name) && version !== 'foreign'
  const removed = place.entries.filter(isOurs)
  for (const { name } of removed) rmSync(`${DIRECTORY}/${name}`)
  const kept = place.entries.filter(entry => !isOurs(entry)).map(({ name }) => name)
  if (kept.length === 0) unmount(host.sys())
  return { was: kept.length === 0 || removed.length > 0, kept }
}

const needRoot = ({ euid, elevated }: ShareHost, verb: string): void => {
  const remedy = elevated === null ? '' : `; ${elevated} does it`
  if (euid !== 0) throw new Failure(`share ${verb}: only root can do this${remedy}`)
}

const gidOf = ({ fs }: ShareHost, audience: Audience): number => {
  if (audience.kind === 'everyone') return 0
  const gid = groupId(fs, audience.group)
  if (gid !== null) return gid
  throw new Failure(
    `share on: no group "${audience.group}" in /etc/group; ` +
      `make it with "groupadd --system ${audience.group}", or name one with --group`,
  )
}

const foreign = (what: string): string => `${DIRECTORY} is ${what}: not ours, so it stays as it is`

const refuseForeign = (place: Place): void => {
  if (place.kind === 'foreign') throw new Failure(foreign(place.what))
  if (place.kind === 'free') return
  const names = new Set<string>(PINS.flatMap(name => [name, unfinished(name)]))
  const stranger = place.entries.find(
    ({ name, version }) => names.has(name) && version === 'foreign',
  )
  if (stranger === undefined) return
  throw new Failure(`${DIRECTORY}/${stranger.name} is no pin of tsnetstat, so it stays as it is`)
}

const attachAll = (sys: Sys): ReadonlyMap<PinName, number> => {
  const links = new Map<PinName, number>()
  try {
    for (const name of PINS) links.set(name, attach(sys, IMAGES[name]))
    return links
  } catch (error) {
    for (const link of links.values()) sys.close(link)
    throw failure('on', error)
  }
}

const failure = (verb: string, error: unknown): unknown => {
  const refused = error instanceof Unavailable || errnoOf(error) !== null
  return refused && error instanceof Error ? new Failure(`share ${verb}: ${error.message}`) : error
}

const mount = (sys: Sys): void => {
  try {
    mkdirSync(DIRECTORY, 0o755)
    chmodSync(DIRECTORY, 0o755)
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error
  }
  const [source, target, type] = [cString(SOURCE), cString(DIRECTORY), cString('bpf')]
  const mode = cString('mode=0755')
  const result = sys.syscall(sys.nr.mount, source, target, type, MS_NOSUID_NODEV_NOEXEC, mode)
  if (result < 0) throw new Unavailable(`mount bpf at ${DIRECTORY}: ${errnoName(-result)}`)
}

/** Detached, so that who still reads a pin, or stands in the directory, can go on. */
const unmount = (sys: Sys): void => {
  sys.syscall(sys.nr.umount2, cString(DIRECTORY), MNT_DETACH | UMOUNT_NOFOLLOW)
  try {
    rmdirSync(DIRECTORY)
  } catch {
    // something is mounted or has been put there meanwhile: then it is not ours to remove
  }
}

/** Pinned under another name, as 0600, and renamed once the right users may read it. */
const pinAt = (
  sys: Sys,
  name: PinName,
  links: ReadonlyMap<PinName, number>,
  mode: number,
  gid: number,
): void => {
  const path = `${DIRECTORY}/${unfinished(name)}`
  rmSync(path, { force: true })
  pin(sys, links.get(name)!, path)
  chownSync(path, 0, gid)
  chmodSync(path, mode)
  renameSync(path, `${DIRECTORY}/${name}`)
}
