import type { HostFs } from '../../src/base/fs.ts'

/** A system error as node throws it. */
export const errno = (code: string): Error => Object.assign(new Error(`${code}: fake`), { code })

/**
 * Path to what stands there: the text of a file or the target of a link, or the error that any look at
 * it meets. Directories follow from the paths; an empty or refused one is an entry of its own.
 */
export interface Tree {
  readonly [path: string]: string | Error
}

/** A host that exists in a test alone. Entries are listed in the order of the tree. */
export const fakeFs = (tree: Tree): HostFs => {
  const found = (path: string): string => {
    const entry = tree[path]
    if (entry === undefined) throw errno('ENOENT')
    if (typeof entry !== 'string') throw entry
    return entry
  }
  const list = (path: string): string[] => {
    const directory = path.replace(/\/$/, '')
    const refused = tree[directory]
    if (refused instanceof Error) throw refused
    const inside = Object.keys(tree).filter(name => name.startsWith(`${directory}/`))
    if (inside.length === 0 && refused === undefined) throw errno('ENOENT')
    return [...new Set(inside.map(name => name.slice(directory.length + 1).split('/')[0]!))]
  }
  const bytes = (path: string): Uint8Array => Buffer.from(found(path), 'latin1')
  return { root: '/fake', text: found, readlink: found, bytes, list }
}
